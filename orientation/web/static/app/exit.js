/**
 * Leaving quickly: the button, or the Escape key three times within two seconds. The screen is blank at once, then shows
 * a calendar, which takes this page's place in the history. Without script the button is a link to the same page.
 */
const TIMES = 3;
const WITHIN = 2000;

/** Make the way out ready. */
export function armExit() {
  const link = /** @type {HTMLAnchorElement|null} */ (document.querySelector("a.exit"));
  if (!link) return;
  const presses = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses.push(event.timeStamp);
    if (presses.length >= TIMES && event.timeStamp - presses[presses.length - TIMES] <= WITHIN) leave(link.href);
  });
}

function leave(address) {
  document.title = "";
  document.querySelectorAll("audio").forEach((sound) => sound.pause());
  if (self.speechSynthesis) speechSynthesis.cancel();
  document.body.hidden = true;
  document.body.textContent = "";
  window.stop(); // whatever this page still loads would come before the calendar
  location.replace(`${address}#m${new Date().getMonth() + 1}`);
}

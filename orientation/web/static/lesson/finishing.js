/* “I have finished this lesson”: kept, then said where the button was, with the way on. */
import { hasWorker, KEPT, whyNot } from "./keeping.js";
import { word } from "./words.js";

/**
 * Finish the lesson in place from now on, as long as there is a worker.
 * @param {HTMLFormElement} form
 * @param {(deed: import("./keeping.js").Deed) => Promise<number>} keep @param {() => number} seconds since it was asked last
 */
export function enhanceFinish(form, keep, seconds) {
  let isBusy = false;

  form.addEventListener("submit", (event) => {
    if (!hasWorker()) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    keep({ verb: "completed", seconds: seconds() }).then(tell);
  });

  function tell(status) {
    isBusy = false;
    form.querySelectorAll(".notice").forEach((told) => told.remove());
    if (status === KEPT) return showFinished();
    if (!whyNot(status)) return form.submit();
    form.appendChild(word(whyNot(status)));
    /** @type {HTMLElement} */ (form.lastChild).focus();
  }

  function showFinished() {
    const card = word("finished");
    const following = form.getAttribute("data-next");
    const title = card.querySelector("[data-title]");
    const link = /** @type {HTMLAnchorElement} */ (card.querySelector("[data-on]"));
    if (following) {
      link.href = following;
      title.textContent = form.getAttribute("data-next-title");
      title.lang = form.closest("[lang]").lang;
    } else {
      link.remove();
    }
    (following ? card.querySelector("[data-last]") : title).remove();
    const heading = form.parentElement.querySelector("h2");
    form.replaceWith(card);
    if (heading) heading.hidden = true;
    card.querySelector("h2").focus();
  }
}

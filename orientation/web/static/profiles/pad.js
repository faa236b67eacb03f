/* Where a number or a row of pictures is entered: by big keys, or by the digits of a keyboard. What is entered stands
   nowhere on the screen, only how much it is. */
import { inDigits } from "../app/digits.js";
import { copyOf, find, findAll } from "../app/words.js";
import { hush, say, showView } from "./views.js";

const LEAST = { digits: 4, pictures: 5 };
const MOST = { digits: 8, pictures: 12 };
let kindNow = "digits";
let entered = [];
let onReady;
let clock;

/**
 * Show the pad and give on what is entered, each time “Ready” is tapped.
 * @param {"digits" | "pictures"} kind @param {string} title the name of its heading
 * @param {(secret: string) => void} onEntered
 */
export function enter(kind, title, onEntered) {
  kindNow = kind;
  onReady = onEntered;
  const view = showView("pad");
  const heading = find("h1", view);
  heading.textContent = find(`[data-title="${title}"]`, copyOf("sayings")).textContent;
  heading.focus();
  findAll("[data-of]", view).forEach((part) => (part.hidden = part.dataset.of !== kind));
  letEnter();
  forget();
}

/** Let nothing be entered for some seconds, and say how long it takes still. @param {number} seconds */
export function makeWait(seconds) {
  const until = Date.now() + seconds * 1000;
  const count = () => {
    const left = until - Date.now();
    const time = find("#said [data-time]");
    if (time) time.textContent = inDigits(new Date(left + 999).toISOString().slice(11, 19).replace(/^00:/, ""));
    if (left <= 0) letEnter();
  };
  say("wait");
  setBusy(true);
  clearInterval(clock);
  clock = setInterval(count, 1000);
  count();
}

/** Take no keys while the phone is at work. @param {boolean} isBusy */
export function setBusy(isBusy) {
  findAll("[data-keys]").forEach((keys) => (keys.disabled = isBusy));
  find("[data-ready]").disabled = isBusy || entered.length < LEAST[kindNow];
}

/** Empty the pad. */
export function forget() {
  entered = [];
  showEntered();
}

/** Make the keys ready, once. */
export function armPad() {
  findAll("[data-key]").forEach((key) => (key.onclick = () => press(key.dataset.key)));
  find("[data-erase]").onclick = erase;
  find("[data-ready]").onclick = ready;
  document.addEventListener("keydown", ({ key, target }) => {
    if (find('[data-view="pad"]').hidden || find("[data-keys]").disabled || kindNow !== "digits") return;
    if (/^\d$/.test(key)) press(key);
    if (key === "Backspace") erase();
    if (key === "Enter" && target.localName !== "button") ready();
  });
}

function press(key) {
  if (entered.length < MOST[kindNow]) entered.push(key);
  showEntered();
}

function erase() {
  entered.pop();
  showEntered();
}

function ready() {
  if (!find("[data-ready]").disabled) onReady(entered.join(kindNow === "digits" ? "" : ","));
}

function showEntered() {
  const [dots, heard] = findAll(".dots span");
  dots.textContent = "•".repeat(entered.length);
  heard.textContent = inDigits(entered.length);
  setBusy(find("[data-keys]").disabled);
}

function letEnter() {
  clearInterval(clock);
  setBusy(false);
  hush();
}

/* Where a number or a row of pictures is entered: by big keys, or by the digits of a keyboard. What is entered stands
   nowhere on the screen, only how much it is. */
import { inDigits } from "../app/digits.js";
import { copyOf, find, findAll, say, show } from "./views.js";

const LEAST = { digits: 4, pictures: 5 };
const MOST = { digits: 8, pictures: 12 };
const pad = { kind: "", entered: [], onReady: null, timer: 0 };

/**
 * Show the pad and give on what is entered, each time “Ready” is tapped.
 * @param {"digits" | "pictures"} kind @param {string} title the name of its heading
 * @param {(secret: string) => void} onReady
 */
export function enter(kind, title, onReady) {
  Object.assign(pad, { kind, onReady });
  const view = show("pad");
  const heading = find("h1", view);
  heading.textContent = find(`[data-title="${title}"]`, copyOf("sayings")).textContent;
  heading.focus();
  findAll("[data-keys]", view).forEach((keys) => (keys.hidden = keys.dataset.keys !== kind));
  findAll("[data-rule]", view).forEach((rule) => (rule.hidden = rule.dataset.rule !== kind));
  enterAgain();
  forget();
}

/** Let nothing be entered for some seconds, and say how long it takes still. @param {number} seconds */
export function makeWait(seconds) {
  const until = Date.now() + seconds * 1000;
  const count = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    const time = find("#said [data-time]");
    if (time) time.textContent = inDigits(written(left));
    if (left <= 0) enterAgain();
  };
  say("wait");
  setBusy(true);
  clearInterval(pad.timer);
  pad.timer = setInterval(count, 1000);
  count();
}

/** Take no keys while the phone is at work. @param {boolean} isBusy */
export function setBusy(isBusy) {
  findAll("[data-keys]").forEach((keys) => (keys.disabled = isBusy));
  find("[data-ready]").disabled = isBusy || pad.entered.length < LEAST[pad.kind];
}

/** Empty the pad. */
export function forget() {
  pad.entered = [];
  showEntered();
}

/** Make the keys ready, once. */
export function armPad() {
  findAll("[data-key]").forEach((key) => key.addEventListener("click", () => press(key.dataset.key)));
  find("[data-erase]").addEventListener("click", erase);
  find("[data-ready]").addEventListener("click", ready);
  document.addEventListener("keydown", (event) => {
    if (find('[data-view="pad"]').hidden || find("[data-keys]").disabled || pad.kind !== "digits") return;
    if (/^\d$/.test(event.key)) press(event.key);
    if (event.key === "Backspace") erase();
    if (event.key === "Enter" && event.target.localName !== "button") ready();
  });
}

function press(key) {
  if (pad.entered.length < MOST[pad.kind]) pad.entered.push(key);
  showEntered();
}

function erase() {
  pad.entered.pop();
  showEntered();
}

function ready() {
  if (!find("[data-ready]").disabled) pad.onReady(pad.entered.join(pad.kind === "digits" ? "" : ","));
}

function showEntered() {
  const [dots, heard] = findAll(".dots span");
  dots.textContent = "•".repeat(pad.entered.length);
  heard.textContent = inDigits(pad.entered.length);
  setBusy(find("[data-keys]").disabled);
}

function enterAgain() {
  clearInterval(pad.timer);
  setBusy(false);
  find("#said").textContent = "";
}

/** @param {number} seconds @returns {string} hours, minutes and seconds, as a clock shows them */
function written(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

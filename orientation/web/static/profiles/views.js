/* The page shows one thing at a time, and says in its status line what has happened. */
import { inDigits } from "../app/digits.js";

const SAYINGS = { 507: "full" };

/** @param {string} selector @param {ParentNode} [inside] @returns {any} */
export function find(selector, inside) {
  return (inside || document).querySelector(selector);
}

/** @param {string} selector @param {ParentNode} [inside] @returns {any[]} */
export function findAll(selector, inside) {
  return Array.from((inside || document).querySelectorAll(selector));
}

/** @param {string} id of a template @returns {any} a copy of what is in it */
export function copyOf(id) {
  return find(`#${id}`).content.cloneNode(true);
}

/** Show a section and, after the first, hand the focus to its heading. @param {string} name @returns {any} the section */
export function show(name) {
  const isFirst = !find('[data-view="plain"]').hidden;
  findAll("[data-view]").forEach((view) => (view.hidden = view.dataset.view !== name));
  const view = find(`[data-view="${name}"]`);
  if (!isFirst) find("h1", view).focus();
  window.scrollTo(0, 0);
  hush();
  return view;
}

/** Show only the parts that are for now: their `data-when` is among the names. @param {{[name: string]: any}} now */
export function showWhen(now) {
  findAll("[data-when]").forEach((part) => (part.hidden = !now[part.dataset.when]));
}

/** Say something with a number or a time in it. @param {string} name @param {{[placeholder: string]: any}} [values] */
export function say(name, values) {
  const saying = find(`[data-said="${name}"]`, copyOf("sayings"));
  for (const placeholder of Object.keys(values || {})) {
    const text = find("p", saying);
    text.textContent = text.textContent.replace(`{${placeholder}}`, inDigits(values[placeholder]));
  }
  hush();
  find("#said").appendChild(saying);
  saying.scrollIntoView({ block: "nearest" });
}

/** Say that something did not work. @param {number} status what the phone answered */
export function sayFailed(status) {
  say(SAYINGS[status] || "failed");
}

function hush() {
  find("#said").textContent = "";
}

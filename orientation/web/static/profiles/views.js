/* The page shows one thing at a time, and says in its status line what has happened. */
import { copyOf, filled, find, findAll } from "../app/words.js";
import { OK, ask } from "../phone/asking.js";

const FULL = 507;

/** Show a section and, after the first, hand the focus to its heading. @param {string} name @returns {any} the section */
export function showView(name) {
  const isFirst = !find('[data-view="plain"]').hidden;
  findAll("[data-view]").forEach((view) => (view.hidden = view.dataset.view !== name));
  const view = find(`[data-view="${name}"]`);
  if (!isFirst) find("h1", view).focus();
  window.scrollTo(0, 0);
  hush();
  return view;
}

/** Say something with a number or a time in it. @param {string} name @param {{[placeholder: string]: any}} [values] */
export function say(name, values) {
  const saying = find(`[data-said="${name}"]`, copyOf("sayings"));
  const text = find("p", saying);
  if (values) text.textContent = filled(text.textContent, values);
  hush();
  find("#said").appendChild(saying);
  saying.scrollIntoView({ block: "nearest" });
}

/** Say nothing any more. */
export function hush() {
  find("#said").textContent = "";
}

/** Say that something did not work. @param {number} status what the phone answered */
export function sayFailed(status) {
  say(status === FULL ? "full" : "failed");
}

/** Have the phone do something; when it can't, say so. @param {string} what @param {any} given @param {() => void} onDone */
export async function tell(what, given, onDone) {
  const { status } = await ask(what, given);
  if (status === OK) onDone();
  else sayFailed(status);
}

/**
 * The words of modules, read from their pages (fragment/words.html), which the worker has. A card shows pieces of them, so
 * no words and no HTML are made here.
 */
import { findAll } from "../app/words.js";

/**
 * @param {string[]} modules in the pack's order
 * @returns {Promise<{known: Object[], pieces: Object<string, Element>}>} the cards that there are, and each word's entry.
 *   Rejects when a page can't be had
 */
export async function readWords(modules) {
  const known = [];
  const pieces = {};
  const pages = await Promise.all(modules.map((module) => fetch(`${module}/cards`).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))));
  pages.forEach((text, at) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const entry of findAll("#content [data-word]", page)) {
      const { word, lesson } = entry.dataset;
      pieces[word] = entry;
      const sides = ["hear", "say"].filter((side) => entry.dataset[side]);
      for (const side of sides) known.push({ id: entry.dataset[side], word, side, module: modules[at], lesson, isFirst: side === sides[0] });
    }
  });
  if (!known.length) throw new Error("no words"); // the page that says that there is no network
  return { known, pieces };
}

/** @returns {Node[]} copies of the parts of a word's entry: its picture, word, meaning and sound, as far as it has them */
export function partsOf(entry, ...names) {
  const where = { picture: "img", word: "b", meaning: "p", sound: "div > div" };
  const found = names.map((name) => entry.querySelector(where[name])).filter(Boolean);
  return found.map((part) => {
    const copy = /** @type {Element} */ (document.importNode(part, true));
    if (copy.localName === "img") copy.className = "pic";
    if (copy.localName !== "b") return copy;
    const heading = document.createElement("h2"); // the word is what the card is about
    heading.appendChild(copy);
    return heading;
  });
}

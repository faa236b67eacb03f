/*
 * The words that this script may need stand in the shell that the phone keeps (learner/script_words.html), so that a page
 * from the server doesn't carry them: here are only their names.
 */
import { inDigits } from "../app/digits.js";

/** Have the words in this page. Rejects when neither it nor the shell has them. */
export async function bringWords() {
  if (document.getElementById("words")) return;
  const { lang } = document.documentElement;
  const shell = new DOMParser().parseFromString(await (await fetch(`/${lang}/shell/${lang}`)).text(), "text/html");
  document.body.appendChild(document.importNode(shell.getElementById("words"), true));
}

/**
 * Return a copy of a piece of the page's words, in the page's language where the lesson is in another.
 * @param {string} name @param {{[placeholder: string]: number}} [numbers] what stands for {placeholder}
 * @returns {HTMLElement}
 */
export function word(name, numbers) {
  const words = /** @type {HTMLTemplateElement} */ (document.getElementById("words"));
  const piece = /** @type {HTMLElement} */ (words.content.querySelector(`[data-word="${name}"]`).cloneNode(true));
  const page = document.documentElement;
  piece.lang = page.lang;
  piece.dir = page.dir;
  for (const placeholder of Object.keys(numbers || {})) {
    piece.textContent = piece.textContent.replace(`{${placeholder}}`, inDigits(numbers[placeholder]));
  }
  return piece;
}

/* The words that this script may need stand in the page (learner/script_words.html): here are only their names. */
import { inDigits } from "../app/digits.js";

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

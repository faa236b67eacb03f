/* The words of the buttons stand in the page (learner/listen_words.html): here are only their names. */

/** A copy of a piece of the page's words, in the page's language. @param {string} name @returns {HTMLElement} */
export function word(name) {
  const words = /** @type {HTMLTemplateElement} */ (document.getElementById("listening"));
  const piece = /** @type {HTMLElement} */ (words.content.querySelector(`[data-word="${name}"]`).cloneNode(true));
  piece.lang = document.documentElement.lang;
  piece.dir = document.documentElement.dir;
  return piece;
}

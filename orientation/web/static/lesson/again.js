/* What was missed comes back once, in a part of its own before the end of the lesson. */
import { startRound } from "./asking.js";
import { word } from "./words.js";

/**
 * Return a function that takes a question to ask again, as it was at first, and how to let the server have its answer.
 * @param {HTMLElement} finish the part before which it stands @param {import("./asking.js").Lesson} lesson
 * @returns {(question: Element, sendPlainly: (answered: Element) => void) => void}
 */
export function missedOnes(finish, lesson) {
  const known = new Set();
  const ways = new Map();
  let parts = 0;
  let open = null;

  return (question, sendPlainly) => {
    const id = question.getAttribute("data-item");
    if (known.has(id)) return;
    known.add(id);
    question.id = `i-again-${id}`;
    ways.set(question, sendPlainly);
    if (open) open.add(question);
    else begin([question]);
  };

  function begin(questions) {
    const part = word("once-more");
    const texts = /** @type {HTMLElement} */ (finish.closest("[lang]"));
    const form = part.appendChild(document.createElement("form"));
    let asked = 0;
    part.id = `again-${++parts}`;
    form.setAttribute("lang", texts.lang);
    form.setAttribute("dir", getComputedStyle(texts).direction);
    form.appendChild(questions[0]);
    finish.insertAdjacentElement("beforebegin", part);
    leadTo(part);
    const plainly = () => ways.get(questions[asked])(questions[asked]);
    open = startRound(form, questions, lesson, { marked: () => asked++, done: (verdicts) => end(form, verdicts), plainly });
  }

  /** The way on from the part before leads here, and from here to the end. */
  function leadTo(part) {
    const way = document.querySelector('.next a[href="#finish"]');
    part.appendChild(way.parentElement.cloneNode(true));
    way.setAttribute("href", `#${part.id}`);
  }

  function end(form, verdicts) {
    const right = verdicts.filter((verdict) => verdict === "right").length;
    open = null;
    form.appendChild(word("score", { right, total: verdicts.length })).focus();
  }
}

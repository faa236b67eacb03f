/* Questions one at a time: asked, kept, marked where they stand, then the next. The exercise of a lesson and what comes
   back at its end are both such a round.

   A field may be called like a property of its form (an item's slug could be "append"), so a form itself is only touched
   by names that no slug can be. */
import { readAnswer } from "./answers.js";
import { enhanceVoices } from "./hearing.js";
import { hasWorker, KEPT, whyNot } from "./keeping.js";
import { mark } from "./marking.js";
import { enhanceTaps } from "./tapping.js";
import { enhanceTracing } from "./tracing.js";
import { verdictCard } from "./verdict.js";
import { word } from "./words.js";

const SAID = "data-said";

/**
 * @typedef {{
 *   keys: {[item: string]: any},
 *   keep: (deed: import("./keeping.js").Deed) => Promise<number>,
 *   seconds: () => number,
 * }} Lesson what a round needs of the lesson that it is in; `seconds` since it was asked last
 */

/**
 * Ask the questions of the form from now on, as long as there is a worker. What is returned begins again, or takes one
 * question more.
 * @param {HTMLFormElement} form @param {Element[]} questions in the form
 * @param {Lesson} lesson
 * @param {{marked: (question: Element, verdict: string) => void, done: (verdicts: string[], cards: Element[]) => void, plainly: () => void}} told
 *   hears of each verdict, of the end, and when the server has to be asked instead
 * @returns {{again: () => void, add: (question: Element) => void}}
 */
export function startRound(form, questions, { keys, keep, seconds }, told) {
  const bar = document.createElement("div");
  const check = word("check");
  const go = word("go-on");
  let cards = [];
  let verdicts = [];
  let isBusy = false;
  bar.className = "go";
  bar.appendChild(check);
  bar.appendChild(go);
  go.addEventListener("click", ask);

  form.addEventListener("submit", (event) => {
    if (!hasWorker()) return;
    event.preventDefault();
    if (isBusy || check.hidden || !bar.parentNode) return;
    isBusy = true;
    answer().then(() => (isBusy = false), told.plainly);
  });
  begin(false);

  function begin(isAgain) {
    cards.forEach((card) => card.remove());
    cards = [];
    verdicts = [];
    form.insertAdjacentElement("beforeend", bar);
    ask(isAgain);
  }

  /** Show the next question, or say that there is none. */
  function ask(isMoved) {
    clear();
    cards.forEach((card) => (card.hidden = true));
    const question = questions[cards.length];
    questions.forEach((one) => (/** @type {HTMLElement} */ (one).hidden = one !== question));
    if (!question) {
      bar.remove();
      return told.done(verdicts, cards);
    }
    enhanceTaps(question);
    enhanceVoices(question);
    enhanceTracing(question);
    show(true);
    tell(question);
    if (isMoved) lookAt(question.querySelector("legend"));
  }

  /** How far it is. @param {Element} place before which it stands */
  function tell(place) {
    const number = Math.min(cards.length + 1, questions.length);
    const line = say(word("place", { number, total: questions.length }), place, "beforebegin");
    const progress = document.createElement("progress");
    progress.max = questions.length;
    progress.value = cards.length;
    progress.setAttribute("aria-hidden", "true");
    line.setAttribute("data-line", "");
    line.appendChild(progress);
  }

  async function answer() {
    const question = questions[cards.length];
    const id = question.getAttribute("data-item");
    const key = keys[id];
    const reading = readAnswer(id, key, new FormData(form));
    clear("[data-problem]");
    if (reading.problem) return explain(question, reading.problem);
    const { verdict, parts } = mark(key, reading.answer);
    const status = await keep({ verb: "answered", item: id, answer: reading.answer, verdict, seconds: seconds() });
    if (status !== KEPT) return whyNot(status) ? focus(say(word(whyNot(status)), bar, "beforebegin")) : told.plainly();
    const card = verdictCard({ id, key, question, answer: reading.answer, verdict, parts });
    question.insertAdjacentElement("beforebegin", card);
    /** @type {HTMLElement} */ (question).hidden = true;
    cards.push(card);
    verdicts.push(verdict);
    told.marked(question, verdict);
    /** @type {HTMLProgressElement} */ (form.querySelector("[data-line] progress")).value = cards.length;
    show(false);
    const heading = lookAt(card.querySelector("h2"));
    heading.addEventListener("keydown", (event) => event.key === "Enter" && !event.repeat && ask(true));
  }

  /** What is missing is said at the question. */
  function explain(question, problem) {
    const notice = say(word(problem), question.querySelector("legend"), "afterend");
    notice.id = `p-${question.id}`;
    notice.setAttribute("data-problem", "");
    question.setAttribute("aria-describedby", notice.id);
    focus(notice);
  }

  function show(isAsking) {
    check.hidden = !isAsking;
    go.hidden = isAsking;
  }

  /** Only this is on the screen, below how far it is. */
  function lookAt(heading) {
    form.querySelector("[data-line]").scrollIntoView();
    return focus(heading, true);
  }

  function say(piece, place, where) {
    piece.setAttribute(SAID, "");
    place.insertAdjacentElement(where, piece);
    return piece;
  }

  function clear(which) {
    form.querySelectorAll(which || `[${SAID}]`).forEach((piece) => piece.remove());
    questions.forEach((question) => question.removeAttribute("aria-describedby"));
  }

  function add(question) {
    question.hidden = true;
    questions.push(question);
    form.insertBefore(question, bar);
    const line = form.querySelector("[data-line]");
    tell(line);
    line.remove();
  }

  return { again: () => begin(true), add };
}

/** @param {HTMLElement} element @param {boolean} [preventScroll] it is in sight */
function focus(element, preventScroll = false) {
  element.tabIndex = -1;
  element.focus({ preventScroll });
  return element;
}

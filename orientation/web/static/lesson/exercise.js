/* An exercise is marked where it stands, once its answers are kept. Each question gives its place to its verdict.

   A field may be called like a property of its form (an item's slug could be "append"), so the form itself is only
   touched by names that no slug can be. */
import { readAnswer } from "./answers.js";
import { hasWorker, KEPT, whyNot } from "./keeping.js";
import { mark } from "./marking.js";
import { verdictCard } from "./verdict.js";
import { word } from "./words.js";

const SAID = "data-said";

/**
 * Mark the exercise at once from now on, as long as there is a worker.
 * @param {HTMLFormElement} form @param {{[item: string]: any}} keys
 * @param {(deed: import("./keeping.js").Deed) => Promise<number>} keep @param {() => number} seconds since it was asked last
 */
export function enhanceExercise(form, keys, keep, seconds) {
  const questions = Array.from(form.querySelectorAll("fieldset[data-item]"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  const marked = new Map();
  let isBusy = false;
  if (!button || !questions.length || !questions.every((question) => keys[idOf(question)])) return;

  form.addEventListener("submit", (event) => {
    if (!hasWorker()) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    check().then(() => (isBusy = false), sendPlainly);
  });

  async function check() {
    const fields = new FormData(form);
    const readings = questions.filter((question) => !marked.has(idOf(question))).map((question) => read(question, fields));
    clear();
    for (const given of readings.filter((reading) => !reading.problem)) {
      const { id, answer, verdict } = given;
      const status = await keep({ verb: "answered", item: id, answer, verdict, seconds: seconds() }); // the first has them all
      if (status !== KEPT) return explain(status);
      marked.set(id, verdict);
      given.question.insertAdjacentElement("beforebegin", verdictCard(given));
      given.question.hidden = true;
    }
    summarise(readings.filter((reading) => reading.problem));
  }

  function read(question, fields) {
    const id = idOf(question);
    const reading = readAnswer(id, keys[id], fields);
    const worth = reading.problem ? {} : mark(keys[id], reading.answer);
    return Object.assign({ id, key: keys[id], question }, reading, worth);
  }

  function summarise(open) {
    for (const { question, problem } of open) {
      say(word(problem), question.querySelector("legend"), "afterend").id = `p-${idOf(question)}`;
      question.setAttribute("aria-describedby", `p-${idOf(question)}`);
    }
    if (open.length) return say(word("open"), form, "afterbegin").focus();
    const right = Array.from(marked.values()).filter((verdict) => verdict === "right").length;
    const again = say(word("again"), form, "beforeend");
    again.addEventListener("click", startAgain);
    button.parentNode.removeChild(button);
    say(word("score", { right, total: marked.size }), form, "afterbegin").focus();
  }

  function startAgain() {
    clear();
    marked.clear();
    form.querySelectorAll("section").forEach((card) => card.remove());
    questions.forEach((question) => (question.hidden = false));
    HTMLFormElement.prototype.reset.call(form);
    form.appendChild(button);
    questions[0].querySelector("input, select").focus();
  }

  /** Something could not be kept: what was marked before stays, the rest is still as it was filled in. */
  function explain(status) {
    if (!whyNot(status)) return sendPlainly();
    say(word(whyNot(status)), button, "beforebegin").focus();
  }

  /** Let the server do it; it is told what was kept already, so that nothing counts twice. */
  function sendPlainly() {
    marked.forEach((verdict, id) => form.insertAdjacentHTML("beforeend", `<input type="hidden" name="seen" value="${id}">`));
    HTMLFormElement.prototype.submit.call(form);
  }

  function say(piece, place, where) {
    piece.setAttribute(SAID, "");
    place.insertAdjacentElement(where, piece);
    return piece;
  }

  function clear() {
    form.querySelectorAll(`[${SAID}]`).forEach((piece) => piece.remove());
    questions.forEach((question) => question.removeAttribute("aria-describedby"));
  }
}

/** @param {Element} question */
function idOf(question) {
  return question.getAttribute("data-item");
}

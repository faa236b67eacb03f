/* An exercise in its place in the lesson: a round of its questions, how many were right, and once more if wished. */
import { startRound } from "./asking.js";
import { word } from "./words.js";

/**
 * Ask and mark the exercise at once from now on, as long as there is a worker.
 * @param {HTMLFormElement} form @param {import("./asking.js").Lesson} lesson
 * @param {(question: Element, sendPlainly: (answered: Element) => void) => void} miss is told of a question that was answered wrong
 */
export function enhanceExercise(form, lesson, miss) {
  const questions = Array.from(form.querySelectorAll("fieldset[data-item]"));
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("button[type=submit]"));
  const kept = new Set();
  if (!button || !questions.length || !questions.every((question) => lesson.keys[idOf(question)])) return;
  const untouched = new Map(questions.map((question) => [question, question.cloneNode(true)]));
  button.hidden = true;
  const round = startRound(form, questions, lesson, { marked, done, plainly });

  function marked(question, verdict) {
    kept.add(idOf(question));
    if (verdict === "wrong") miss(/** @type {Element} */ (untouched.get(question).cloneNode(true)), sendOnce(question));
  }

  function done(verdicts, cards) {
    const right = verdicts.filter((verdict) => verdict === "right").length;
    const score = word("score", { right, total: verdicts.length });
    const all = word("all");
    const repeat = word("again");
    const end = [score, all, repeat];
    for (const card of cards) {
      card.hidden = false;
      all.appendChild(card);
    }
    end.forEach((piece) => form.insertAdjacentElement("beforeend", piece));
    repeat.addEventListener("click", () => {
      end.forEach((piece) => piece.remove());
      kept.clear();
      HTMLFormElement.prototype.reset.call(form);
      round.again();
    });
    const way = form.parentElement.querySelector(".next a");
    if (way) way.classList.remove("secondary");
    score.focus();
  }

  /** Let the server do it; it is told what was kept already, so that nothing counts twice. */
  function plainly() {
    kept.forEach((id) => form.insertAdjacentHTML("beforeend", `<input type="hidden" name="seen" value="${id}">`));
    HTMLFormElement.prototype.submit.call(form);
  }

  /** The same for one that came back: its new answer goes with the others' first ones. */
  function sendOnce(question) {
    return (answered) => {
      kept.delete(idOf(question));
      question.replaceWith(answered);
      plainly();
    };
  }
}

/** @param {Element} question */
function idOf(question) {
  return question.getAttribute("data-item");
}

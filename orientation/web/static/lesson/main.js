/* A lesson that is open on a phone with a worker: opened, answered, finished – kept first, then shown. */
import { missedOnes } from "./again.js";
import { enhanceExercise } from "./exercise.js";
import { enhanceFinish } from "./finishing.js";
import { hasWorker, keeperOf } from "./keeping.js";
import { startStopwatch } from "./stopwatch.js";
import { bringWords } from "./words.js";

const content = document.getElementById("content");

if (content && hasWorker() && /^[^/]+\/[^/]+$/.test(content.dataset.path)) {
  const keep = keeperOf(content);
  const seconds = startStopwatch();
  keep({ verb: "opened" });
  bringWords().then(() => enhance(keep, seconds), () => undefined); // without words, forms go to the server as they did
}

function enhance(keep, seconds) {
  const found = document.getElementById("keys");
  const keys = found ? JSON.parse(found.textContent) : {};
  const lesson = { keys, keep, seconds };
  const miss = missedOnes(document.getElementById("finish"), lesson);
  content.querySelectorAll("form[data-block]").forEach((form) => enhanceExercise(/** @type {any} */ (form), lesson, miss));
  content.querySelectorAll("form[data-finish]").forEach((form) => enhanceFinish(/** @type {any} */ (form), keep, seconds));
  content.dataset.enhanced = "";
}

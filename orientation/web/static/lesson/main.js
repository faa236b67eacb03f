/* A lesson that is open on a phone with a worker: opened, answered, finished – kept first, then shown. */
import { enhanceExercise } from "./exercise.js";
import { enhanceFinish } from "./finishing.js";
import { hasWorker, keeperOf } from "./keeping.js";
import { startStopwatch } from "./stopwatch.js";

const content = document.getElementById("content");

if (content && hasWorker() && /^[^/]+\/[^/]+$/.test(content.dataset.path)) {
  const keep = keeperOf(content);
  const seconds = startStopwatch();
  const keys = document.getElementById("keys");
  const known = keys ? JSON.parse(keys.textContent) : {};
  content.querySelectorAll("form[data-block]").forEach((form) => enhanceExercise(/** @type {any} */ (form), known, keep, seconds));
  content.querySelectorAll("form[data-finish]").forEach((form) => enhanceFinish(/** @type {any} */ (form), keep, seconds));
  keep({ verb: "opened" });
}

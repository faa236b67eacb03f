/* “Say it”: somebody listens, records, and compares. What is recorded stays in this page's memory: it is sent nowhere, it
   is gone when the page closes, and only the learner can keep it, as a file. */
import { openPanel } from "./panel.js";
import { stopRecording } from "./recorder.js";

document.querySelectorAll("[data-say]").forEach((button) => {
  button.addEventListener("click", () => openPanel(button));
  if (button.dataset.say) openPanel(button);
});
window.addEventListener("pagehide", stopRecording);
document.addEventListener("visibilitychange", () => document.hidden && stopRecording());

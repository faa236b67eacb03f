/* “Say it” at each word and line that has a sound to compare with. What it opens comes when somebody taps it first. */
import { word } from "./words.js";

/** Offer it where the phone can record. */
export function offerSaying() {
  if (!self.MediaRecorder || !navigator.mediaDevices) return;
  document.querySelectorAll(".word [data-w]").forEach((unit) => {
    const button = word("say");
    button.addEventListener("click", load, { once: true });
    unit.closest(".word").appendChild(button);
  });
}

/** The script finds the buttons, and this one tapped. */
function load({ currentTarget }) {
  currentTarget.dataset.say = "tapped";
  const address = document.getElementById("listening").dataset.speaking;
  if (document.querySelector(`script[src="${address}"]`)) return;
  const script = document.createElement("script");
  script.type = "module";
  script.src = address;
  document.head.appendChild(script);
}

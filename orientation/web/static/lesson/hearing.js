/* Sounds of a question: a small button beside each choice in place of a wide player; and once it is marked, the word that
   it was about, slowly too after a miss. The server put that into the question as a template (fragment/controls.html). */
import { word } from "./words.js";

const SLOWLY = 0.7;

/** Let a button play the sound of each choice that can be seen. @param {Element} question */
export function enhanceVoices(question) {
  question.querySelectorAll("audio.voice").forEach((/** @type {HTMLAudioElement} */ voice) => {
    if (voice.hidden || voice.closest("[hidden]")) return;
    const button = word("voice");
    button.setAttribute("aria-label", voice.getAttribute("aria-label"));
    button.addEventListener("click", () => {
      voice.currentTime = 0;
      Promise.resolve(voice.play()).catch(() => (voice.hidden = false)); // its own controls say more
    });
    voice.hidden = true;
    voice.insertAdjacentElement("afterend", button);
  });
}

/** Return what is to be added to the card of a verdict. @param {Element} question @param {string} verdict @returns {Node[]} */
export function aboutCard(question, verdict) {
  const holder = /** @type {HTMLTemplateElement | null} */ (question.querySelector("template"));
  if (!holder) return [];
  const about = /** @type {HTMLElement} */ (document.importNode(holder.content, true).firstElementChild);
  const slow = about.querySelector(".slowly");
  const sound = about.querySelector("audio");
  if (verdict === "right") {
    if (slow) slow.remove();
  } else if (sound && !slow) {
    const button = word("slowly");
    button.addEventListener("click", () => playSlowly(sound));
    sound.insertAdjacentElement("afterend", button);
  }
  return [about];
}

/** Play it slowly, at its own pitch; from its own controls it plays as it is. @param {HTMLAudioElement} sound */
function playSlowly(sound) {
  const faithful = /** @type {any} */ (sound);
  faithful.preservesPitch = faithful.mozPreservesPitch = faithful.webkitPreservesPitch = true;
  sound.playbackRate = SLOWLY;
  sound.currentTime = 0;
  sound.addEventListener("ended", () => (sound.playbackRate = 1), { once: true });
  Promise.resolve(sound.play()).catch(() => (sound.playbackRate = 1));
}

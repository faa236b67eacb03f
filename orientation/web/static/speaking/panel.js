/* The panel below a word: listen, record, both waves one above the other, and what the learner thinks of it. */
import { record, stopRecording } from "./recorder.js";
import { draw, readSound } from "./waves.js";

const SHORTEST = 0.3;
const QUIETEST = 0.03;
const NOTHING = { seconds: 0, loudest: 0, within: () => 0 };

/** Open or close the panel of a word. @param {HTMLButtonElement} button */
export function openPanel(button) {
  const card = button.closest(".word");
  const open = card.querySelector(".speaking");
  if (open) {
    stopRecording();
    open.hidden = !open.hidden;
    button.setAttribute("aria-expanded", String(!open.hidden));
    return;
  }
  button.setAttribute("aria-expanded", "true");
  const words = /** @type {HTMLTemplateElement} */ (document.getElementById("speaking"));
  const panel = words.content.querySelector(".speaking").cloneNode(true);
  card.appendChild(panel);
  start(panel, card.querySelector("audio"), card.querySelector("[data-w]").textContent.trim());
}

function start(panel, model, text) {
  const part = (name) => panel.querySelector(`[data-part="${name}"]`);
  const mine = part("mine");
  const status = part("status");
  const show = (names, isShown) => names.forEach((name) => (part(name).hidden = !isShown));
  const say = (name) => (status.textContent = name ? status.getAttribute(`data-${name}`) : "");
  let isRecording = false;

  part("record").addEventListener("click", () => (isRecording ? stopRecording() : attempt()));
  part("play-model").addEventListener("click", () => hear([model]));
  part("play-mine").addEventListener("click", () => hear([mine]));
  part("play-both").addEventListener("click", () => hear([model, mine]));
  panel.querySelectorAll("[data-rate]").forEach((one) =>
    one.addEventListener("click", () => panel.querySelectorAll("[data-rate]").forEach((other) => other.setAttribute("aria-pressed", String(one === other)))),
  );

  async function attempt() {
    isRecording = true;
    model.pause();
    mine.pause();
    say("ask");
    const recorded = await record(() => {
      say("recording");
      show(["begin"], false);
      show(["end"], true);
    }).catch((error) => error);
    isRecording = false;
    show(["begin"], true);
    show(["end"], false);
    if (recorded instanceof Error) return say(recorded.message === "refused" ? "refused" : "missing");
    const sound = await new Response(recorded).arrayBuffer().then(readSound).catch(() => null);
    if (sound && sound.seconds < SHORTEST) return say("short");
    if (sound && sound.loudest < QUIETEST) return say("quiet");
    say("");
    keep(recorded);
    await compare(sound || NOTHING);
  }

  /** What was recorded before is forgotten. */
  function keep(recorded) {
    if (mine.src) URL.revokeObjectURL(mine.src);
    mine.src = URL.createObjectURL(recorded);
    const link = part("keep");
    link.href = mine.src;
    link.download = `${text}.${/mp4/.test(recorded.type) ? "m4a" : /ogg/.test(recorded.type) ? "ogg" : "webm"}`;
    panel.querySelectorAll("[data-rate]").forEach((one) => one.setAttribute("aria-pressed", "false"));
    show(["compare"], true);
  }

  async function compare(sound) {
    const answer = await fetch(sourceOf(model)).catch(() => null);
    const example = answer && answer.ok ? await answer.arrayBuffer().then(readSound).catch(() => NOTHING) : NOTHING;
    const seconds = Math.max(sound.seconds, example.seconds);
    draw(part("model-wave"), example, seconds);
    draw(part("mine-wave"), sound, seconds);
    part("play-both").focus();
  }

  /** One after the other. */
  function hear([first, ...others]) {
    for (const sound of [model, mine]) {
      sound.onended = null;
      sound.pause();
    }
    first.currentTime = 0;
    first.onended = () => {
      first.onended = null;
      if (others.length) hear(others);
    };
    first.play().catch(() => undefined);
  }
}

/** The address of the form that this browser plays. */
function sourceOf(player) {
  const sources = Array.from(player.querySelectorAll("source"));
  return player.currentSrc || (sources.find((one) => player.canPlayType(one.type)) || sources[0]).src;
}

/* The buttons before each part: listen or stop, and slowly; before the first one for all of them. */
import { pace, read, stop } from "./reading.js";
import { word } from "./words.js";

const PART = "header.lesson, section.step";
/** What is spoken as one: by a voice or the part's own sound; by the player in the same card. */
const UNIT = "[data-s], [data-w]";

/** Put buttons before each part that can be listened to. */
export function addBars() {
  const parts = Array.from(document.querySelectorAll(PART)).filter((part) => part.querySelector(UNIT));
  for (const part of parts) {
    const isFirst = part.localName === "header";
    addBar(part, isFirst ? "all" : "one", isFirst ? parts : [part]);
  }
}

function addBar(part, name, parts) {
  const bar = word("bar");
  const play = bar.querySelector("[data-play]");
  const slow = bar.querySelector("[data-slow]");
  const status = bar.querySelector("[role=status]");
  const label = word(name);
  const show = (content) => {
    play.textContent = "";
    play.appendChild(content);
  };
  let isPlaying = false;
  show(label);
  play.addEventListener("click", () => {
    if (isPlaying) return stop();
    stop();
    isPlaying = true;
    status.textContent = "";
    show(word("stop"));
    read(parts.reduce((all, one) => all.concat(unitsOf(one)), []), (told) => {
      isPlaying = false;
      show(label);
      if (told) status.appendChild(word(told));
    });
  });
  slow.addEventListener("click", () => {
    const isSlow = pace(slow.getAttribute("aria-pressed") !== "true");
    document.querySelectorAll("[data-slow][aria-pressed]").forEach((one) => one.setAttribute("aria-pressed", String(isSlow)));
  });
  part.querySelector("h1, .count").insertAdjacentElement("afterend", bar);
}

/** What can be seen of a part, in order: a question that is marked has given its place to its verdict. */
function unitsOf(part) {
  return Array.from(part.querySelectorAll(UNIT)).filter((unit) => unit.getClientRects().length);
}

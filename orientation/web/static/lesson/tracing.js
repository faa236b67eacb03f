/* Letters are traced with a finger, stroke after stroke, each from its dot. What is drawn is only looked at here: when all
   strokes are there, “I have written it” is ticked, so it is read and sent as without script. */
import { word } from "./words.js";

const TRACED = "data-tracing";
const SVG = "http://www.w3.org/2000/svg";
/* In hundredths of the letter's box: so far from the line's two ends may a stroke begin and end, so far beside the line may
   it pass; a finger wanders, but who leaves the line by more than that draws something else. */
const ENDS = 18;
const BESIDE = 14;
const AWAY = 24;
const EVERY = 4;
/** A stroke that is no longer is a point: a tap is enough. */
const POINT = 8;
/** Room above and below the letter, for a finger. */
const ROOM = 14;

/**
 * Tell whether a stroke was followed from its beginning to its end. A round one has to be gone round, in its direction.
 * @param {number[][]} drawn points as they came @param {number[][]} stroke corners of the line @returns {boolean}
 */
export function isFollowed(drawn, stroke) {
  const line = along(stroke);
  if (!drawn.length || apart(drawn[0], line[0]) > ENDS) return false;
  if (line.length <= 1 + POINT / EVERY) return drawn.every((point) => apart(point, line[0]) <= ENDS);
  let next = 0;
  for (const point of along(drawn)) {
    if (line.every((one) => apart(point, one) > AWAY)) return false;
    while (next < line.length && apart(point, line[next]) <= BESIDE) next++;
  }
  return next === line.length && apart(drawn[drawn.length - 1], line[next - 1]) <= ENDS;
}

/** @param {string} path as “M50 36 L50 70” @returns {number[][]} its corners */
export function cornersOf(path) {
  return path.slice(1).split("L").map((corner) => corner.trim().split(/[ ,]+/).map(Number));
}

/** Points on the line from corner to corner, at most EVERY apart. */
function along(corners) {
  const points = [corners[0]];
  corners.slice(1).forEach((to, at) => {
    const from = corners[at];
    const steps = Math.ceil(apart(from, to) / EVERY) || 1;
    for (let step = 1; step <= steps; step++) points.push([0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * step) / steps));
  });
  return points;
}

function apart(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

/** Begin anew with the letter of the question, if it asks for one. @param {Element} question */
export function enhanceTracing(question) {
  question.querySelectorAll(`[${TRACED}]`).forEach((made) => made.remove());
  const box = /** @type {HTMLElement | null} */ (question.querySelector("[data-trace]"));
  if (!box) return;
  const letter = box.querySelector("svg");
  const sheet = /** @type {SVGSVGElement} */ (letter.cloneNode(true));
  const status = document.createElement("div"); // what it says is read aloud when it changes
  const tick = /** @type {HTMLInputElement} */ (question.querySelector("[type=checkbox]"));
  const strokes = JSON.parse(box.dataset.strokes).map(cornersOf);
  const paths = Array.from(sheet.querySelectorAll("path"));
  const dots = Array.from(sheet.querySelectorAll("circle"));
  const heights = [].concat(...strokes).map((corner) => corner[1]);
  const top = Math.min(...heights) - ROOM;
  let done = 0;
  let drawn = null;
  let line = null;
  sheet.removeAttribute("hidden"); // asked again, the letter is out of sight already
  letter.setAttribute("hidden", "");
  /** @type {HTMLElement} */ (box.nextElementSibling).hidden = true; // “Write it on paper”
  tick.checked = false;
  sheet.setAttribute("viewBox", `0 ${top} 100 ${Math.max(...heights) + ROOM - top}`); // every letter at the same scale
  status.setAttribute("role", "status");
  status.appendChild(word("trace"));
  [sheet, status].forEach((made) => {
    made.setAttribute(TRACED, "");
    box.appendChild(made);
  });
  listen();
  show();

  function listen() {
    const first = (event) => event.touches[0];
    const events = { touchstart: begin, touchmove: go, touchend: end, touchcancel: drop };
    for (const name of Object.keys(events)) {
      const work = events[name];
      sheet.addEventListener(name, (event) => {
        if (done === strokes.length) return; // from now on the page scrolls here too
        if (event.touches.length > 1) return drop();
        event.preventDefault();
        work(first(event));
      }, { passive: false });
    }
    sheet.addEventListener("mousedown", begin);
    sheet.addEventListener("mousemove", (event) => (event.buttons ? go(event) : end()));
    sheet.addEventListener("mouseup", end);
    sheet.addEventListener("mouseleave", end);
  }

  function begin(place) {
    if (done === strokes.length) return;
    drop();
    drawn = [];
    line = sheet.appendChild(document.createElementNS(SVG, "polyline"));
    go(place);
  }

  function go({ clientX, clientY }) {
    if (!drawn) return;
    const at = Object.assign(sheet.createSVGPoint(), { x: clientX, y: clientY }).matrixTransform(sheet.getScreenCTM().inverse());
    drawn.push([at.x, at.y]);
    line.setAttribute("points", drawn.concat(drawn.slice(-1)).join(" "));
  }

  /** What followed its stroke stays, in another colour; everything else is taken away, and the dot still shows. */
  function end() {
    if (drawn && isFollowed(drawn, strokes[done])) done++;
    drop();
    show();
  }

  function drop() {
    if (line) line.remove();
    drawn = line = null;
  }

  /** Strong is the stroke whose turn it is; what comes later is faint. */
  function show() {
    const shade = (past, now, later) => (piece, at) => piece.setAttribute("opacity", at < done ? past : at === done ? now : later);
    paths.forEach((path, at) => {
      path.setAttribute("class", at < done ? "right" : "");
      path.setAttribute("stroke", "currentColor");
    });
    paths.forEach(shade(1, 0.3, 0.12));
    dots.forEach(shade(0, 1, 0.25));
    if (done < strokes.length) return;
    tick.checked = true;
    sheet.setAttribute(TRACED, "done");
    status.replaceChild(word("traced"), status.firstChild);
  }
}

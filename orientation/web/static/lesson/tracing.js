/* Letters are traced with a finger, stroke after stroke, each from its dot. What is drawn is only looked at here: when all
   strokes are there, “I have written it” is ticked, so it is read and sent as without script. */
import { word } from "./words.js";

const TRACED = "data-tracing";
const SVG = "http://www.w3.org/2000/svg";
/* In hundredths of the letter's box: so far from its dot may a stroke begin, so far beside the line may it pass; a finger
   wanders, but who leaves the line by more than that draws something else. */
const BEGIN = 18;
const BESIDE = 14;
const AWAY = 24;
const EVERY = 4;
/** A stroke that is shorter is a point: a tap is enough. */
const POINT = 8;

/**
 * Tell whether a stroke was followed from its beginning to its end. A round one has to be gone round, in its direction.
 * @param {number[][]} drawn points as they came @param {number[][]} stroke corners of the line @returns {boolean}
 */
export function isFollowed(drawn, stroke) {
  const line = along(stroke);
  if (!drawn.length || apart(drawn[0], line[0]) > BEGIN) return false;
  if (line.length <= POINT / EVERY) return drawn.every((point) => apart(point, line[0]) <= BEGIN);
  let next = 0;
  for (const point of along(drawn)) {
    if (line.every((one) => apart(point, one) > AWAY)) return false;
    while (next < line.length && apart(point, line[next]) <= BESIDE) next++;
  }
  return next === line.length;
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
  const hint = word("trace");
  const tick = /** @type {HTMLInputElement} */ (question.querySelector("[type=checkbox]"));
  const strokes = JSON.parse(box.dataset.strokes).map(cornersOf);
  const paths = Array.from(sheet.querySelectorAll("path"));
  const dots = Array.from(sheet.querySelectorAll("circle"));
  let done = 0;
  let drawn = null;
  let line = null;
  letter.setAttribute("hidden", "");
  /** @type {HTMLElement} */ (box.nextElementSibling).hidden = true; // “Write it on paper”
  tick.checked = false;
  [sheet, hint].forEach((made) => {
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
        if (event.touches.length > 1) return drop(); // two fingers enlarge the page
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

  function show() {
    const isDone = done === strokes.length;
    paths.forEach((path, at) => {
      path.setAttribute("class", at < done ? "right" : "");
      path.setAttribute("stroke", "currentColor");
      path.setAttribute("opacity", at < done ? "1" : at === done ? ".3" : ".12");
    });
    dots.forEach((dot, at) => dot.setAttribute("visibility", at === done ? "visible" : "hidden"));
    if (!isDone || tick.checked) return;
    tick.checked = true;
    const said = word("traced");
    said.setAttribute(TRACED, "");
    hint.replaceWith(said);
  }
}

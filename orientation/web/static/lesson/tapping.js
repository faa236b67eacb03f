/* What is put in order by numbers is put in order by tapping: a tap puts a tile behind the others, another takes it back.
   Pictures that go with something are tapped beside it. The lists stay in the form, out of sight, and say what was tapped,
   so it is read and sent as without script. */
import { word } from "./words.js";

const MADE = "data-taps";

/** Begin again from what the lists of the question say. @param {Element} question */
export function enhanceTaps(question) {
  question.querySelectorAll(`[${MADE}]`).forEach((made) => made.remove());
  const list = /** @type {HTMLElement | null} */ (question.querySelector("[data-places]"));
  const drawn = /** @type {HTMLElement | null} */ (question.querySelector("ol.pics"));
  const areAllDrawn = drawn && drawn.querySelectorAll("li > img").length === drawn.children.length;
  if (list) placeByTaps(question, list);
  else if (areAllDrawn) pairByTaps(question, drawn);
}

/** Each picture can go with one thing. @param {Element} question @param {HTMLElement} drawn the pictures in the lists' order */
function pairByTaps(question, drawn) {
  const lists = /** @type {HTMLSelectElement[]} */ (Array.from(question.querySelectorAll(".pair select")));
  const groups = lists.map((list) => {
    const group = madeOf("div", "taps");
    group.setAttribute(MADE, "");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", list.getAttribute("aria-label"));
    drawn.querySelectorAll("img").forEach((picture, place) => {
      const button = /** @type {HTMLButtonElement} */ (madeOf("button", "tap"));
      button.type = "button";
      button.appendChild(picture.cloneNode());
      button.addEventListener("click", () => choose(list, place + 1));
      group.appendChild(button);
    });
    list.insertAdjacentElement("afterend", group);
    list.hidden = true;
    return group;
  });
  drawn.hidden = true;
  show();

  function choose(list, option) {
    for (const one of lists) if (one !== list && one.selectedIndex === option) one.selectedIndex = 0;
    list.selectedIndex = list.selectedIndex === option ? 0 : option;
    show();
  }

  function show() {
    groups.forEach((group, at) => {
      Array.from(group.children, (button, place) => button.setAttribute("aria-pressed", String(lists[at].selectedIndex === place + 1)));
    });
  }
}

/** @param {Element} question @param {HTMLElement} list */
function placeByTaps(question, list) {
  const hint = word("tap");
  const status = madeOf("p", "vh");
  status.setAttribute("role", "status");
  const line = madeOf("div", "taps laid");
  const pool = madeOf("div", "taps");
  const tiles = Array.from(list.children, (row) => tileOf(row));
  const used = tiles.filter((tile) => tile.list.value).sort((one, other) => Number(one.list.value) - Number(other.list.value));
  pool.dir = "auto";
  for (const tile of tiles) tile.button.addEventListener("click", () => tap(tile));
  [hint, line, pool, status].forEach((made) => {
    made.setAttribute(MADE, "");
    list.insertAdjacentElement("beforebegin", made);
  });
  list.hidden = true;
  /** @type {HTMLElement} */ (hint.previousElementSibling).hidden = true;
  show();
  line.dir = getComputedStyle(pool).direction;

  function tap(tile) {
    const place = used.indexOf(tile);
    if (place < 0) used.push(tile);
    else used.splice(place, 1);
    show();
    const next = place < 0 ? pool.querySelector("button") : tile.button;
    (next || tile.button).focus();
    status.textContent = used.map((one) => one.button.textContent.trim()).join(" ");
  }

  function show() {
    for (const tile of tiles) {
      const place = used.indexOf(tile);
      tile.list.value = place < 0 ? "" : String(place + 1);
      if (place < 0) pool.appendChild(tile.shown);
    }
    used.forEach((tile) => line.appendChild(tile.shown));
  }
}

/** @param {Element} row */
function tileOf(row) {
  const button = madeOf("button", "tap");
  const text = row.querySelector(".grow");
  /** @type {HTMLButtonElement} */ (button).type = "button";
  text.childNodes.forEach((node) => button.appendChild(node.cloneNode(true)));
  button.querySelectorAll("[data-s]").forEach((unit) => unit.removeAttribute("data-s"));
  const voice = row.querySelector("audio");
  const shown = voice ? madeOf("div", "voiced") : button;
  if (voice) {
    shown.appendChild(button);
    shown.appendChild(voice.cloneNode(true));
  }
  return { list: row.querySelector("select"), button, shown };
}

function madeOf(tag, className) {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

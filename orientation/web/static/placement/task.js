/**
 * One task on the screen: its words, pictures and sounds are copies of what stands in the words' pages of the modules, so
 * no words and no HTML are made here. A module's words are fetched when a task first needs them.
 */
import { find, findAll } from "../app/words.js";
import { partsOf, readWords } from "../practice/shelf.js";
import { playKept } from "../practice/sound.js";

const pieces = {};
const fetched = {};

const FINAL_SIGNS = /[ .!?…,]+$/;
const ACCENTS = /[\u0300-\u036f]/g;

/**
 * Show a task. Rejects when its words can't be had.
 * @param {() => void} silent called when its sound can't be played
 * @returns {Promise<Object>} flags of what is shown
 */
export async function putTask(box, task, silent) {
  const names = task.texts ? [] : [task.word].concat(task.choices || []);
  await fetchWords(task.from, names);
  const [front, prompt, choices] = ["front", "prompt", "choices"].map((name) => emptied(find(`[data-${name}]`, box)));
  const entry = pieces[task.word];
  const isHeard = /^(hear-|tiles$|type$)/.test(task.ask);
  if (task.ask === "picture-word") front.append(...partsOf(entry, "picture"));
  if (task.ask === "word-meaning") prompt.appendChild(shownWord(entry));
  if (isHeard) putSound(front, task.sounds || findAll("source", find("audio", entry)), box.dataset.listen, silent);
  if (task.choices) choices.append(...task.choices.map((name) => choiceOf(task, name)));
  choices.className = task.shows === "picture" ? "two" : "";
  if (task.tiles) putTiles(box, task.tiles);
  find("input.type", box).value = "";
  find("form", box).dataset.task = task.id;
  playKept(front);
  return { tiles: Boolean(task.tiles), type: task.ask === "type", machine: isHeard && entry && entry.dataset.spoken === "machine" };
}

/** @returns {boolean|undefined} whether the answer is right; nothing without an answer */
export function readTask(box, task) {
  const chosen = find("[data-choices] input:checked", box);
  const laid = findAll("[data-laid] button", box).map((tile) => tile.textContent);
  const given = task.choices ? chosen && chosen.value : task.tiles ? laid.join(task.join) : find("input.type", box).value.trim();
  if (!given) return undefined;
  return task.key.some((right) => plain(right) === plain(given));
}

/** Neither large letters nor accents count here, nor how a sentence ends: this asks for a place, not for care. */
function plain(text) {
  const letters = text.toLowerCase().normalize("NFD").replace(ACCENTS, "").replace(FINAL_SIGNS, "");
  return letters.replace(/[’‘]/g, "'").replace(/\s+/g, " ");
}

/** Fetch the words of units that aren't here yet. */
async function fetchWords(units, names) {
  for (const unit of units) {
    if (fetched[unit]) continue;
    Object.assign(pieces, (await readWords([unit])).pieces);
    fetched[unit] = true;
  }
  if (!names.every((name) => pieces[name])) throw new Error("no such word");
}

function shownWord(entry) {
  return document.importNode(find("b bdi", entry), true);
}

/** A choice: a radio button and a picture, a word, a meaning or a letter. */
function choiceOf(task, name) {
  const label = document.createElement("label");
  label.className = "pick";
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "choice", value: name });
  label.appendChild(input);
  const text = document.createElement("span");
  if (task.texts) {
    text.lang = find("input.type").lang;
    text.textContent = task.texts[name];
  } else if (task.shows === "text") text.appendChild(shownWord(pieces[name]));
  else if (task.shows === "meaning") for (const node of find("p", pieces[name]).childNodes) text.appendChild(document.importNode(node, true));
  label.append(...(task.shows === "picture" ? partsOf(pieces[name], "picture") : [text]));
  return label;
}

/** The sound has a name that doesn't say what is heard. @param {Array} sources elements, or {src, type} */
function putSound(place, sources, label, silent) {
  const audio = document.createElement("audio");
  Object.assign(audio, { controls: true, preload: "none" });
  audio.setAttribute("aria-label", label);
  for (const one of sources) {
    const source = document.createElement("source");
    source.type = one.type;
    source.src = one.src;
    audio.appendChild(source);
  }
  audio.addEventListener("error", silent);
  const last = audio.lastElementChild;
  if (last) last.addEventListener("error", silent);
  else silent();
  place.appendChild(audio);
}

/** A tap puts a tile behind the others, another takes it back. */
function putTiles(box, texts) {
  const [laid, pool] = [emptied(find("[data-laid]", box)), emptied(find("[data-pool]", box))];
  for (const text of texts) {
    const tile = document.createElement("button");
    Object.assign(tile, { type: "button", className: "tap", textContent: text });
    tile.onclick = () => {
      (tile.parentNode === pool ? laid : pool).appendChild(tile);
      tile.focus();
    };
    pool.appendChild(tile);
  }
}

function emptied(element) {
  element.textContent = "";
  return element;
}

/* One marked answer, put together from the question in the page, its key and the page's words: what
   web/templates/learner/verdicts.html shows on the server's page of answers. */
import { differences } from "./differences.js";
import { aboutCard } from "./hearing.js";
import { word } from "./words.js";

const SHOWERS = { "choose-one": showOne, "choose-several": showSeveral, "true-false": showTrue, order: showOrder, match: showPairs, gap: showGaps, type: showText, tiles: showTiles, trace: () => [] };

/**
 * @typedef {{id: string, key: any, answer: any, verdict: string, parts: {[id: string]: string}, question: Element}} Answered
 *   `question` is the item's fieldset, `key` its pruned item
 */

/** Return the card that says what an answer is worth, what is right, and why. @param {Answered} given */
export function verdictCard(given) {
  const { key, question, verdict } = given;
  const shown = [...promptOf(question), ...SHOWERS[key.kind](given), ...why(key.why), ...aboutCard(question, verdict)];
  return make("section", "card", [word(verdict), ...shown]);
}

function promptOf(question) {
  const strong = make("strong", "", copies(question.querySelector("legend")));
  const heard = Array.from(strong.querySelectorAll("small, small + br"));
  const picture = Array.from(question.children).filter((child) => child.localName === "img");
  return [make("p", "", [...heard, strong]), ...picture.map(copy)];
}

function showOne({ id, key, answer, question }) {
  const shown = (name, choice) => [said(name, label(question, id, choice)), ...whyOf(key.choices, choice)];
  return answer === key.key ? shown("yours", answer) : [...shown("yours", answer), ...shown("right-is", key.key)];
}

function showSeveral({ id, key, answer, question }) {
  const entries = key.choices.map((choice) => {
    const isRight = key.key.includes(choice.id);
    const isChosen = answer.includes(choice.id);
    const is = isChosen ? (isRight ? "chosen-right" : "chosen-wrong") : isRight ? "missed" : "left";
    const line = signed(isRight ? "right" : "wrong", is !== "left", label(question, id, choice.id));
    return make("li", "", [line, word(is), ...(is === "left" ? [] : whyOf(key.choices, choice.id))]);
  });
  return [make("ul", "plain", entries)];
}

function showTrue({ id, key, answer, question }) {
  const words = (value) => label(question, id, String(value)).slice(-1);
  return besides(said("yours", words(answer)), answer === key.key, () => words(key.key));
}

function showOrder({ key, answer, verdict }) {
  const text = (id) => seen(key.elements.find((element) => element.id === id));
  const list = (name, order) => [said(name, []), make("ol", "", order.map((id) => make("li", "", text(id))))];
  return verdict === "right" ? list("right-order", key.key) : [...list("yours", answer), ...list("right-order", key.key)];
}

function showPairs({ id, key, answer, parts, question }) {
  const drawn = question.querySelectorAll("ol.pics > li, ol.two > li");
  const right = (name) => {
    const place = key.rights.findIndex((one) => one.id === name);
    return drawn.length ? copies(drawn[place]) : seen(key.rights[place]);
  };
  const entries = key.lefts.map((left) => {
    const row = field(question, `${id}.${left.id}`).parentElement.querySelector(".row").cloneNode(true);
    row.querySelectorAll("audio, button").forEach((voice) => voice.remove());
    const isRight = parts[left.id] === "right";
    const mine = isRight ? [] : [said("yours", right(answer[left.id])), word("right-is"), make("br")];
    return make("li", "line", [signed(parts[left.id], true, copies(row)), ...mine, ...right((isRight ? answer : key.key)[left.id])]);
  });
  return [make("ul", "plain", entries)];
}

function showGaps({ id, key, answer, parts, question }) {
  const differing = {};
  for (const gap of key.gaps.filter((one) => !one.choices && parts[one.id] !== "right")) {
    differing[gap.id] = compare(answer[gap.id], key.key[gap.id]);
  }
  const filled = (words) => {
    const sentence = /** @type {HTMLElement} */ (field(question, `${id}.${key.gaps[0].id}`).closest("p").cloneNode(true));
    for (const gap of key.gaps) field(sentence, `${id}.${gap.id}`).replaceWith("[", ...words(gap.id), "]");
    const shown = /** @type {HTMLElement} */ (make("bdi", "", copies(sentence)));
    shown.lang = sentence.lang;
    return [shown];
  };
  const mine = filled((gap) => (differing[gap] ? struck(differing[gap][0], "del") : [answer[gap]]));
  const best = () => filled((gap) => (differing[gap] ? struck(differing[gap][1], "ins") : [key.key[gap][0]]));
  const isRight = Object.keys(parts).every((gap) => parts[gap] === "right");
  return [...besides(said("yours", mine), isRight, best), ...signs(Object.keys(differing).some((gap) => differing[gap]))];
}

function showText({ key, answer, verdict }) {
  const differ = verdict === "right" ? undefined : compare(answer, key.key);
  const shown = (inside) => {
    const text = /** @type {HTMLElement} */ (make("bdi", "", inside));
    text.lang = key.lang;
    return [text];
  };
  const mine = shown(differ ? struck(differ[0], "del") : [answer]);
  const best = () => shown(differ ? struck(differ[1], "ins") : [key.key[0]]);
  return [...besides(said("yours", mine), verdict === "right", best), ...signs(differ)];
}

function showTiles({ id, key, answer, verdict, question }) {
  const laid = (order) => {
    const texts = order.map((name) => plainText(field(question, `${id}.${name}`).parentElement.querySelector(".grow")));
    const text = /** @type {HTMLElement} */ (make("bdi", "", [texts.join(key.join)]));
    text.lang = langOf(question, "[data-places] [lang]");
    return [text];
  };
  return besides(said("yours", laid(answer)), verdict === "right", () => laid(key.key));
}

/** Where they differ; of what has nothing in common, nothing. */
function compare(given, accepted) {
  const found = differences(given, accepted);
  return found[0].some(([differs]) => !differs) ? found : undefined;
}

function struck(pieces, tag) {
  return pieces.map(([differs, text]) => (differs ? make(tag, "", [text]) : text));
}

function signs(areShown) {
  return areShown ? [make("p", "", [word("signs")])] : [];
}

function plainText(element) {
  return element.textContent.trim();
}

function langOf(question, selector) {
  const found = /** @type {HTMLElement | null} */ (question.querySelector(selector));
  return (found || question.closest("[lang]")).lang;
}

/** What was answered, and what is right if that wasn't. */
function besides(mine, isRight, best) {
  return isRight ? [mine] : [mine, said("right-is", [make("b", "", best())])];
}

/** Words of the page above something of the lesson. */
function said(name, inside) {
  return make("p", "", [word(name), make("br"), ...inside]);
}

/** A line with the sign of a verdict before it; without its colour when it is nothing to the learner. */
function signed(verdict, isColoured, inside) {
  const sign = word(verdict).querySelector("svg");
  return make("span", isColoured ? `verdict ${verdict}` : "verdict", [sign, make("span", "", inside)]);
}

function whyOf(choices, id) {
  return why(choices.find((choice) => choice.id === id).why);
}

function why(html) {
  return html ? [make("p", "why", fromHtml(html))] : [];
}

/** What stands beside the control of a choice. @param {Element} question */
function label(question, name, value) {
  return copies(question.querySelector(`[name="${name}"][value="${value}"]`).parentElement).slice(1);
}

/** @param {Element} question */
function field(question, name) {
  return question.querySelector(`[name="${name}"]`);
}

function copy(node) {
  return node.cloneNode(true);
}

function copies(node) {
  return Array.from(node.childNodes, copy);
}

/** A text as it is to be shown. */
function seen(part) {
  return fromHtml(part.shown || part.text.html);
}

/** The server's own compiled HTML, as it stands in the page. */
function fromHtml(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return Array.from(holder.content.childNodes);
}

function make(tag, className, inside = []) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

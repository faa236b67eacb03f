/* What an answer is worth: orientation/learning/rules/marking.py once more, rule by rule, so that a phone says at once
   what the server will say later. tests/vectors/marking.json is run by both. */
import { bare, spelled, tidy } from "./spelling.js";
import { likeness } from "./tolerance.js";

/** @typedef {"right" | "nearly" | "wrong"} Verdict */
/** @typedef {{verdict: Verdict, parts: {[id: string]: Verdict}}} Marked */

const VERDICTS = ["right", "nearly", "wrong"];
const LONGEST_TEXT = 300;
const MARKERS = { "choose-one": markOne, "choose-several": markSeveral, "true-false": markTrue, order: markOrder, match: markPairs, gap: markGaps, type: markText, tiles: markTiles, trace: markTrace };

/**
 * Mark any JSON value as the answer to an item. Throws an Error whose message is why it can't be one.
 * @param {any} item as the keys in the page have it @param {any} answer @returns {Marked}
 */
export function mark(item, answer) {
  need(MARKERS[item.kind], "kind");
  const parts = MARKERS[item.kind](item, answer);
  const worst = Math.max(...Object.keys(parts).map((id) => VERDICTS.indexOf(parts[id])));
  return { verdict: /** @type {Verdict} */ (VERDICTS[worst]), parts };
}

function markOne(item, answer) {
  need(isText(answer), "shape");
  return picked(ids(item.choices), [answer], [item.key]);
}

function markSeveral(item, answer) {
  return picked(ids(item.choices), listOfIds(answer), item.key);
}

function markTrue(item, answer) {
  need(typeof answer === "boolean", "shape");
  return picked(["true", "false"], [String(answer)], [String(item.key)]);
}

function picked(known, given, key) {
  needKnown(given, known);
  return partsOf(known, (id) => verdictIf(given.includes(id) === key.includes(id)));
}

function markOrder(item, answer) {
  const given = listOfIds(answer);
  const looks = looksOf(item.elements);
  needKnown(given, Object.keys(looks));
  need(given.length === item.key.length, "incomplete");
  return partsOf(given, (id, place) => verdictIf(looks[id] === looks[item.key[place]]));
}

function markPairs(item, answer) {
  const given = textsById(answer);
  const looks = looksOf(item.rights);
  const lefts = ids(item.lefts);
  needKnown(Object.keys(given), lefts);
  needKnown(Object.keys(given).map((id) => given[id]), Object.keys(looks));
  return partsOf(lefts, (id) => verdictIf(has(given, id) && looks[given[id]] === looks[item.key[id]]));
}

function markGaps(item, answer) {
  const given = textsById(answer);
  needKnown(Object.keys(given), ids(item.gaps));
  const others = item.others || {};
  return partsOf(ids(item.gaps), (id, place) => {
    const text = has(given, id) ? given[id] : "";
    const { choices } = item.gaps[place];
    return others[id] && !(choices && choices.length) ? typed(text, item.key[id], item.lang, others[id]) : fill(text, item.key[id], choices);
  });
}

/** @param {string} text @param {string[]} accepted @param {string[] | null} choices @returns {Verdict} */
function fill(text, accepted, choices) {
  needShort(text);
  if (!spelled(text)) return "wrong";
  if (choices && choices.length) {
    needKnown([tidy(text)], choices.map(tidy));
    return verdictIf(accepted.map(tidy).includes(tidy(text)));
  }
  if (accepted.some((one) => spelled(one) === spelled(text))) return "right";
  return bare(text) && accepted.some((one) => bare(one) === bare(text)) ? "nearly" : "wrong";
}

function markText(item, answer) {
  need(isText(answer), "shape");
  return { text: typed(answer, item.key, item.lang, item.exact ? null : item.others || []) };
}

function typed(text, accepted, lang, others) {
  needShort(text);
  return likeness(text, accepted, lang, others);
}

function markTiles(item, answer) {
  const given = listOfIds(answer);
  const looks = looksOf(item.tiles);
  needKnown(given, Object.keys(looks));
  need(given.length, "incomplete");
  const missing = item.key.map((id) => looks[id]);
  for (const id of given) if (missing.includes(looks[id])) missing.splice(missing.indexOf(looks[id]), 1);
  return partsOf(ids(item.tiles), (id) => {
    const place = given.indexOf(id);
    if (place >= 0) return verdictIf(place < item.key.length && looks[item.key[place]] === looks[id]);
    return verdictIf(!missing.includes(looks[id]) || !missing.splice(missing.indexOf(looks[id]), 1));
  });
}

function markTrace(item, answer) {
  need(answer === true, "shape");
  return { true: "right" };
}

/** @param {string[]} known @param {(id: string, place: number) => Verdict} worth */
function partsOf(known, worth) {
  const parts = {};
  known.forEach((id, place) => (parts[id] = worth(id, place)));
  return parts;
}

/** @returns {Verdict} */
function verdictIf(isRight) {
  return isRight ? "right" : "wrong";
}

/** What a learner sees of each thing: two that look the same can stand in each other's place. */
function looksOf(things) {
  const looks = {};
  for (const thing of things) {
    const seen = [thing.text ? thing.text.html : null, thing.picture ? thing.picture.src : null];
    looks[thing.id] = seen[0] === null && seen[1] === null ? thing.id : JSON.stringify(seen);
  }
  return looks;
}

function ids(things) {
  return things.map((thing) => thing.id);
}

function listOfIds(answer) {
  need(Array.isArray(answer) && answer.every(isText) && new Set(answer).size === answer.length, "shape");
  return answer;
}

function textsById(answer) {
  need(answer !== null && typeof answer === "object" && !Array.isArray(answer), "shape");
  need(Object.keys(answer).every((id) => isText(answer[id])), "shape");
  return answer;
}

function needShort(text) {
  need(Array.from(text).length <= LONGEST_TEXT, "too-long");
}

function needKnown(given, known) {
  need(given.every((id) => known.includes(id)), "unknown");
}

function need(isSo, problem) {
  if (!isSo) throw new Error(problem);
}

function isText(value) {
  return typeof value === "string";
}

function has(table, name) {
  return Object.keys(table).includes(name);
}

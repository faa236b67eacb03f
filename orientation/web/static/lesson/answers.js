/* What a form says: one item's fields become an answer as the pack format defines it. The same as
   orientation/web/learner/answers.py: field names are `<item>`, or `<item>.<element, left or gap>`. */

/** @typedef {"nothing" | "partly" | "same-place"} Problem */
/** @typedef {{answer?: any, problem?: Problem}} Reading */

const READERS = { "choose-one": readOne, "choose-several": readSeveral, "true-false": readTrue, order: readOrder, match: readParts, gap: readParts };

/**
 * Return what the fields say about the item, or why there is no answer yet.
 * @param {string} id the item's @param {any} item as the keys have it @param {FormData} fields @returns {Reading}
 */
export function readAnswer(id, item, fields) {
  return READERS[item.kind](item, fields, id);
}

function readOne(item, fields, id) {
  const given = fields.get(id);
  return item.choices.some((choice) => choice.id === given) ? { answer: given } : { problem: "nothing" };
}

function readSeveral(item, fields, id) {
  const given = fields.getAll(id);
  const chosen = item.choices.map((choice) => choice.id).filter((choice) => given.includes(choice));
  return chosen.length ? { answer: chosen } : { problem: "nothing" };
}

function readTrue(item, fields, id) {
  return { true: { answer: true }, false: { answer: false } }[fields.get(id)] || { problem: "nothing" };
}

function readOrder(item, fields, id) {
  const names = item.elements.map((element) => element.id);
  const places = {};
  for (const name of names) places[name] = Number(fields.get(`${id}.${name}`));
  const given = names.map((name) => places[name]).filter((place) => place > 0);
  if (!given.length) return { problem: "nothing" };
  if (new Set(given).size < given.length) return { problem: "same-place" };
  if (given.length < names.length) return { problem: "partly" };
  return { answer: names.sort((one, other) => places[one] - places[other]) };
}

/** Of pairs and of gaps: all of them, or it says what is open. */
function readParts(item, fields, id) {
  const things = item.lefts || item.gaps;
  const kept = {};
  for (const thing of things) {
    const value = String(fields.get(`${id}.${thing.id}`) || "").trim();
    if (value) kept[thing.id] = value;
  }
  const count = Object.keys(kept).length;
  if (count === things.length) return { answer: kept };
  return { problem: count ? "partly" : "nothing" };
}

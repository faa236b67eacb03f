/* What a form says: one item's fields become an answer as the pack format defines it. The same as
   orientation/web/learner/answers.py: field names are `<item>`, or `<item>.<element, tile, left or gap>`. */

/** @typedef {"nothing" | "partly" | "same-place"} Problem */
/** @typedef {{answer?: any, problem?: Problem}} Reading */

const READERS = { "choose-one": readOne, "choose-several": readSeveral, "true-false": readTrue, order: readOrder, match: readParts, gap: readParts, type: readText, tiles: readTiles, trace: readTrace };

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

function readText(item, fields, id) {
  const answer = String(fields.get(id) || "").trim();
  return answer ? { answer } : { problem: "nothing" };
}

function readTrace(item, fields, id) {
  return fields.get(id) ? { answer: true } : { problem: "nothing" };
}

function readOrder(item, fields, id) {
  return readPlaces(item.elements, fields, id, item.elements.length);
}

function readTiles(item, fields, id) {
  return readPlaces(item.tiles, fields, id, 1);
}

function readPlaces(things, fields, id, least) {
  const places = {};
  for (const thing of things) places[thing.id] = Number(fields.get(`${id}.${thing.id}`));
  const given = things.map((thing) => thing.id).filter((name) => places[name] > 0);
  if (!given.length) return { problem: "nothing" };
  if (new Set(given.map((name) => places[name])).size < given.length) return { problem: "same-place" };
  if (given.length < least) return { problem: "partly" };
  return { answer: given.sort((one, other) => places[one] - places[other]) };
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

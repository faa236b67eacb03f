/**
 * What each profile keeps, in a database of its own. With a lock everything in it is sealed but `lock` and `seq` in
 * `state`. What was learned is kept by module under a number made from the module's name: no names stand in clear.
 *
 *   outbox   seq → event, not sent yet           sent     [server's ms, seq] → event, to offer again after a restore
 *   refused  seq → {event, reason, at}           lessons, items   number → rows of the server's fold by their path
 *   cards    number → rows of words by their path, see cards.js
 *   state    lock · seq: of the last event · me: {device, token, name, locale, cursor, epoch, sent_at, asked, packs, days, …}
 */
import { get, inBase, put, remove, settled } from "../phone/db.js";
import { seal, unseal } from "../phone/crypt.js";
import { fold, merge, nothing } from "../phone/fold.js";
import { localDay } from "../phone/days.js";
import { newId, randomHex } from "../phone/ids.js";
import { keys, recall } from "./custody.js";

export const GUEST = "guest";
const RECORDS = ["outbox", "sent", "refused", "lessons", "items", "cards"];
const FOLDS = ["lessons", "items"];
const SHARDS = 64;
const turns = {};
const wiped = {};
const sums = {};

/** The profile can't be read: it is locked and its key isn't here, or it was wiped meanwhile. */
export class Locked extends Error {}

/** Do one thing at a time with a profile's store: `work` begins when what began before has ended. */
export function alone(id, work) {
  const turn = (turns[id] || Promise.resolve()).then(work);
  turns[id] = turn.catch(() => undefined);
  return turn;
}

/** @return {Promise<string>} the profile that this phone shows now, or GUEST */
export async function chosenId() {
  const chosen = await get("settings", "chosen");
  return (chosen && chosen.id) || GUEST;
}

/** Show another profile from now on; null is a guest, `isErased` says why it is one. */
export function choose(id, isErased) {
  return put("settings", { key: "chosen", id, isErased });
}

/** @return {Promise<boolean>} whether the server has erased who was shown; until somebody is chosen */
export async function wasErased() {
  return Boolean(((await get("settings", "chosen")) || {}).isErased);
}

/**
 * @typedef {{id: string, base: string, key: CryptoKey|undefined, lock: Object|undefined, seq: number, me: Object}} Person
 * @return {Promise<Person>} a profile that can be read. Rejects with Locked, or when the key is not its own.
 */
export async function load(id, given) {
  if (wiped[id]) throw new Locked(); // an answer may still be on its way: opening the store would make it anew
  const base = baseOf(id);
  const names = ["lock", "seq", "me"];
  const [lock, seq, me] = await inBase(base, "state", "readonly", (of) => names.map((name) => of("state").get(name)));
  if (lock && !given && !keys[id]) await recall(id);
  const key = lock && (given || keys[id]);
  if (lock && !key) throw new Locked();
  const person = { id, base, lock, key, seq: seq || 0 };
  person.me = (await unseal(person.key, me)) || { device: randomHex(8) };
  return person;
}

/** @return {Promise<Object|undefined>} the lock of a profile's store */
export function lockOf(id) {
  return inBase(baseOf(id), "state", "readonly", (of) => of("state").get("lock"));
}

/** Leave nothing of a profile on this phone. `isErased`: nor on the server. */
export function wipe(id, isErased) {
  return alone(id, async () => {
    wiped[id] = id !== GUEST;
    delete keys[id];
    forgetSum(id);
    if ((await chosenId()) === id) await choose(null, isErased);
    await settled(indexedDB.deleteDatabase(baseOf(id)));
    await remove("profiles", id);
  });
}

/**
 * Write all of it or nothing; it is on the disk when this settles.
 * @param {Array<Array>} changes each [store, method, value, key] or [store, method, key]; values are sealed on the way
 */
export async function write(person, changes) {
  const ready = await Promise.all(
    changes.map(async ([store, method, value, key]) => {
      if (key === undefined) return [store, method, [value]];
      return [store, method, [key === "lock" || key === "seq" ? value : await seal(person.key, value), key]];
    }),
  );
  await inBase(person.base, RECORDS.concat("state"), "readwrite", (of) => {
    for (const [store, method, given] of ready) of(store)[method](...given);
  });
}

/** @return {Array} the change that keeps what else is known now of whom the profile is */
export function meWith(person, news) {
  return ["state", "put", Object.assign(person.me, news), "me"];
}

/** Keep what else is known now of whom the profile is. */
export function changeMe(id, news) {
  return alone(id, async () => {
    const person = await load(id);
    await write(person, [meWith(person, news)]);
  });
}

/** @return {Promise<Array>} the values of a store, oldest first */
export async function records(person, store, most) {
  const values = await inBase(person.base, store, "readonly", (of) => of(store).getAll(null, most));
  return Promise.all(values.map((value) => unseal(person.key, value)));
}

/** @return {Promise<Object>} the rows of a store that keeps them by number, by their path */
export async function rowsIn(person, store) {
  return Object.assign({}, ...(await records(person, store)));
}

/** @return {Promise<number>} how many records a store has */
export function countOf(person, store) {
  return inBase(person.base, store, "readonly", (of) => of(store).count());
}

/**
 * Write down what was done, once: a page that got no answer asks again with the same `key`.
 * @return {Promise<number>} how many events are not sent. Rejects with Locked or QuotaExceededError: nothing was kept.
 */
export function note(id, deed, key) {
  return alone(id, async () => {
    const person = await load(id);
    if (key && key === person.me.last) return countOf(person, "outbox");
    const seq = person.seq + 1;
    const event = Object.assign({ id: newId(), seq, at: new Date().toISOString() }, deed);
    await write(person, [["outbox", "add", event, seq], ["state", "put", seq, "seq"], meWith(person, { last: key, days: withToday(person.me.days || []) })]);
    const known = sums[id];
    if (known && known.seq === person.seq) {
      fold([event], known.unsent);
      known.seq = seq;
    }
    return countOf(person, "outbox");
  });
}

/** What is sent is forgotten here, the days on which something was done aren't: the last two years of them. */
function withToday(days) {
  const today = localDay();
  return days.includes(today) ? days : days.concat(today).slice(-730);
}

/** @return {Promise<{server: Object, unsent: Object}>} what the server had added up, and what is not sent yet */
export async function sumOf(person) {
  const known = sums[person.id];
  if (known && known.seq === person.seq) return known;
  const [lessons, items] = await Promise.all(FOLDS.map((store) => rowsIn(person, store)));
  const unsent = fold(await records(person, "outbox"), nothing());
  return (sums[person.id] = { seq: person.seq, server: { lessons, items }, unsent });
}

/** @return {Promise<Object>} all that is known here, added up */
export async function shown(person) {
  const sum = await sumOf(person);
  return merge(sum.server, sum.unsent);
}

/** Add up again next time: the store has changed. */
export function forgetSum(id) {
  delete sums[id];
}

/** @return {Array<Array>} the changes that keep the server's fold, in which the rows of `touched` are new */
export function keeping(server, touched) {
  const changes = [];
  for (const store of FOLDS) {
    const shards = {};
    for (const path in touched[store]) shards[shardOf(path)] = {};
    for (const path in server[store]) if (shards[shardOf(path)]) shards[shardOf(path)][path] = server[store][path];
    for (const number in shards) changes.push([store, "put", shards[number], Number(number)]);
  }
  return changes;
}

/** Seal the whole store with another key, or with none; `lock` is what guards it. All at once or not at all. */
export async function reseal(person, lock, key) {
  const changes = [meWith(person), lock ? ["state", "put", lock, "lock"] : ["state", "delete", "lock"]];
  for (const store of RECORDS) {
    const ids = await inBase(person.base, store, "readonly", (of) => of(store).getAllKeys());
    (await records(person, store)).forEach((value, at) => changes.push([store, "put", value, ids[at]]));
  }
  await write({ base: person.base, key }, changes);
}

function baseOf(id) {
  return "learner-" + id;
}

/** @return {number} of the record that a path's row is kept in: those of a module, or of a card, lie together */
export function shardOf(path) {
  let number = 0;
  for (const letter of path.split("/").slice(0, 2).join("/")) number = (number * 31 + letter.charCodeAt(0)) % 65521;
  return number % SHARDS;
}

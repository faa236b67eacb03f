/**
 * Sends what was done and takes in what is new: docs/sync.md. An event leaves the outbox only when the server has named
 * it in an answer. Whatever else happens – no answer, a page of a hotel's network, an error – it is sent again, which is
 * always safe. One profile's sending never overlaps with itself, however many tabs ask.
 */
import { all, inBase } from "../phone/db.js";
import { fold, instant, merge, nothing } from "../phone/fold.js";
import { keepingCards } from "./cards.js";
import { placedBy } from "./placement.js";
import { alone, changeMe, chosenId, countOf, forgetSum, keeping, load, meWith, records, sumOf, wipe, write } from "./store.js";

const BATCH = 100;
const KEPT_DAYS = 60;
const KEPT_MOST = 5000;
const FRESH = 300000;
const DAY = 86400000;
const TRIES = 500;
const sending = {};
const failures = {};
const states = {};

/**
 * Send what the profiles of this phone have not sent, the chosen one first; locked ones wait until they are opened.
 * @return {Promise<{unsent: number, state: string, wait: number}>} of the chosen one; `wait` in seconds
 */
export async function send() {
  const chosen = await chosenId();
  const result = await sendOf(chosen);
  for (const profile of await all("profiles")) if (profile.id !== chosen) await sendOf(profile.id).catch(() => undefined);
  return result;
}

/** Send one profile's events; whoever asks while it is being done waits for the same. Rejects with Locked. */
export function sendOf(id) {
  const done = () => delete sending[id];
  if (!sending[id]) {
    sending[id] = sendAll(id);
    sending[id].then(done, done);
  }
  return sending[id];
}

/** @return {string} ok, offline, wait or signed-out */
export function stateOf(person) {
  if (!person.me.token || person.me.refused_at) return "signed-out";
  if (secondsLeft(person.me) > 0) return "wait";
  return states[person.id] || (navigator.onLine === false ? "offline" : "ok");
}

async function sendAll(id) {
  const how = { most: BATCH, isPlain: false, isLast: false, isGone: false, tries: 0 };
  while (!how.isLast && how.tries < TRIES) {
    const person = await load(id);
    const me = person.me;
    const batch = await records(person, "outbox", how.most);
    const isDue = batch.length || how.tries || !(Math.abs(Date.now() - Date.parse(me.sent_at)) < FRESH);
    const isRefused = me.refused_at && Math.abs(Date.now() - me.refused_at) < DAY;
    if (!me.token || isRefused || secondsLeft(me) > 0 || !isDue) break;
    how.tries += 1;
    await exchange(person, batch, how);
  }
  if (how.isGone) return { unsent: 0, state: "signed-out", wait: 0 };
  const person = await load(id);
  await trim(person);
  const state = stateOf(person);
  const wait = state === "wait" ? secondsLeft(person.me) : state === "offline" ? jitter(id) : 0;
  return { unsent: await countOf(person, "outbox"), state, wait: Math.ceil(wait) };
}

/** One request and what follows from its answer; `how.isLast` says that there is nothing more to do now. */
async function exchange(person, batch, how) {
  const { id, me } = person;
  const { status, wait, answer } = await post(me, batch, how).catch(() => ({}));
  how.isLast = true;
  if (status === 200 && answer.acks && answer.epoch) {
    failures[id] = 0;
    states[id] = "ok";
    const taken = await alone(id, () => takeIn(id, batch, answer));
    how.isLast = !taken.hasMore;
    if (batch.length && !taken.moved) await putOff(id, 0);
  } else if (status === 410 && answer.code === "learner-erased") {
    how.isGone = true;
    await wipe(id, true);
  } else if (status === 401) {
    await changeMe(id, { refused_at: Date.now() });
  } else if (status === 413 && how.most > 1) {
    how.most = Math.ceil(Math.min(how.most, batch.length) / 2);
    how.isLast = false;
  } else if ([400, 415, 422].includes(status) && !how.isPlain) {
    how.isPlain = true;
    how.isLast = false;
    await changeMe(id, { cursor: null });
  } else if (status >= 400) {
    await putOff(id, wait);
  } else {
    failures[id] = (failures[id] || 0) + 1;
    states[id] = "offline";
  }
}

/**
 * The plain way, after a refusal of the whole: nothing compressed, nothing asked for but acks.
 * @return {Promise<{status: number, wait: number, answer: Object}>} `wait`: the seconds that the server asks for
 */
async function post(me, events, how) {
  const message = { device: me.device, phone_time: new Date().toISOString(), events };
  if (!how.isPlain) message.cursor = me.cursor || null;
  const headers = { "Content-Type": "application/json", Authorization: "Bearer " + me.token };
  let body = JSON.stringify(message);
  if (self.CompressionStream && !how.isPlain && body.length > 1000) {
    headers["Content-Encoding"] = "gzip";
    body = await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  }
  const request = { method: "POST", headers, body, credentials: "omit", redirect: "manual", cache: "no-store" };
  let timer;
  if (self.AbortController) {
    const stop = new AbortController();
    request.signal = stop.signal;
    timer = setTimeout(() => stop.abort(), 60000); // until the last byte
  }
  try {
    const response = await fetch("/api/v1/sync", request);
    const answer = await response.json().catch(() => ({}));
    return { status: response.status, wait: Number(response.headers.get("Retry-After")) || 0, answer };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Keep what the answer says, all in one step.
 * @return {Promise<{moved: number, hasMore: boolean}>} how many events left the outbox, and whether to ask again now
 */
async function takeIn(id, batch, answer) {
  const person = await load(id);
  const me = person.me;
  const at = Date.parse(answer.server_time) || Date.now();
  const isOther = Boolean(me.epoch && me.epoch !== answer.epoch);
  const changes = [];
  if (isOther) {
    for (const event of await records(person, "sent")) changes.push(["outbox", "put", event, event.seq]);
    for (const store of ["sent", "lessons", "items", "cards"]) changes.push([store, "clear"]);
    me.placements = {};
  }
  const stored = [];
  let moved = 0;
  for (const ack of answer.acks) {
    const event = batch.find(({ id }) => id === ack.id) || batch[ack.index];
    if (!event) continue;
    const { seq } = event;
    moved += 1;
    changes.push(["outbox", "delete", seq]);
    if (ack.status === "stored" || ack.status === "duplicate") changes.push(["sent", "put", event, [at, seq]]);
    else changes.push(["refused", "put", { event, reason: ack.reason || ack.status, at: new Date().toISOString() }, seq]);
    if (ack.status === "stored") stored.push(event);
  }
  const cursor = isOther ? null : answer.cursor === undefined ? me.cursor : answer.cursor;
  const hasNews = isOther || (answer.more && cursor !== me.cursor);
  if (!isOther) {
    const told = rowsOf(answer.progress);
    const added = fold(stored, nothing());
    const server = merge((await sumOf(person)).server, added);
    for (const store of ["lessons", "items"]) Object.assign(server[store], told[store]);
    const touched = { lessons: Object.assign(added.lessons, told.lessons), items: Object.assign(added.items, told.items) };
    changes.push(...keeping(server, touched), ...(await keepingCards(person, answer.cards)));
    if (answer.placements) Object.assign(me, placedBy(person, answer.placements));
    if (answer.assignments) me.asked = answer.assignments;
    if (answer.packs) me.packs = answer.packs;
  }
  const news = { epoch: answer.epoch, cursor, told_at: at, sent_at: new Date().toISOString(), wait_until: 0, refused_at: 0 };
  changes.push(meWith(person, news));
  forgetSum(id);
  await write(person, changes).catch(async (error) => {
    if (error.name !== "QuotaExceededError") throw error;
    await inBase(person.base, "sent", "readwrite", (of) => of("sent").clear());
    await write(person, changes);
  });
  forgetSum(id);
  return { moved, hasMore: Boolean(hasNews || (moved && (await countOf(person, "outbox")))) };
}

/** @return {Object} the rows of an answer by their path, their instants written as this phone's fold writes them */
function rowsOf(progress) {
  const rows = nothing();
  for (const store in progress) {
    for (const row of progress[store]) {
      for (const name in row) if (row[name] && /_at$/.test(name)) row[name] = instant(row[name]);
      rows[store][[row.pack, row.module, row.lesson, row.item].filter(Boolean).join("/")] = row;
    }
  }
  return rows;
}

/** Ask nothing of the server for as long as it says, or, when that is longer, for a random time that grows. */
function putOff(id, seconds) {
  failures[id] = (failures[id] || 0) + 1;
  return changeMe(id, { wait_until: Date.now() + Math.max(seconds, jitter(id)) * 1000 });
}

/** @return {number} seconds: anything from nothing to 2, 4, 8, … up to a quarter of an hour */
function jitter(id) {
  return Math.random() * Math.min(900, Math.pow(2, failures[id] || 1));
}

function secondsLeft(me) {
  const left = ((me.wait_until || 0) - Date.now()) / 1000;
  return left < 7200 ? left : 0; // more was never asked: the clock has been set
}

/** Of what was sent keep what a server restored from a backup may lack: sixty days, and no more than there is room for. */
async function trim(person) {
  if (!person.me.told_at) return;
  const oldest = IDBKeyRange.upperBound([person.me.told_at - KEPT_DAYS * DAY]);
  const excess = (await countOf(person, "sent")) - KEPT_MOST;
  const ids = excess > 0 ? await inBase(person.base, "sent", "readonly", (of) => of("sent").getAllKeys(null, excess)) : [];
  await write(person, [["sent", "delete", oldest], ...ids.map((id) => ["sent", "delete", id])]);
}

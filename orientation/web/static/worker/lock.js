/**
 * Locks of profiles. The key of an open one is in this worker's memory and in that of the pages that are open, which give
 * it back when the browser has ended the worker in between; never on a disk. Wrong tries are counted in the database
 * `phone` before the secret is tried, so that ending the browser forgives none.
 */
import { get, put } from "../phone/db.js";
import { makeLock, openLock } from "../phone/crypt.js";
import { randomHex } from "../phone/ids.js";
import { alone, choose, chosenId, forgetSum, keys, load, lockOf, reseal } from "./store.js";

const FREE_TRIES = 4;
const DELAYS = [30, 120, 600, 3600, 14400];
const LONGEST = 86400;

/** What was asked for is not done; `status` and `body` say why. */
export class Refusal extends Error {
  constructor(status, body) {
    super();
    this.status = status;
    this.body = body || {};
  }
}

/** Open a profile with its secret, and show it. Refuses with {wait, left}: seconds, and tries before the next wait. */
export async function openProfile(id, secret) {
  const key = await proven(id, secret);
  keys[id] = key;
  await changeProfile(id, { opening: randomHex(8) });
  await show(id);
}

/** Show a profile, null a guest; the others that have a lock are closed. */
export async function show(id) {
  for (const other of Object.keys(keys)) if (other !== id) await closeProfile(other);
  await choose(id);
}

/** Forget the key, here and in every page. */
export async function closeProfile(id) {
  delete keys[id];
  forgetSum(id);
  await changeProfile(id, { opening: null });
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage({ forget: id });
}

/** Guard an open profile with a new lock. Digits: 4 to 8; pictures: their names with commas, at least five. */
export async function setLock(id, kind, secret) {
  const form = { digits: /^\d{4,8}$/, pictures: /^[a-z]+(,[a-z]+){4,11}$/ }[kind];
  if (!form || !form.test(secret)) throw new Refusal(422);
  const { lock, key } = await makeLock(kind, secret);
  await alone(id, async () => {
    await reseal(await load(id), lock, key);
    keys[id] = key;
  });
  await changeProfile(id, { lock: kind, name: null, opening: randomHex(8), wrong: 0 });
}

/** Take the lock away, for whoever knows the secret. */
export async function removeLock(id, secret) {
  const key = await proven(id, secret);
  const person = await alone(id, async () => {
    const opened = await load(id, key);
    await reseal(opened, null);
    delete keys[id];
    return opened;
  });
  await changeProfile(id, { lock: null, name: person.me.name || null, opening: null });
}

/** Pages say {key: true} to get the key of the profile that is shown, or {give: {id, key, opening}} to give it back. */
export function hear(event) {
  const said = event.data || {};
  const answer = (what) => event.ports[0] && event.ports[0].postMessage(what);
  if (said.key) event.waitUntil(ownKey().then(answer));
  if (said.give) event.waitUntil(take(said.give).then(answer, () => answer(false)));
}

async function ownKey() {
  const id = await chosenId();
  const profile = keys[id] && (await get("profiles", id));
  return profile ? { id, key: keys[id], opening: profile.opening } : null;
}

/** A key counts only if it opens the store, and the profile was not closed since the page got it. */
async function take(given) {
  const profile = await get("profiles", given.id);
  if (!profile || !profile.opening || profile.opening !== given.opening) return false;
  await load(given.id, given.key);
  keys[given.id] = given.key;
  return true;
}

function proven(id, secret) {
  return alone("lock-" + id, async () => {
    const profile = await get("profiles", id);
    const lock = profile && (await lockOf(id));
    if (!lock) throw new Refusal(404);
    const wrong = profile.wrong || 0;
    const passed = (Date.now() - profile.tried_at) / 1000;
    if (passed < 0) await changeProfile(id, { tried_at: Date.now() });
    const wait = Math.ceil(delayAfter(wrong) - Math.max(passed || 0, 0));
    if (wait > 0) throw new Refusal(403, { wait, left: 0 });
    await changeProfile(id, { wrong: wrong + 1, tried_at: Date.now() });
    try {
      const key = await openLock(lock, secret);
      await changeProfile(id, { wrong: 0 });
      return key;
    } catch (error) {
      if (error.name !== "OperationError") throw error;
      throw new Refusal(403, { wait: delayAfter(wrong + 1), left: Math.max(FREE_TRIES - wrong, 0) });
    }
  });
}

function delayAfter(wrong) {
  return wrong > FREE_TRIES ? DELAYS[wrong - FREE_TRIES - 1] || LONGEST : 0;
}

function changeProfile(id, news) {
  return alone("profile-" + id, async () => {
    const profile = await get("profiles", id);
    if (profile) await put("profiles", Object.assign(profile, news));
  });
}

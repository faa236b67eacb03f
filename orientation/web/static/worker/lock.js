/**
 * Locks of profiles. Wrong tries are counted in the database `phone` before the secret is tried, so that ending the browser
 * forgives none: at most ten tries a day.
 */
import { all, get, put } from "../phone/db.js";
import { makeLock, openLock } from "../phone/crypt.js";
import { randomHex } from "../phone/ids.js";
import { keys, share } from "./custody.js";
import { alone, choose, forgetSum, load, lockOf, reseal } from "./store.js";

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
  keys[id] = await proven(id, secret);
  await show(id);
  await begin(id, {});
}

/** Show a profile, null a guest; the others that have a lock are closed. */
export async function show(id) {
  for (const other of await all("profiles")) if (other.opening && other.id !== id) await closeProfile(other.id);
  await choose(id);
}

/** Forget the key, here and in every page. */
export async function closeProfile(id) {
  delete keys[id];
  forgetSum(id);
  await changeProfile(id, { opening: null });
  await share(id, null);
}

/** Guard an open profile with a new lock. Digits: 4 to 8; pictures: their names with commas, at least five. */
export async function setLock(id, kind, secret) {
  const form = { digits: /^\d{4,8}$/, pictures: /^[a-z]+(,[a-z]+){4,11}$/ }[kind];
  if (!form || !form.test(secret)) throw new Refusal(422);
  const { lock, key } = await makeLock(kind, secret);
  await changeProfile(id, { name: null });
  await alone(id, async () => {
    await reseal(await load(id), lock, key);
    keys[id] = key;
  });
  await begin(id, { wrong: 0 });
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
  await changeProfile(id, { name: person.me.name || null, opening: null });
}

/** Begin a time of being open, in which pages hold the key. */
async function begin(id, news) {
  const opening = randomHex(8);
  await changeProfile(id, Object.assign(news, { opening }));
  await share(id, opening);
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

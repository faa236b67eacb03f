/** Who learns on this phone: joining, how a profile looks, leaving. A guest has a store too, but no profile. */
import { all, get, put } from "../phone/db.js";
import { randomHex } from "../phone/ids.js";
import { keys } from "./custody.js";
import { Refusal, show } from "./lock.js";
import { sendOf } from "./outbox.js";
import { GUEST, alone, changeMe, chosenId, forgetSum, load, lockOf, meWith, records, wipe, write } from "./store.js";

/** @return {Promise<Object[]>} the profiles as pages see them */
export async function listProfiles() {
  return Promise.all((await all("profiles")).map(seen));
}

/**
 * Take the session of the browser's cookie over, into the learner's profile; what a guest did goes along. The cookie's
 * session ends last, when everything is written: whatever breaks before, joining again does all of it.
 */
export async function joinProfile() {
  const response = await fetch("/api/v1/me/token", { method: "POST", credentials: "same-origin" });
  if (response.status !== 201) throw new Refusal(response.status || 502);
  const given = await response.json();
  const id = (await profileOf(given.pseudonym)) || randomHex(8);
  // first, so that whatever happens, nothing is kept of somebody whom the phone doesn't show
  if (!(await get("profiles", id))) await put("profiles", { id, name: given.pseudonym, picture: null, colour: null });
  await changeMe(id, { token: given.token, name: given.pseudonym, locale: given.locale, refused_at: 0, wait_until: 0 });
  await put("settings", { key: "adopting", id });
  await show(id);
  await adopt();
  await endSession({});
  return seen(await get("profiles", id));
}

/** Move what a guest did into the profile that has joined: again after a break, and each event once. */
export async function adopt() {
  const adopting = await get("settings", "adopting");
  if (!adopting || !adopting.id || !(await get("profiles", adopting.id))) return;
  await alone(GUEST, () =>
    alone(adopting.id, async () => {
      const [guest, person] = [await load(GUEST), await load(adopting.id)];
      const known = {};
      for (const store of ["outbox", "sent"]) for (const event of await records(person, store)) known[event.id] = true;
      let seq = person.seq;
      const changes = [];
      for (const event of await records(guest, "outbox")) {
        if (!known[event.id]) changes.push(["outbox", "put", Object.assign(event, { seq: ++seq }), seq]);
      }
      const sittings = Object.assign({}, guest.me.sittings, person.me.sittings);
      const days = Array.from(new Set((guest.me.days || []).concat(person.me.days || []))).sort();
      await write(person, changes.concat([["state", "put", seq, "seq"], meWith(person, { sittings, days })]));
      forgetSum(adopting.id);
    }),
  );
  await wipe(GUEST);
  await put("settings", { key: "adopting" });
}

/** How a profile looks: the name of a picture and of a colour. */
export async function changeLook(picture, colour) {
  const profile = await get("profiles", await chosenId());
  if (!profile) throw new Refusal(404);
  await put("profiles", Object.assign(profile, { picture: String(picture), colour: String(colour) }));
}

/** Wipe a profile, null the guest's work. With `isSending` only when everything has arrived; else refuses with {unsent}. */
export async function leave(id, isSending) {
  const whose = id || GUEST;
  if (isSending) {
    const { unsent } = await sendOf(whose);
    if (unsent) throw new Refusal(409, { unsent });
  }
  const person = await load(whose).catch(() => undefined);
  const token = person && person.me.token;
  // a card that was used again may have left a cookie, which would bring the learner back
  await Promise.all([endSession({}), token && endSession({ Authorization: "Bearer " + token })]);
  await wipe(whose);
}

/** @return {Promise<Object>} what is not with the server, for a file that the learner keeps */
export async function exported() {
  const person = await load(await chosenId());
  const [unsent, refused] = await Promise.all(["outbox", "refused"].map((store) => records(person, store)));
  return { device: person.me.device, made_at: new Date().toISOString(), unsent, refused };
}

/** Forget refused events, after they were saved. */
export async function forgetRefused(ids) {
  const person = await load(await chosenId());
  const saved = (await records(person, "refused")).filter(({ event }) => ids.includes(event.id));
  await write(person, saved.map(({ event }) => ["refused", "delete", event.seq]));
}

async function seen(profile) {
  const { id, name, picture, colour } = profile;
  const lock = await lockOf(id);
  return { id, name, picture, colour, joined: true, has_lock: Boolean(lock), lock: lock ? lock.kind : null, is_open: !lock || Boolean(keys[id]) };
}

/** The profile on this phone that is this learner's, if it can be read. */
async function profileOf(name) {
  for (const profile of await all("profiles")) {
    const person = await load(profile.id).catch(() => undefined);
    if (person && (person.me.name || profile.name) === name) return profile.id;
  }
  return undefined;
}

/** End the session that these headers, or else the browser's cookie, speak for, if the server can be told within a moment. */
function endSession(headers) {
  const told = fetch("/api/v1/auth/session", { method: "DELETE", headers });
  return Promise.race([told.catch(() => undefined), new Promise((done) => setTimeout(done, 4000))]);
}

/**
 * The keys of open locked profiles: in this worker's memory, and in that of the pages that are open, because browsers end
 * a worker when they like. Pages give a key back when they are asked or when they go; it is never written down.
 */
import { get, inBase } from "../phone/db.js";
import { unseal } from "../phone/crypt.js";

const PATIENCE = 500;
/** By the profile's id. @type {Object<string, CryptoKey>} */
export const keys = {};

/** Let every page hold the profile's key, or with null forget it. `opening` names this time of being open. */
export async function share(id, opening) {
  for (const page of await openPages()) page.postMessage({ held: { id, key: keys[id], opening } });
}

/** Get the key back from a page that holds it, if there is one. */
export async function recall(id) {
  const asked = (await openPages()).map(
    (page) =>
      new Promise((done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = (event) => done(take(event.data));
        page.postMessage({ want: id }, [channel.port2]);
      }),
  );
  await Promise.race([Promise.all(asked), new Promise((done) => setTimeout(done, PATIENCE))]);
}

/** A page says {key: true} to hold the key of the profile that is shown, or {give: held} when it goes. */
export function hear(event) {
  const said = event.data || {};
  if (said.give) event.waitUntil(take(said.give));
  if (said.key) event.waitUntil(lend(event.source));
}

async function lend(page) {
  const chosen = await get("settings", "chosen");
  const profile = chosen && keys[chosen.id] && (await get("profiles", chosen.id));
  if (profile) page.postMessage({ held: { id: profile.id, key: keys[profile.id], opening: profile.opening } });
}

/** A key counts only if it opens the store, and the profile was not closed since the page got it. */
async function take(held) {
  const profile = held && (await get("profiles", held.id));
  if (!profile || !profile.opening || profile.opening !== held.opening) return;
  const me = await inBase("learner-" + held.id, "state", "readonly", (of) => of("state").get("me"));
  await unseal(held.key, me).then(() => (keys[held.id] = held.key), () => undefined);
}

/** @return {Promise<Client[]>} the pages that are open, also those that this worker doesn't answer yet */
export function openPages() {
  return self.clients.matchAll({ includeUncontrolled: true, type: "window" });
}

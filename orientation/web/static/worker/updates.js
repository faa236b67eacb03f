/** Whether the server has something newer of a pack that is here: asked once a day, and costs one 304 a pack. */
import { all, get, put } from "../phone/db.js";
import { changesOf } from "../phone/installs.js";

const HOUR = 3600000;
const EVERY = 24 * HOUR;

/** @return {Promise<boolean>} as far as is known; not asked while bytes are to be saved, and after a failure in an hour */
export async function hasNews() {
  const installs = await all("installs");
  const known = (await get("settings", "updates")) || { key: "updates", at: 0, found: {} };
  const { connection } = navigator;
  const isAsking = Math.abs(Date.now() - known.at) > EVERY && navigator.onLine !== false && !(connection && connection.saveData);
  if (isAsking) {
    known.at = Date.now();
    await findNews(installs, known.found).catch(() => (known.at -= EVERY - HOUR));
    await put("settings", known);
  }
  return installs.some(({ key, version }) => known.found[key] === version);
}

/** Note under its key the version of each pack of which there is another. */
async function findNews(installs, found) {
  for (const install of installs) {
    const answer = await fetch(...changesOf(install));
    const isNewer = answer.status === 404 || (answer.ok && (await answer.json()).version !== install.version);
    if (!isNewer && !answer.ok && answer.status !== 304) throw new Error(answer.status);
    found[install.key] = isNewer && install.version;
  }
}

/**
 * What of packs is on this phone: the records of installs, and whether the server has something newer.
 *
 * A record stands in the store `installs` only when that version is wholly here: it is replaced in one write. Its
 * bytes lie in the cache `files`, each under its own address `/b/<sha256>.<extension>`.
 */
import { all, get, put } from "./db.js";

/** The cache in which packs lie, and the largest drawing that travels with the text. */
export const KEPT = "files";
export const SMALL_SVG = 32768;
const DAY = 86400000;

/** @return {string} "text", "picture", "sound", or "" for what a page doesn't need */
export function kindOf(entry) {
  const extension = entry.path.split(".").pop();
  if (extension === "html" || (extension === "svg" && entry.size <= SMALL_SVG)) return "text";
  if (extension === "ogg" || extension === "mp3") return "sound";
  return extension === "json" ? "" : "picture";
}

/**
 * Tell whether a file belongs to what was chosen.
 * @param {{path: string, size: number, module: (string|undefined)}} entry of a manifest or a feed
 * @param {{pictures: boolean, sounds: string[], plays: string}} wish `plays`: the sound that this browser prefers
 * @param {function(string): boolean} isThere whether the pack has a file at a path
 */
export function isWanted(entry, wish, isThere) {
  const kind = kindOf(entry);
  if (kind !== "sound") return kind === "text" || (kind === "picture" && wish.pictures);
  if (entry.module ? !wish.sounds.includes(entry.module) : !wish.sounds.length) return false;
  const preferred = entry.path.replace(/\w+$/, wish.plays);
  return entry.path === preferred || !isThere(preferred);
}

/**
 * Ask what changed since the version that is here: one 304 when nothing did.
 * @return {Promise<Response>} 304, 200 with the feed, or 404 when the server doesn't know that version
 */
export function askChanges(install) {
  return fetch(`/api/v1/packs/${install.key}/changes?since=${install.version}&kinds=fragment,picture,sound`, {
    headers: install.etag ? { "If-None-Match": install.etag } : {},
    credentials: "omit",
    cache: "no-store",
  });
}

/**
 * Ask for every pack on the phone, unless that was done within a day.
 * @param {boolean=} now ask all the same
 * @return {Promise<Object<string, {version: number, bytes: number}>>} what is newer, by the install's key
 */
export async function checkUpdates(now) {
  const known = (await get("settings", "updates")) || { key: "updates", at: 0, found: {} };
  if (!now && Math.abs(Date.now() - known.at) < DAY) return known.found;
  const found = {};
  for (const install of await all("installs")) {
    const answer = await askChanges(install);
    if (answer.status === 200) {
      const feed = await answer.json();
      if (feed.version !== install.version) found[install.key] = { version: feed.version, bytes: weigh(feed, install) };
    } else if (answer.status === 404) found[install.key] = { version: 0, bytes: 0 };
    else if (answer.status !== 304) return known.found;
  }
  await put("settings", { key: "updates", at: Date.now(), found });
  return found;
}

function weigh(feed, install) {
  const paths = new Set(feed.changed.map((entry) => entry.path));
  const wanted = feed.changed.filter((entry) => isWanted(entry, install, (path) => paths.has(path) || path in install.files));
  return wanted.reduce((sum, entry) => sum + entry.size, 0);
}

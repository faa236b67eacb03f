/**
 * Open a pack from another phone, or the server's archive. Whoever opens it believes only what the server signed.
 */
import { fill, find, show } from "../app/words.js";
import { get } from "../phone/db.js";
import { Halt, isOurs, readSigned, sha256 } from "../downloads/check.js";
import { soundFormat } from "../downloads/connection.js";
import { fetchAnswer } from "../downloads/fetching.js";
import { writeInstall } from "../downloads/install.js";
import { keepFile, listKept, sweep } from "../downloads/kept.js";
import { isWanted, kindOf, nameOf } from "../downloads/wanted.js";
import { canInflate, proofName, readEntry, readZip } from "./zip.js";

const LARGEST = 5242880;

/** Open the file and say in the box how that ended. @return {Promise<string|undefined>} the key of what was installed */
export async function open(box, file) {
  try {
    const { key, title, refused } = await openFile(file);
    fill(find("[data-slot=opened]", box), { title });
    show({ opened: true, partly: refused }, box);
    return key;
  } catch (error) {
    const state = error.name === "QuotaExceededError" ? "full" : error instanceof Halt ? error.state : "nozip";
    show({ [state]: true }, box);
    return undefined;
  }
}

/**
 * Install what is whole in a file: a phone's or the server's archive.
 * @return {Promise<{key: string, title: string, refused: number}>} `refused`: pictures and sound that were changed
 * Throws a Halt: "nozip", "deflated" (this browser can't inflate), "unchecked", "foreign", "changed", "older".
 */
async function openFile(file) {
  const zip = await readZip(file);
  if (!zip || !zip.has("manifest.json")) throw new Halt("nozip");
  if (!canInflate() && Array.from(zip.values()).some((entry) => entry.method)) throw new Halt("deflated");
  const read = (path, most) => readEntry(file, zip.get(path), most).catch(() => new Uint8Array(0));
  const proofs = [];
  for (let n = 0; zip.has(`${proofName(n)}.json`) && zip.has(`${proofName(n)}.sig`); n++) {
    const body = new TextDecoder().decode(await read(`${proofName(n)}.json`, LARGEST));
    const signature = btoa(String.fromCharCode(...(await read(`${proofName(n)}.sig`, 64))));
    proofs.push({ body, signature });
  }
  const proven = await prove(proofs);
  try {
    return await takeIn(proven, (path, most) => zip.has(path) && read(path, most));
  } catch (error) {
    await sweep();
    throw error;
  }
}

/** @return {Promise<{source: Object, proofs: Object[]}>} what the server signed; where that can't be told, what it says now */
async function prove(proofs) {
  for (const { body, signature } of proofs) {
    const ours = await isOurs(body, signature);
    if (ours === false) throw new Halt("foreign");
    if (!ours) return askServer(proofs);
  }
  return follow(proofs);
}

async function askServer(proofs) {
  try {
    const { pack, locale, version } = JSON.parse(proofs[proofs.length - 1].body);
    const answer = await fetchAnswer(`/api/v1/packs/${encodeURIComponent(pack)}/${encodeURIComponent(locale)}/manifest?version=${+version}`);
    if (answer.ok) return follow([await readSigned(answer)]);
  } catch (error) {
    throw new Halt(error instanceof Halt && error.state === "waiting" ? "unchecked" : "foreign");
  }
  throw new Halt("foreign");
}

/** Apply the feeds to the manifest, in their order. Each must go on where the one before ended. */
function follow(proofs) {
  const [source, ...feeds] = proofs.map(({ body }) => JSON.parse(body));
  const entries = new Map(source.files.map((entry) => [entry.path, entry]));
  for (const feed of feeds) {
    if (feed.pack !== source.pack || feed.locale !== source.locale || feed.since !== source.version || !isWhole(feed)) throw new Halt("foreign");
    source.version = feed.version;
    feed.removed.forEach((path) => entries.delete(path));
    feed.changed.forEach((entry) => entries.set(entry.path, entry));
  }
  return { source, entries, proofs };
}

/** Tell whether a feed is of all that a phone keeps: one of sound alone would leave the text of the version before. */
function isWhole({ kinds }) {
  return !kinds || ["fragment", "picture", "sound"].every((kind) => kinds.includes(kind));
}

async function takeIn({ source, entries, proofs }, read) {
  const { pack, locale, version } = source;
  const key = keyHere(source);
  const before = await get("installs", key);
  if (before && before.version > version) throw new Halt("older");
  const kept = await listKept();
  const all = Array.from(entries.values());
  const sounds = new Set(all.map((entry) => kindOf(entry) === "sound" && entry.module).filter(Boolean));
  const install = { key, pack, locale, version, pictures: true, sounds: Array.from(sounds), plays: soundFormat(), files: {} };
  let refused = 0;
  for (const entry of all.filter((one) => isWanted(one, install, (path) => entries.has(path)))) {
    const { path, size, module } = entry;
    const name = nameOf(entry);
    if (!kept.has(name)) {
      const bytes = await read(path, size);
      if (!bytes || (await sha256(bytes)) !== entry.sha256) {
        if (kindOf(entry) === "text") throw new Halt("changed");
        if (bytes) refused++;
        if (kindOf(entry) === "picture") install.pictures = false;
        else sounds.delete(module);
        continue;
      }
      await keepFile(name, bytes);
    }
    install.files[path] = name;
  }
  install.sounds = Array.from(sounds);
  const page = await (await caches.match(`/b/${install.files["index.html"]}`)).text();
  install.title = new DOMParser().parseFromString(page, "text/html").querySelector("h1").textContent.trim();
  await writeInstall({ key, install, proofs });
  return { key, title: install.title, refused };
}

/** @return {string} the key under which this phone's pages look for a pack in that language */
function keyHere({ pack, locale }) {
  const box = find(`[data-pack="${CSS.escape(pack)}"][data-served="${CSS.escape(locale)}"]`);
  return `${pack}/${box ? box.dataset.locale : locale}`;
}

/**
 * A pack from phone to phone, as one zip: what proves it (the signed manifest, and each signed feed of changes since),
 * and the files that are here. Whoever opens it believes only what the server signed.
 */
import { get } from "../phone/db.js";
import { isWanted, kindOf, KEPT } from "../phone/installs.js";
import { fromBase64, Halt, isOurs, readSigned, sha256 } from "./check.js";
import { ask } from "./fetching.js";
import { keepFile, sweep, writeInstall } from "./install.js";
import { listKept, nameOf } from "./plan.js";
import { canInflate, readEntry, readZip, writeZip } from "./zip.js";

const LARGEST = 5242880;

function proofName(number) {
  return number ? `changes-${number}` : "manifest";
}

/** @return {Promise<File>} the pack as a file to share or to save */
export async function makeFile(install) {
  const { proofs } = await get("settings", `proof/${install.key}`);
  const entries = [];
  proofs.forEach(({ body, signature }, number) => {
    entries.push([`${proofName(number)}.json`, new Blob([body])], [`${proofName(number)}.sig`, new Blob([fromBase64(signature)])]);
  });
  const cache = await caches.open(KEPT);
  for (const path of Object.keys(install.files).sort()) {
    const kept = await cache.match(`/b/${install.files[path]}`);
    if (kept) entries.push([path, await kept.blob()]);
  }
  return new File([await writeZip(entries)], `${install.key.replace("/", "-")}.zip`, { type: "application/zip" });
}

/**
 * Install what is whole in a file: a phone's or the server's archive.
 * @param {function({pack: string, locale: string}): string} keyOf the install's key on this phone
 * @return {Promise<{key: string, title: string, refused: number}>} `refused`: pictures and sound that were changed or are missing
 * Throws a Halt: "nozip", "deflated" (this browser can't inflate), "unchecked", "foreign", "changed", "older".
 */
export async function openFile(file, plays, keyOf) {
  const zip = await readZip(file);
  if (!zip || !zip.has("manifest.json")) throw new Halt("nozip");
  if (!canInflate() && Array.from(zip.values()).some((entry) => entry.method)) throw new Halt("deflated");
  const read = (path, most) => readEntry(file, zip.get(path), most).catch(() => new Uint8Array(0));
  const proof = [];
  for (let n = 0; zip.has(`${proofName(n)}.json`) && zip.has(`${proofName(n)}.sig`); n++) {
    const body = new TextDecoder().decode(await read(`${proofName(n)}.json`, LARGEST));
    const signature = btoa(String.fromCharCode(...(await read(`${proofName(n)}.sig`, 64))));
    proof.push({ body, signature });
  }
  const proven = await prove(proof);
  try {
    return await takeIn(proven, (path, most) => zip.has(path) && read(path, most), plays, keyOf(proven.source));
  } catch (error) {
    await sweep();
    throw error;
  }
}

/** @return {Promise<{source: Object, proof: Object[]}>} what the server signed; where that can't be told, what it says now */
async function prove(proof) {
  for (const { body, signature } of proof) {
    const ours = await isOurs(body, signature);
    if (ours === false) throw new Halt("foreign");
    if (!ours) return askServer(proof);
  }
  return follow(proof);
}

async function askServer(proof) {
  try {
    const { pack, locale, version } = JSON.parse(proof[proof.length - 1].body);
    const answer = await ask(`/api/v1/packs/${encodeURIComponent(pack)}/${encodeURIComponent(locale)}/manifest?version=${+version}`);
    if (answer.ok) return follow([await readSigned(answer)]);
  } catch (error) {
    throw new Halt(error instanceof Halt && error.state === "waiting" ? "unchecked" : "foreign");
  }
  throw new Halt("foreign");
}

/** Apply the feeds to the manifest, in their order. Each must go on where the one before ended. */
function follow(proof) {
  const [source, ...feeds] = proof.map(({ body }) => JSON.parse(body));
  const entries = new Map(source.files.map((entry) => [entry.path, entry]));
  for (const feed of feeds) {
    if (feed.pack !== source.pack || feed.locale !== source.locale || feed.since !== source.version) throw new Halt("foreign");
    source.version = feed.version;
    feed.removed.forEach((path) => entries.delete(path));
    feed.changed.forEach((entry) => entries.set(entry.path, entry));
  }
  return { source, entries, proof };
}

async function takeIn({ source, entries, proof }, read, plays, key) {
  const { pack, locale, version } = source;
  const before = await get("installs", key);
  if (before && before.version > version) throw new Halt("older");
  const kept = await listKept();
  const sounds = new Set(Array.from(entries.values(), (entry) => kindOf(entry) === "sound" && entry.module).filter(Boolean));
  const wish = { pictures: true, sounds: Array.from(sounds), plays };
  const plan = { key, pack, locale, version, proof, plays, pictures: true, files: {}, todo: [] };
  let refused = 0;
  for (const entry of entries.values()) {
    if (!isWanted(entry, wish, (path) => entries.has(path))) continue;
    const { path, size, module } = entry;
    if (!kept.has(nameOf(entry))) {
      const bytes = await read(path, size);
      if (!bytes || bytes.length !== size || (await sha256(bytes)) !== entry.sha256) {
        if (kindOf(entry) === "text") throw new Halt("changed");
        if (bytes) refused++;
        if (kindOf(entry) === "picture") plan.pictures = false;
        else sounds.delete(module);
        continue;
      }
      await keepFile(nameOf(entry), bytes);
    }
    plan.files[path] = nameOf(entry);
  }
  plan.sounds = Array.from(sounds);
  const page = await (await caches.match(`/b/${plan.files["index.html"]}`)).text();
  plan.title = new DOMParser().parseFromString(page, "text/html").querySelector("h1").textContent.trim();
  await writeInstall(plan, true);
  return { key, title: plan.title, refused };
}

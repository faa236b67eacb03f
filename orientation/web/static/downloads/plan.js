/**
 * What has to be fetched so that a version is here as it was chosen: whole bundles of text where much is missing, single
 * texts (as differences, where the browser can) where little changed, and each picture and sound under its hash.
 *
 * The plan is the record of an unfinished download (store `partials`): it names every file of the version as it will be,
 * and is signed by what it was made from.
 */
import { askChanges, isWanted, kindOf, KEPT } from "../phone/installs.js";
import { get } from "../phone/db.js";
import { Halt, readSigned, sha256 } from "./check.js";
import { ask } from "./fetching.js";

const FEW = 3;
const MANY = 20;

/** @return {Promise<Set<string>>} the names of all files that are on the phone: "<sha256>.<extension>" */
export async function listKept() {
  const kept = await (await caches.open(KEPT)).keys();
  return new Set(kept.map((request) => request.url.split("/b/")[1]));
}

export function nameOf(entry) {
  return `${entry.sha256}.${entry.path.split(".").pop()}`;
}

function moduleOf(entry) {
  if (!entry.path.endsWith(".html")) return entry.module || "pack";
  return entry.path.includes("/") ? entry.path.split("/")[0] : "pack";
}

function single(plan, entry) {
  const address = entry.path.endsWith(".html") ? `/t/${plan.pack}/${plan.locale}/${moduleOf(entry)}/` : "/b/";
  const { sha256, size, path } = entry;
  return { url: address + nameOf(entry), name: nameOf(entry), path, sha256, size, wire: size, kind: kindOf(entry) };
}

/** @return {Object} a plan for the version that the manifest lists */
function planFrom(key, manifest, proof, wish, kept) {
  const plan = newPlan(key, manifest, [proof], wish);
  const paths = new Set(manifest.files.map((entry) => entry.path));
  const missing = {};
  for (const entry of manifest.files) {
    if (!isWanted(entry, wish, (path) => paths.has(path))) continue;
    plan.files[entry.path] = nameOf(entry);
    if (kept.has(nameOf(entry))) continue;
    if (kindOf(entry) !== "text") plan.todo.push(single(plan, entry));
    else (missing[moduleOf(entry)] = missing[moduleOf(entry)] || []).push(entry);
  }
  for (const bundle of manifest.bundles || []) {
    const module = bundle.module || "pack";
    const few = missing[module] || [];
    if (few.length < FEW) continue;
    const { url, sha256, size } = bundle;
    plan.todo.push({ url, sha256, size, wire: bundle.compressed, kind: "text", isBundle: true });
    delete missing[module];
  }
  for (const module in missing) for (const entry of missing[module]) plan.todo.push(single(plan, entry));
  return plan;
}

function newPlan(key, source, proof, wish) {
  const { pack, locale, version } = source;
  const { title, pictures, sounds, plays } = wish;
  return { key, pack, locale, version, title, pictures, sounds, plays, proof, files: {}, todo: [], got: {} };
}

/** Plan what is wanted of the version that is current now. Throws Halt */
export async function planInstall(key, wish) {
  const answer = await ask(`/api/v1/packs/${key}/manifest`, { cache: "no-cache" });
  if (!answer.ok) throw new Halt("damaged");
  const proof = await readSigned(answer);
  const plan = planFrom(key, JSON.parse(proof.body), proof, wish, await listKept());
  plan.etag = `"${await sha256(new TextEncoder().encode(proof.body))}"`; // names the state that a feed can be asked from
  return plan;
}

/** Plan what brings the install up to date; null when it is. Throws Halt */
export async function planUpdate(install) {
  let answer;
  try {
    answer = await askChanges(install);
  } catch (error) {
    throw new Halt("waiting");
  }
  if (answer.status === 304) return null;
  if (answer.status === 404) return planInstall(install.key, install);
  if (!answer.ok) throw new Halt("waiting", +answer.headers.get("Retry-After"));
  const proof = await readSigned(answer);
  const feed = JSON.parse(proof.body);
  if (feed.version === install.version) return null;
  const isLarge = feed.changed.filter((entry) => entry.path.endsWith(".html")).length > MANY;
  if (isLarge || feed.locale !== install.locale) return planInstall(install.key, install);
  const known = await get("settings", `proof/${install.key}`);
  const plan = newPlan(install.key, feed, known.proofs.concat(proof), install);
  plan.etag = answer.headers.get("ETag");
  const kept = await listKept();
  plan.files = applyFeed(install.files, feed, install);
  for (const entry of feed.changed) {
    if (plan.files[entry.path] === nameOf(entry) && !kept.has(nameOf(entry))) plan.todo.push(single(plan, entry));
  }
  return plan;
}

function applyFeed(files, feed, wish) {
  const after = Object.assign({}, files);
  for (const path of feed.removed) delete after[path];
  const paths = new Set(feed.changed.map((entry) => entry.path));
  for (const entry of feed.changed) {
    if (isWanted(entry, wish, (path) => paths.has(path) || path in files)) after[entry.path] = nameOf(entry);
  }
  return after;
}

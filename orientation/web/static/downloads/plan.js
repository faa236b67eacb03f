/**
 * What has to be fetched so that a version is here as it was chosen: whole bundles of text where much is missing, single
 * texts (as differences, where the browser can) where little changed, and each picture and sound under its hash.
 *
 * A plan is the record of an unfinished download (store `partials`): {key, install: the record as it will be, todo:
 * what was missing, proofs: the signed answers that it was made from, isPaused}.
 */
import { get } from "../phone/db.js";
import { changesOf } from "../phone/installs.js";
import { Halt, readSigned, sha256 } from "./check.js";
import { fetchAnswer } from "./fetching.js";
import { listKept } from "./kept.js";
import { isWanted, kindOf, nameOf } from "./wanted.js";

const FEW = 3;
const MANY = 20;

function isPage({ path }) {
  return path.endsWith(".html");
}

/** @param {Object<string, string>} files what is here already of that version: names by path */
async function planFrom(key, source, proofs, wish, etag, files) {
  const { pack, locale, version } = source;
  const { title, pictures, sounds, plays } = wish;
  const entries = source.files || source.changed;
  const paths = new Set(entries.map(({ path }) => path).concat(Object.keys(files)));
  const kept = await listKept();
  const todo = [];
  const texts = {};
  for (const entry of entries) {
    if (!isWanted(entry, wish, (path) => paths.has(path))) continue;
    const { path, size } = entry;
    const name = (files[path] = nameOf(entry));
    if (kept.has(name)) continue;
    const kind = kindOf(entry);
    const module = (isPage(entry) ? path.includes("/") && path.split("/")[0] : entry.module) || "pack";
    const url = (isPage(entry) ? `/t/${pack}/${locale}/${module}/` : "/b/") + name;
    const item = { url, names: [name], sha256: entry.sha256, size, wire: size, kind };
    if (kind === "text") (texts[module] = texts[module] || []).push(item);
    else todo.push(item);
  }
  for (const { module, url, sha256, size, compressed } of source.bundles || []) {
    const items = texts[module || "pack"] || [];
    if (items.length < FEW) continue;
    const names = items.map((item) => item.names[0]);
    texts[module || "pack"] = [{ url, names, sha256, size, wire: compressed, kind: "text", isBundle: true }];
  }
  for (const module in texts) todo.push(...texts[module]);
  return { key, todo, proofs, install: { key, pack, locale, version, title, pictures, sounds, plays, files, etag } };
}

/** Plan what is wanted of the version that is current now. Throws Halt */
export async function planInstall(key, wish) {
  const answer = await fetchAnswer(`/api/v1/packs/${key}/manifest`, { cache: "no-cache" });
  if (!answer.ok) throw new Halt("damaged");
  const proof = await readSigned(answer);
  const etag = `"${await sha256(new TextEncoder().encode(proof.body))}"`; // names the state that a feed can be asked from
  return planFrom(key, JSON.parse(proof.body), [proof], wish, etag, {});
}

/** Plan what brings the install up to date; undefined when it is. Throws Halt */
export async function planUpdate(install) {
  const { key, version, locale } = install;
  const answer = await fetchAnswer(...changesOf(install));
  if (answer.status === 304) return undefined;
  if (!answer.ok) return planInstall(key, install);
  const proof = await readSigned(answer);
  const feed = JSON.parse(proof.body);
  if (feed.version === version) return undefined;
  if (feed.changed.filter(isPage).length > MANY || feed.locale !== locale) return planInstall(key, install);
  const { proofs } = await get("settings", `proof/${key}`);
  const files = Object.assign({}, install.files);
  for (const path of feed.removed) delete files[path];
  return planFrom(key, feed, proofs.concat(proof), install, answer.headers.get("ETag"), files);
}

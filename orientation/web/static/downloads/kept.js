/** The cache in which files of packs lie, and what may go from it. */
import { all, inBase } from "../phone/db.js";
import { KEPT } from "../phone/installs.js";

const TYPES = { html: "text/html; charset=utf-8", svg: "image/svg+xml", jpg: "image/jpeg", ogg: "audio/ogg; codecs=opus", mp3: "audio/mpeg" };

/** @return {Promise<Set<string>>} the names of all files that are on the phone: "<sha256>.<extension>" */
export async function listKept() {
  const kept = await (await caches.open(KEPT)).keys();
  return new Set(kept.map((request) => request.url.split("/b/")[1]));
}

/** Keep a file that was checked. */
export async function keepFile(name, bytes) {
  const extension = name.split(".")[1];
  const headers = { "Content-Type": TYPES[extension] || `image/${extension}`, "Content-Length": bytes.length };
  await (await caches.open(KEPT)).put(`/b/${name}`, new Response(bytes, { headers }));
}

/** Remove files, and pieces of files, that nothing needs. Those of the version before stay for pages that are open. */
export async function sweep() {
  const partials = await all("partials");
  const needed = new Set();
  for (const { files, previous } of (await all("installs")).concat(partials.map(({ install }) => install || {}))) {
    for (const names of [files, previous]) for (const path in names) needed.add(names[path]);
  }
  const cache = await caches.open(KEPT);
  for (const name of await listKept()) if (!needed.has(name)) await cache.delete(`/b/${name}`);
  const loose = partials.filter(({ bytes, key }) => bytes && !needed.has(key.split("#")[0]));
  await inBase("phone", "partials", "readwrite", (of) => loose.forEach(({ key }) => of("partials").delete(key)));
}

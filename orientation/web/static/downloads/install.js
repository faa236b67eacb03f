/**
 * A plan becomes an install. Text first, and a pack that is new can be read as soon as its text is whole; an update
 * replaces the old version in one write when all of it is here. What was fetched stays good, whatever happens.
 */
import { all, get, inBase, put } from "../phone/db.js";
import { KEPT } from "../phone/installs.js";
import { Halt, sha256 } from "./check.js";
import { fetchWhole } from "./fetching.js";
import { listKept } from "./plan.js";

const AT_ONCE = 3;
const TYPES = { html: "text/html; charset=utf-8", svg: "image/svg+xml", jpg: "image/jpeg", ogg: "audio/ogg; codecs=opus", mp3: "audio/mpeg" };

/** Keep a file that was checked. */
export async function keepFile(name, bytes) {
  const extension = name.split(".")[1];
  const headers = { "Content-Type": TYPES[extension] || `image/${extension}`, "Content-Length": bytes.length };
  await (await caches.open(KEPT)).put(`/b/${name}`, new Response(bytes, { headers }));
}

/**
 * Fetch what the plan lacks and install it.
 * @param {Object} plan of the store `partials`
 * @param {function(boolean=)} changed hears that bytes have come (true: that the text is here); throws a Halt to stop
 */
export async function carryOut(plan, changed) {
  const before = await get("installs", plan.key);
  plan.here = {};
  for (let round = 0; round < 2; round++) {
    const kept = await listKept();
    for (const item of plan.todo) if (plan.got[item.url] || kept.has(item.name)) plan.here[item.url] = item.wire;
    for (const kind of ["text", "picture", "sound"]) {
      const items = plan.todo.filter((item) => item.kind === kind && !(item.url in plan.here));
      await inTurns(items, (item) => fetchItem(plan, item, changed));
      if (kind === "text" && !before && !round) await install(plan, true).then(() => changed(true));
    }
    const now = await listKept();
    const lost = Object.keys(plan.files).filter((path) => !now.has(plan.files[path]));
    if (!lost.length) return install(plan, false);
    plan.got = {}; // the browser threw files away meanwhile
    plan.here = {};
  }
  throw new Halt("damaged");
}

/** @return {{done: number, total: number}} bytes on the wire */
export function progressOf(plan) {
  const here = plan.here || {};
  return plan.todo.reduce((sum, item) => ({ done: sum.done + (here[item.url] || 0), total: sum.total + item.wire }), { done: 0, total: 0 });
}

async function inTurns(items, work) {
  const queue = items.slice();
  let failure;
  const one = async () => {
    while (queue.length && !failure) await work(queue.shift()).catch((error) => (failure = failure || error));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  if (failure) throw failure;
}

async function fetchItem(plan, item, changed) {
  const bytes = await fetchWhole(item, (have) => {
    plan.here[item.url] = Math.min(item.wire, (have / item.size) * item.wire);
    changed();
  });
  if (item.isBundle) {
    await unpack(plan, bytes);
    plan.got[item.url] = 1;
    await put("partials", plan);
  } else await keepFile(item.name, bytes);
  plan.here[item.url] = item.wire;
  changed();
}

async function unpack(plan, bytes) {
  let at = bytes.indexOf(10) + 1;
  for (const [path, digest, size] of JSON.parse(new TextDecoder().decode(bytes.subarray(0, at))).files) {
    const file = bytes.slice(at, (at += size));
    const name = plan.files[path];
    if (name && name.startsWith(digest) && (await sha256(file)) === digest) await keepFile(name, file);
  }
}

async function install(plan, isText) {
  const media = new Set(plan.todo.filter((item) => item.kind !== "text").map((item) => item.path));
  const files = {};
  for (const path in plan.files) if (!isText || !media.has(path)) files[path] = plan.files[path];
  await writeInstall(isText ? Object.assign({}, plan, { files, pictures: false, sounds: [] }) : plan, !isText);
}

/**
 * Write the record of what is here, in the place of what was, with what proves it.
 * @param {Object} plan whose `files` are all on the phone
 * @param {boolean} isDone whether nothing more of the plan is to come
 */
export async function writeInstall(plan, isDone) {
  const { key, pack, locale, version, title, plays, files, pictures, sounds, etag } = plan;
  const before = await get("installs", key);
  const isSame = before && before.version === version;
  const previous = isSame ? before.previous : before && { version: before.version, files: before.files };
  const pages = Object.keys(files).filter((path) => path.endsWith("/index.html"));
  const modules = pages.map((path) => path.split("/")[0]);
  const size = progressOf(plan).total;
  const updated_at = new Date().toISOString();
  const sound = sounds.length > 0;
  await inBase("phone", ["installs", "partials", "settings"], "readwrite", (of) => {
    of("installs").put({ key, pack, locale, version, title, plays, files, previous, modules, pictures, sounds, sound, size, updated_at, etag });
    of("settings").put({ key: `proof/${key}`, proofs: plan.proof });
    if (isDone) of("partials").delete(key);
  });
  if (isDone) await sweep();
}

/** Take a pack, or what has arrived of one, off the phone. */
export async function forget(key) {
  await inBase("phone", ["installs", "partials", "settings"], "readwrite", (of) => {
    of("installs").delete(key);
    of("partials").delete(key);
    of("settings").delete(`proof/${key}`);
  });
  await sweep();
}

/** Remove files that nothing on the phone needs. Those of the version before stay for pages that are open. */
export async function sweep() {
  const partials = await all("partials");
  const plans = (await all("installs")).concat(partials.filter((plan) => plan.files));
  const needed = new Set();
  for (const { files, previous } of plans) for (const of of [files, previous && previous.files]) for (const path in of || {}) needed.add(of[path]);
  const cache = await caches.open(KEPT);
  for (const name of await listKept()) if (!needed.has(name)) await cache.delete(`/b/${name}`);
  const wanted = new Set([].concat(...plans.map((plan) => (plan.todo || []).map((item) => item.url))));
  for (const { key } of partials.filter((piece) => piece.bytes)) {
    if (!wanted.has(key.split("#")[0])) await inBase("phone", ["partials"], "readwrite", (of) => of("partials").delete(key));
  }
}

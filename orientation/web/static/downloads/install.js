/**
 * A plan becomes an install. Text first, and a pack that is new can be read as soon as its text is whole; an update
 * replaces the old version in one write when all of it is here. What was fetched stays good, whatever happens.
 */
import { get, inBase } from "../phone/db.js";
import { Halt, sha256 } from "./check.js";
import { fetchWhole } from "./fetching.js";
import { keepFile, listKept, sweep } from "./kept.js";

const AT_ONCE = [0, 0, 0];
const TOGETHER = ["installs", "partials", "settings"];

/**
 * Fetch what the plan lacks and install it.
 * @param {Object} plan
 * @param {function(boolean=)} changed hears that bytes have come (true: that the text is here); throws a Halt to stop
 */
export async function carryOut(plan, changed) {
  const { key, todo, install } = plan;
  const kept = await listKept();
  plan.here = {};
  for (const { names, url, wire } of todo) if (names.every((name) => kept.has(name))) plan.here[url] = wire;
  for (const kind of ["text", "picture", "sound"]) {
    const queue = todo.filter((item) => item.kind === kind && !plan.here[item.url]);
    let failure;
    const work = async () => {
      while (queue.length && !failure) await fetchItem(plan, queue.shift(), changed).catch((error) => (failure = error));
    };
    await Promise.all(AT_ONCE.map(work));
    if (failure) throw failure;
    if (kind === "text" && !(await get("installs", key))) {
      const media = [].concat(...todo.map((item) => (item.kind === kind ? [] : item.names)));
      const files = {};
      for (const path in install.files) if (!media.includes(install.files[path])) files[path] = install.files[path];
      await writeInstall(plan, { files, pictures: false, sounds: [] });
      changed(true);
    }
  }
  await writeInstall(plan);
}

/** @return {{done: number, total: number}} bytes on the wire */
export function progressOf({ todo, here }) {
  const sum = { done: 0, total: 0 };
  for (const { url, wire } of todo) {
    sum.done += (here || {})[url] || 0;
    sum.total += wire;
  }
  return sum;
}

async function fetchItem(plan, item, changed) {
  const count = (have) => {
    plan.here[item.url] = Math.min(1, have / item.size) * item.wire;
    changed();
  };
  const bytes = await fetchWhole(item, count);
  if (item.isBundle) {
    let at = bytes.indexOf(10) + 1;
    for (const [path, digest, size] of JSON.parse(new TextDecoder().decode(bytes.subarray(0, at))).files) {
      const file = bytes.slice(at, (at += size));
      const name = plan.install.files[path];
      if (item.names.includes(name) && name.startsWith(digest) && (await sha256(file)) === digest) await keepFile(name, file);
    }
  } else await keepFile(item.names[0], bytes);
  count(item.size);
}

/**
 * Write the record of what is here, in the place of what was, with what proves it.
 * @param {Object} plan
 * @param {Object=} less what the record says otherwise as long as not all of the plan is here
 */
export async function writeInstall({ key, install, proofs }, less) {
  const before = await get("installs", key);
  const isSame = before && before.version === install.version;
  const previous = before && (isSame ? before.previous : before.files);
  const record = Object.assign({}, install, less, { previous, updated_at: new Date().toISOString() });
  const kept = await listKept();
  for (const path in record.files) if (!kept.has(record.files[path])) throw new Halt("damaged"); // thrown away meanwhile
  await inBase("phone", TOGETHER, "readwrite", (of) => {
    of("installs").put(record);
    of("settings").put({ key: `proof/${key}`, proofs });
    if (!less) of("partials").delete(key);
  });
  if (!less) await sweep();
  fetch(`/${document.documentElement.lang}/shell/${install.locale}`).catch(() => 0); // the worker keeps it
}

/** Take a pack, or what has arrived of one, off the phone. */
export async function forget(key) {
  await inBase("phone", TOGETHER, "readwrite", (of) => {
    of("installs").delete(key);
    of("partials").delete(key);
    of("settings").delete(`proof/${key}`);
  });
  await sweep();
}

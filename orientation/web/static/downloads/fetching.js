/**
 * One file from the network: counted as it comes, kept in pieces when it is large, checked when it is whole.
 *
 * The address of a file is its hash, and so is its entity tag: a download goes on where it stopped with that.
 */
import { inBase, put } from "../phone/db.js";
import { Halt, sha256 } from "./check.js";

const LARGE = 262144;
const STALLED = 60000;

/** @return {Promise<Uint8Array>} what a blob, an answer's body or pieces of it hold */
export async function bytesOf(...parts) {
  return new Uint8Array(await new Response(new Blob(parts)).arrayBuffer());
}

/** Do something with the pieces of a file, which are kept under its name and where they begin. */
function withPieces(name, mode, work) {
  return inBase("phone", "partials", mode, (of) => work(of("partials"), IDBKeyRange.bound(`${name}#`, `${name}#~`)));
}

function notTooLong(promise) {
  let timer;
  const late = new Promise((done, fail) => (timer = setTimeout(() => fail(new Halt("waiting")), STALLED)));
  const stop = () => clearTimeout(timer);
  promise.then(stop, stop);
  return Promise.race([promise, late]);
}

/** Ask the server. Its refusals to serve now, and a network that is gone, become a Halt that says "waiting". */
export async function fetchAnswer(url, options) {
  let answer;
  try {
    answer = await notTooLong(fetch(url, Object.assign({ credentials: "omit" }, options)));
  } catch (error) {
    throw new Halt("waiting");
  }
  if (answer.status === 429 || answer.status >= 500) throw new Halt("waiting", +answer.headers.get("Retry-After"));
  return answer;
}

/**
 * @param {Object} item of a plan's `todo`
 * @param {function(number)} count hears how many bytes are here; throws a Halt to stop
 * @return {Promise<Uint8Array>} its bytes, whole and checked. Throws Halt
 */
export async function fetchWhole(item, count) {
  for (const cache of ["default", "reload"]) {
    const bytes = await receive(item, count, cache);
    if ((await sha256(bytes)) === item.sha256) return bytes;
  }
  throw new Halt("damaged");
}

async function receive({ url, names, size, sha256, isBundle }, count, cache) {
  const [name] = names;
  const isLarge = size > LARGE && !isBundle;
  const forgetPieces = () => isLarge && withPieces(name, "readwrite", (store, range) => store.delete(range));
  let chunks = isLarge ? (await withPieces(name, "readonly", (store, range) => store.getAll(range))).map((piece) => piece.bytes) : [];
  let have = new Blob(chunks).size;
  let saved = have;
  const headers = have ? { Range: `bytes=${have}-`, "If-Range": `"${sha256}"` } : {};
  const answer = await fetchAnswer(url, { headers, cache });
  if (answer.status !== 206) {
    await forgetPieces();
    chunks = [];
    have = saved = 0;
  }
  if (!answer.ok) return bytesOf();
  const save = async (least) => {
    if (!isLarge || have - saved < least) return;
    const piece = { key: `${name}#${String(saved).padStart(12, "0")}`, bytes: await bytesOf(new Blob(chunks).slice(saved)) };
    saved = have;
    await put("partials", piece);
  };
  const reader = answer.body && answer.body.getReader(); // Firefox 60 has none
  const read = async () => {
    if (reader) return reader.read();
    return answer.bodyUsed ? { done: true } : { value: new Uint8Array(await answer.arrayBuffer()) };
  };
  try {
    for (let part; !(part = await notTooLong(read())).done; ) {
      chunks.push(part.value);
      have += part.value.length;
      count(have);
      await save(LARGE);
    }
  } catch (error) {
    if (reader) reader.cancel().catch(() => 0);
    await save(1);
    throw error instanceof Halt || error.name === "QuotaExceededError" ? error : new Halt("waiting");
  }
  await forgetPieces();
  return bytesOf(...chunks);
}

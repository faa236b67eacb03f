/**
 * One file from the network: counted as it comes, kept in pieces when it is large, checked when it is whole.
 *
 * The address of a file is its hash, and so is its entity tag: a download goes on where it stopped with that.
 */
import { inBase, put } from "../phone/db.js";
import { Halt, sha256 } from "./check.js";

const LARGE = 262144;
const STALLED = 60000;

function piecesOf(url) {
  return IDBKeyRange.bound(`${url}#`, `${url}#~`);
}

function forgetPieces(url) {
  return inBase("phone", ["partials"], "readwrite", (of) => of("partials").delete(piecesOf(url)));
}

async function storedPieces(url) {
  const stored = await inBase("phone", ["partials"], "readonly", (of) => of("partials").getAll(piecesOf(url)));
  let at = 0;
  const next = (piece) => +piece.key.split("#")[1] === at && (at += piece.bytes.length);
  return stored.filter(next).map((piece) => piece.bytes);
}

function join(chunks, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function lengthOf(chunks) {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function notTooLong(promise) {
  let timer;
  const late = new Promise((done, fail) => (timer = setTimeout(() => fail(new Halt("waiting")), STALLED)));
  const stop = () => clearTimeout(timer);
  promise.then(stop, stop);
  return Promise.race([promise, late]);
}

/** Ask the server. Its refusals to serve now, and a network that is gone, become a Halt that says "waiting". */
export async function ask(url, options) {
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
 * @param {{url: string, sha256: string, size: number}} item
 * @param {function(number)} count hears how many of `size` bytes are here; throws a Halt to stop
 * @return {Promise<Uint8Array>} its bytes, whole and checked. Throws Halt
 */
export async function fetchWhole(item, count) {
  for (const mode of ["default", "reload"]) {
    const bytes = await receive(item, count, mode);
    if (bytes.length === item.size && (await sha256(bytes)) === item.sha256) return bytes;
  }
  throw new Halt("damaged");
}

async function receive(item, count, cache) {
  const isLarge = item.size > LARGE && !item.isBundle;
  let chunks = isLarge ? await storedPieces(item.url) : [];
  let have = lengthOf(chunks);
  const headers = have ? { Range: `bytes=${have}-`, "If-Range": `"${item.sha256}"` } : {};
  const answer = await ask(item.url, { headers, cache });
  if (answer.status !== 206) {
    if (have) await forgetPieces(item.url);
    chunks = [];
    have = 0;
  }
  if (!answer.ok) return new Uint8Array(0);
  let loose = [];
  const keep = async (least) => {
    const length = lengthOf(loose);
    if (!isLarge || length < least) return;
    const at = String(have - length).padStart(12, "0");
    const bytes = join(loose, length);
    loose = [];
    await put("partials", { key: `${item.url}#${at}`, bytes });
  };
  const take = (chunk) => {
    chunks.push(chunk);
    loose.push(chunk);
    have += chunk.length;
    count(Math.min(have, item.size));
    return keep(LARGE);
  };
  if (!answer.body) await take(new Uint8Array(await notTooLong(answer.arrayBuffer())));
  else {
    const reader = answer.body.getReader();
    try {
      for (let part; !(part = await notTooLong(reader.read())).done; ) await take(part.value);
    } catch (error) {
      reader.cancel().catch(() => 0);
      await keep(1);
      throw error instanceof Halt || error.name === "QuotaExceededError" ? error : new Halt("waiting");
    }
  }
  if (isLarge) await forgetPieces(item.url);
  return join(chunks, have);
}

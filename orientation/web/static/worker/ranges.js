/**
 * Files of installed packs (/b/…) from the phone's store. Players want real ranges: Safari plays no sound without a
 * `206`, and the Cache API never makes one.
 */
import { KEPT } from "../phone/installs.js";

/** A file that is opened by itself can do nothing. */
const NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** @param {string} path @return {Promise<Response|undefined>} the stored file */
export async function storedFile(path) {
  return (await caches.open(KEPT)).match(path);
}

/** Answer for a file: stored, whole or in part, else from the network. */
export async function answerFile(event, path) {
  const stored = await storedFile(path);
  if (!stored) return fetch(event.request);
  const whole = await stored.blob();
  const headers = {
    "Accept-Ranges": "bytes",
    "Content-Security-Policy": NOTHING_RUNS,
    "Content-Type": stored.headers.get("Content-Type") || whole.type,
    "X-Content-Type-Options": "nosniff",
  };
  const range = rangeIn(event.request.headers.get("Range"), whole.size);
  let status = 200;
  let part = whole;
  if (range) {
    const { from, to } = range;
    status = from > to ? 416 : 206;
    part = whole.slice(from, to + 1, headers["Content-Type"]);
    headers["Content-Range"] = `bytes ${from > to ? "*" : `${from}-${to}`}/${whole.size}`;
  }
  headers["Content-Length"] = part.size;
  return new Response(part, { status, headers });
}

/**
 * @param {string|null} header
 * @param {number} size of the whole, in bytes
 * @return {{from: number, to: number}|undefined} the one range that is asked for, `from` beyond `to` when there is no
 *   such; undefined for the whole: no range, several, or nonsense (RFC 9110, 14.2)
 */
export function rangeIn(header, size) {
  const [, first, last] = /^\s*bytes\s*=\s*(\d*)-(\d*)\s*$/.exec(header || "") || ["", "", ""];
  if (!(first || last) || (first && last && +last < +first)) return undefined;
  if (!first) return { from: Math.max(0, size - last), to: size - 1 };
  return { from: +first, to: Math.min(last || Infinity, size - 1) };
}

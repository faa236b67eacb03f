/**
 * Files of installed packs (/b/…) from the phone's store. Players want real ranges: Safari plays no sound without a
 * `206`, and the Cache API never makes one.
 */
const STORED = "files";
/** A file that is opened by itself can do nothing. */
const NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** @param {string} path @return {Promise<Response|undefined>} the stored file */
export async function storedFile(path) {
  return (await caches.open(STORED)).match(path);
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
  if (!range) return new Response(whole, { headers: Object.assign(headers, { "Content-Length": whole.size }) });
  if (range.from > range.to) {
    return new Response(null, { status: 416, headers: Object.assign(headers, { "Content-Range": `bytes */${whole.size}` }) });
  }
  return new Response(whole.slice(range.from, range.to + 1, headers["Content-Type"]), {
    status: 206,
    headers: Object.assign(headers, {
      "Content-Length": range.to - range.from + 1,
      "Content-Range": `bytes ${range.from}-${range.to}/${whole.size}`,
    }),
  });
}

/**
 * @param {string|null} header
 * @param {number} size of the whole, in bytes
 * @return {{from: number, to: number}|undefined} the one range that is asked for, `from` beyond `to` when there is no
 *   such; undefined for the whole: no range, several, or nonsense (RFC 9110, 14.2)
 */
export function rangeIn(header, size) {
  const given = /^\s*bytes\s*=\s*(\d*)-(\d*)\s*$/.exec(header || "");
  if (!given || !(given[1] || given[2])) return undefined;
  const last = size - 1;
  if (!given[1]) return Number(given[2]) ? { from: Math.max(0, size - given[2]), to: last } : { from: 1, to: 0 };
  if (given[2] && Number(given[2]) < Number(given[1])) return undefined;
  if (Number(given[1]) > last) return { from: 1, to: 0 };
  return { from: Number(given[1]), to: given[2] ? Math.min(Number(given[2]), last) : last };
}

/**
 * Just enough of zip (APPNOTE 6.3.10) for handing packs over: entries stored or deflated, no encryption, below 4 GB.
 * Nothing of a file is believed: an entry is inflated only as far as the signed manifest says that it goes.
 */
import { bytesOf } from "../downloads/fetching.js";

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const MIDNIGHT = 33; // 1 January 1980: a zip says nothing about when it was made

/** @return {string} how the n-th thing that the server signed is called: the manifest, then each feed */
export function proofName(number) {
  return number ? `changes-${number}` : "manifest";
}

function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

/** Numbers, little-endian: [value, bytes, value, bytes, …] */
function packed(...fields) {
  const bytes = [];
  for (let i = 0; i < fields.length; i += 2) for (let n = 0; n < fields[i + 1]; n++) bytes.push((fields[i] >>> (8 * n)) & 255);
  return Uint8Array.from(bytes);
}

/**
 * @param {Array<[string, Blob]>} entries
 * @return {Promise<Blob>} a zip that holds them as they are; one entry at a time is in memory
 */
export async function writeZip(entries) {
  const parts = [];
  const index = [];
  let at = 0;
  let indexSize = 0;
  for (const [name, blob] of entries) {
    const title = new TextEncoder().encode(name);
    const { size } = blob;
    const common = [20, 2, 0x800, 2, 0, 2, 0, 2, MIDNIGHT, 2, crc32(await bytesOf(blob)), 4, size, 4, size, 4, title.length, 2, 0, 2];
    parts.push(packed(LOCAL, 4, ...common), title, blob);
    index.push(packed(CENTRAL, 4, 20, 2, ...common, 0, 2, 0, 2, 0, 2, 0, 4, at, 4), title);
    at += 30 + title.length + size;
    indexSize += 46 + title.length;
  }
  const end = packed(END, 4, 0, 4, entries.length, 2, entries.length, 2, indexSize, 4, at, 4, 0, 2);
  return new Blob(parts.concat(index, end), { type: "application/zip" });
}

/**
 * @param {Blob} file
 * @return {Promise<Map<string, {method: number, compressed: number, place: number}>|undefined>} its entries;
 *   undefined when it is no whole zip
 */
export async function readZip(file) {
  const tail = await bytesOf(file.slice(-65557));
  let at = tail.length - 22;
  const view = new DataView(tail.buffer);
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) return undefined;
  const index = await bytesOf(file.slice(view.getUint32(at + 16, true), view.getUint32(at + 16, true) + view.getUint32(at + 12, true)));
  const list = new DataView(index.buffer);
  const entries = new Map();
  for (let from = 0; from + 46 <= index.length && list.getUint32(from, true) === CENTRAL; ) {
    const short = (offset) => list.getUint16(from + offset, true);
    const long = (offset) => list.getUint32(from + offset, true);
    const title = new TextDecoder().decode(index.subarray(from + 46, from + 46 + short(28)));
    entries.set(title, { method: short(10), compressed: long(20), place: long(42) });
    from += 46 + short(28) + short(30) + short(32);
  }
  return entries;
}

/** Whether this browser can inflate. */
export function canInflate() {
  try {
    return !!new DecompressionStream("deflate-raw");
  } catch (error) {
    return false;
  }
}

/** @return {Promise<Uint8Array>} an entry's contents, at most `most` bytes and one chunk of them */
export async function readEntry(file, entry, most) {
  const head = new DataView((await bytesOf(file.slice(entry.place, entry.place + 30))).buffer);
  const from = entry.place + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const content = file.slice(from, from + entry.compressed);
  if (!entry.method) return bytesOf(content.slice(0, most + 1));
  const reader = new Response(content).body.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks = [];
  let length = 0;
  for (let part; length <= most && !(part = await reader.read()).done; length += part.value.length) chunks.push(part.value);
  if (length > most) reader.cancel();
  return bytesOf(...chunks);
}

/** Names that nobody else will ever make: for devices, profiles and events. */
const made = { at: 0, inIt: 0 };

/** @return {string} random bytes in hexadecimal digits */
export function randomHex(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => (byte + 256).toString(16).slice(1)).join("");
}

/** @return {string} a UUID of version 7; of two made here in the same millisecond the later is the greater */
export function newId() {
  const now = Date.now();
  made.inIt = now === made.at ? (made.inIt + 1) % 4096 : 0;
  made.at = now;
  const digits = now.toString(16).padStart(12, "0") + "7" + made.inIt.toString(16).padStart(3, "0");
  const random = randomHex(8);
  const written = digits + "89ab"[parseInt(random[0], 16) % 4] + random.slice(1);
  return written.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * A lock: what a locked profile keeps is sealed with a random key, which is kept only wrapped in what PBKDF2 makes of the
 * PIN. The key itself can't be taken out of the browser again, and is never written down: see docs/decisions/0007.
 */
export const ROUNDS = 600000;
const AES = "AES-GCM";

/** @return {Promise<{lock: Object, key: CryptoKey}>} a new lock, to be kept as it is, and the key that it guards */
export async function makeLock(kind, secret) {
  const lock = { kind, rounds: ROUNDS, salt: randomBytes(16), iv: randomBytes(12) };
  const wrapper = await wrapperOf(lock, secret);
  const made = await crypto.subtle.generateKey({ name: AES, length: 256 }, true, ["encrypt", "decrypt"]);
  lock.wrapped = await crypto.subtle.wrapKey("raw", made, wrapper, { name: AES, iv: lock.iv });
  return { lock, key: await unwrap(lock, wrapper) };
}

/** @return {Promise<CryptoKey>} the key behind the lock; rejects when the secret is another */
export async function openLock(lock, secret) {
  return unwrap(lock, await wrapperOf(lock, secret));
}

/** @return {Promise<*>} what to write: the value, or where there is a key, the value sealed with it */
export async function seal(key, value) {
  if (!key) return value;
  const iv = randomBytes(12);
  return { iv, data: await crypto.subtle.encrypt({ name: AES, iv }, key, new TextEncoder().encode(JSON.stringify(value))) };
}

/** @return {Promise<*>} what was sealed; rejects for another key */
export async function unseal(key, kept) {
  if (!key || !kept) return kept;
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: AES, iv: kept.iv }, key, kept.data)));
}

function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

async function wrapperOf(lock, secret) {
  const words = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: lock.salt, iterations: lock.rounds };
  return crypto.subtle.deriveKey(how, words, { name: AES, length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

function unwrap(lock, wrapper) {
  const how = { name: AES, iv: lock.iv };
  return crypto.subtle.unwrapKey("raw", lock.wrapped, wrapper, how, AES, false, ["encrypt", "decrypt"]);
}

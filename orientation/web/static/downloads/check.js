/**
 * Whether bytes are whole and ours: SHA-256 always, the Ed25519 signature where the browser knows it.
 *
 * The key is pinned when the first pack is installed, so a file from another phone can be checked without a network.
 * What comes from the server itself may bring a new key: the server sends this script too, so that gives nothing away.
 */
import { get, put } from "../phone/db.js";

/** Why a download stops: `state` is what the page shows; `wait` are the seconds that the server asked for. */
export class Halt extends Error {
  constructor(state, wait) {
    super(state);
    this.state = state;
    this.wait = wait || 0;
  }
}

/** @return {Promise<string>} the SHA-256 in hex */
export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @return {Promise<boolean|undefined>} whether the signature is of these words by that key; undefined: can't tell */
async function fits(key, body, signature) {
  try {
    const known = await crypto.subtle.importKey("raw", fromBase64(key), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", known, fromBase64(signature), new TextEncoder().encode(body));
  } catch (error) {
    return undefined;
  }
}

/** @return {Promise<boolean|undefined>} whether the pinned key signed it; undefined without a key or Ed25519 */
export async function isOurs(body, signature) {
  const pinned = await get("settings", "signing-key");
  return pinned && fits(pinned.value, body, signature);
}

/**
 * Read a signed answer of the server and pin its key.
 * @return {Promise<{body: string, signature: string}>} the proof that is kept beside the install
 */
export async function readSigned(answer) {
  const body = await answer.text();
  const signature = (/:(.+):/.exec(answer.headers.get("Pack-Signature")) || ["", ""])[1];
  if (!(await isOurs(body, signature))) {
    const key = (await (await fetch("/api/v1/packs/signing-key", { credentials: "omit" })).json()).public_key;
    if ((await fits(key, body, signature)) === false) throw new Halt("damaged");
    await put("settings", { key: "signing-key", value: key });
  }
  return { body, signature };
}

/** A card's sound plays by itself only when it is on this phone already: else it may cost, and waits for a tap. */
import { find, findAll } from "../app/words.js";

/** @param {Element} place plays the first sound in it @returns {Promise<void>} */
export async function playKept(place) {
  const sound = find("audio", place);
  const sources = findAll("audio:first-of-type source", place).map((source) => source.src);
  const kept = await Promise.all(sources.map((address) => self.caches.match(address))).catch(() => []);
  if (sound && sound.isConnected && kept.some(Boolean)) sound.play().catch(() => undefined); // the browser wants a tap first
}

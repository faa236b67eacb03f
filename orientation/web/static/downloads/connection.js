/** What is known of this browser and its network, where it says so. */

/** @return {boolean} whether bytes are slow or cost money */
export function isCostly() {
  const connection = navigator.connection;
  return !!connection && (connection.saveData || connection.type === "cellular" || /2g/.test(connection.effectiveType));
}

/** @return {string} the sound that this browser plays best */
export function soundFormat() {
  return new Audio().canPlayType('audio/ogg; codecs="opus"') ? "ogg" : "mp3";
}

/** @return {Promise<boolean>} whether so many bytes seem to fit. Browsers guess: a full disk is met where it happens */
export async function seemsToFit(bytes) {
  if (!navigator.storage || !navigator.storage.estimate) return true;
  const { quota, usage } = await navigator.storage.estimate();
  return quota - usage > bytes;
}

/** Ask that the browser doesn't throw packs away by itself. */
export function askToPersist() {
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => false);
}

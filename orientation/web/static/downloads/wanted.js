/** Which files of a pack are for whom: text for everybody, pictures and sound for those who chose them. */

/** @return {string} "text" with the drawings that the server bundles with it, "picture", "sound", or "": no page needs it */
export function kindOf({ path, size }) {
  const { drawing } = document.getElementById("packs").dataset; // the largest, in bytes
  if (/\.html$/.test(path) || (/\.svg$/.test(path) && size <= drawing)) return "text";
  return /\.(ogg|mp3)$/.test(path) ? "sound" : /\.json$/.test(path) ? "" : "picture";
}

/**
 * Tell whether a file belongs to what was chosen.
 * @param {{path: string, size: number, module: (string|undefined)}} entry of a manifest or a feed
 * @param {{pictures: boolean, sounds: string[], plays: string}} wish `plays`: the sound that this browser prefers
 * @param {function(string): boolean} isThere whether the pack has a file at a path
 */
export function isWanted(entry, wish, isThere) {
  const kind = kindOf(entry);
  if (kind !== "sound") return kind === "text" || (kind && wish.pictures);
  if (entry.module ? !wish.sounds.includes(entry.module) : !wish.sounds.length) return false;
  const preferred = entry.path.replace(/\w+$/, wish.plays);
  return entry.path === preferred || !isThere(preferred);
}

/** @return {string} under what an entry's bytes are kept */
export function nameOf({ sha256, path }) {
  return `${sha256}.${path.split(".").pop()}`;
}

/** How long something takes, in the page's words: they stand there for each number, because scripts can't make plurals. */
const UNITS = [
  ["minutes", 60000],
  ["hours", 3600000],
  ["days", 86400000],
  ["months", 2626560000],
];

/** @param {DOMStringMap} words of the page: for each unit what stands for 1, 2, … @param {number} wait in milliseconds */
export function waitWords(words, wait) {
  let written;
  for (const [name, unit] of UNITS) {
    const all = words[name].split("|");
    const number = Math.max(1, Math.round(wait / unit));
    written = all[Math.min(number, all.length) - 1];
    if (number <= all.length) break;
  }
  return written;
}

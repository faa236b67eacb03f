/** Numbers in the page's own digits: Babel's words stand in the page, what a script counts doesn't. */

/** @param {number} value a whole number @return {string} */
export function inDigits(value) {
  const digits = Array.from(document.documentElement.dataset.digits || "0123456789");
  return String(value).replace(/\d/g, (digit) => digits[Number(digit)]);
}

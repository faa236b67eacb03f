/** Sizes as people say them, in the page's words and digits. */
import { inDigits } from "../app/digits.js";
import { filled, find } from "../app/words.js";

export const page = find("#downloads");

/** @return {string} 84 KB, 2.1 MB */
export function sizeWords(bytes) {
  const { kb, mb, decimal } = page.dataset;
  if (bytes < 1e6) return filled(kb, { n: Math.max(1, Math.ceil(bytes / 1000)) });
  return filled(mb, { n: inDigits((bytes / 1e6).toFixed(1).replace(".", decimal)) });
}

/* When two typed words are the same word, and when only an accent is missing: orientation/spelling/forms.py once more,
   rule by rule. tests/vectors/marking.json is run by both, and every character that Python knows is compared. */

const INVISIBLE = /[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const SPACES = /[\s\x00-\x1f\x7f-\x9f]+/g;
export const FINAL_PUNCTUATION = /[ .!?…,;:؟،؛۔።፧፣፤]+$/;
const SAME = { "ĳ": "ij", "ß": "ss", "ς": "σ" };
const APOSTROPHES = /[’‘ʼ`´]/g;
const HYPHENS = /[‐‑–]/g;
const STROKES = { "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe" };
const ARABIC = /^(ar|fa|ps|ckb|ku|ur)(-|$)/;
const HARAKAT = /[\u064b-\u0652\u0656-\u065f\u0670]/g;
const KINDRED = { "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك" };
/** Ethiopic letters written as another's: seven orders each, from the first. */
const SERIES = { am: "ሐሀኀሀኸሀሠሰፀጸዐአ", ti: "ሠሰፀጸኀሀ" };
/** Amharic says the fourth order of these as the first. */
const FOURTHS = /[ሃኣ]/g;
const MARKS = nonspacing();
/** From one zero to the next, in all scripts of Unicode 14. A table, because browsers know different Unicodes. */
const STEPS =
  "30 630 90 d0 1a6 80 80 80 80 80 80 80 80 80 6a 80 50 120 50 750 30 136 8a b0 10 c0 60 90 10 89d0 2b0 30 d0 20 " +
  "60 1a0 5320 590 890 336 8a 46 9a 120 160 80 180 70 70 1b0 70 300 100 50 4cc0 60 90 6c7e a a a a 94a 1b0 660 12a0";
let zeroSoFar = 0;
const ZEROS = STEPS.split(" ").map((step) => (zeroSoFar += parseInt(step, 16)));

/** Return the text in NFC, without what can't be seen and without spaces at the ends or doubled. @param {string} text */
export function tidy(text) {
  return text.normalize("NFC").replace(INVISIBLE, "").replace(SPACES, " ").replace(/^ | $/g, "");
}

/** Return the form in which equal spellings are equal, in a language. @param {string} text @param {string} [lang] */
export function spelled(text, lang) {
  const lower = tidy(text).replace(/[İı]/g, "i").toLowerCase().normalize("NFC");
  const same = swapped(lower.replace(APOSTROPHES, "'").replace(HYPHENS, "-"), SAME);
  const plain = folded(Array.from(same, asciiDigit).join(""), lang || "");
  return plain.replace(FINAL_PUNCTUATION, "") || plain;
}

/** Return the spelling without accents: é and e are the same here. @param {string} text @param {string} [lang] */
export function bare(text, lang) {
  const plain = swapped(spelled(text, lang).normalize("NFD"), STROKES).replace(MARKS, "");
  return ARABIC.test(lang) ? swapped(plain, KINDRED) : plain;
}

/** @param {string} plain @param {string} lang */
function folded(plain, lang) {
  if (ARABIC.test(lang)) return tidy(plain.replace(HARAKAT, "")).replace(/[أإآٱا][\u0653-\u0655]*/g, "ا");
  const base = lang.split("-")[0];
  const series = SERIES[base] || "";
  for (let at = 0; at < series.length; at += 2) {
    const first = series.charCodeAt(at);
    plain = Array.from(plain, (letter) => {
      const order = letter.charCodeAt(0) - first;
      return order >= 0 && order < 7 ? String.fromCharCode(series.charCodeAt(at + 1) + order) : letter;
    }).join("");
  }
  return base === "am" ? plain.replace(FOURTHS, (letter) => (letter === "ሃ" ? "ሀ" : "አ")) : plain;
}

/** @param {string} text @param {{[letter: string]: string}} table */
function swapped(text, table) {
  return Array.from(text, (letter) => table[letter] || letter).join("");
}

/** @param {string} character */
function asciiDigit(character) {
  const code = character.codePointAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero ? String(code - zero) : character;
}

/** Return what matches combining marks. Chrome before 64 has no classes of Unicode: there, accents and Arabic vowels. */
function nonspacing() {
  try {
    return new RegExp("\\p{Mn}", "gu");
  } catch (error) {
    return /[\u0300-\u036f\u064b-\u065f]/g;
  }
}

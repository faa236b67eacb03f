/* When two typed words are the same word, and when only an accent is missing: orientation/learning/rules/spelling.py
   once more, rule by rule. tests/vectors/marking.json is run by both, and every character that Python knows is compared. */

const INVISIBLE = /[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const SPACES = /[\s\x00-\x1f\x7f-\x9f]+/g;
const FINAL_PUNCTUATION = /[ .!?…,;:؟،؛۔።፧፣፤]+$/;
const SAME = { "ĳ": "ij", "ß": "ss", "ς": "σ", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-" };
const STROKES = { "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe" };
const MARKS = nonspacing();
/** Where the ten digits of each script begin, Unicode 14. A table, because browsers know different Unicodes. */
const ZEROS = (
  "660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 1a80 1a90 1b50 1bb0 " +
  "1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 ff10 104a0 10d30 11066 110f0 11136 111d0 112f0 11450 114d0 11650 116c0 " +
  "11730 118e0 11950 11c50 11d50 11da0 16a60 16ac0 16b50 1d7ce 1d7d8 1d7e2 1d7ec 1d7f6 1e140 1e2f0 1e950 1fbf0"
).split(" ").map((zero) => parseInt(zero, 16));

/** Return the text in NFC, without what can't be seen and without spaces at the ends or doubled. @param {string} text */
export function tidy(text) {
  return text.normalize("NFC").replace(INVISIBLE, "").replace(SPACES, " ").replace(/^ | $/g, "");
}

/** Return the form in which equal spellings are equal. @param {string} text */
export function spelled(text) {
  const lower = tidy(text).replace(/[İı]/g, "i").toLowerCase().normalize("NFC");
  const plain = Array.from(swapped(lower, SAME), asciiDigit).join("");
  return plain.replace(FINAL_PUNCTUATION, "") || plain;
}

/** Return the spelling without accents: é and e are the same here. @param {string} text */
export function bare(text) {
  return swapped(spelled(text).normalize("NFD"), STROKES).replace(MARKS, "");
}

/** @param {string} text @param {{[letter: string]: string}} table */
function swapped(text, table) {
  return Array.from(text, (letter) => (table.hasOwnProperty(letter) ? table[letter] : letter)).join("");
}

/** @param {string} character */
function asciiDigit(character) {
  const code = character.codePointAt(0);
  const zero = code < 0x660 ? undefined : ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? character : String(code - zero);
}

/** Return what matches combining marks. Chrome before 64 has no classes of Unicode: there, those of our scripts. */
function nonspacing() {
  try {
    return new RegExp("\\p{Mn}", "gu");
  } catch (error) {
    return /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06ed\u135d-\u135f\u1ab0-\u1abd\u1dc0-\u1dff\u20d0-\u20dc\ufe20-\ufe2f]/g;
  }
}

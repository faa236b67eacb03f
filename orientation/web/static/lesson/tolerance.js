/* How much of a typing mistake is forgiven: orientation/spelling/tolerance.py once more, rule by rule.
   tests/vectors/marking.json is run by both. */
import { bare, spelled } from "./spelling.js";

const AROUND = /^["“”„«»()[\]¿¡.!?…,;:؟،؛۔።፧፣፤]+|["“”„«»()[\]¿¡.!?…,;:؟،؛۔።፧፣፤]+$/g;
const LOOSE_FROM = 6;

/**
 * Return how good a typed text is. `others` are words that must not pass; without them only accents are forgiven.
 * @param {string} given @param {string[]} accepted @param {string} [lang] @param {string[] | null} [others]
 * @returns {"right" | "nearly" | "wrong"}
 */
export function likeness(given, accepted, lang, others) {
  const loose = loosely(given, lang);
  if (!loose) return "wrong";
  const texts = accepted.map((text) => loosely(text, lang));
  if (texts.includes(loose)) return "right";
  const plain = (text) => bare(text, lang);
  if (!others) return texts.map(plain).includes(plain(loose)) ? "nearly" : "wrong";
  const barred = others.concat(others.map(plain));
  return texts.some((text) => isAlike(wordsOf(loose), wordsOf(text), barred, plain)) ? "nearly" : "wrong";
}

/** The spelling without punctuation around its words; of digits alone, without what groups them. */
function loosely(text, lang) {
  const words = spelled(text, lang).split(" ");
  const loose = words.map((one) => one.replace(AROUND, "")).filter((one) => /[^-]/.test(one)).join(" ");
  const joined = loose.replace(/[ -]+/g, "");
  return /^[0-9]+$/.test(joined) ? joined : loose;
}

function wordsOf(loose) {
  return loose.split(/[ -]+/).filter(Boolean);
}

function isAlike(given, right, barred, plain) {
  if (given.length === right.length) return given.every((one, place) => passes(one, right[place], barred, plain));
  return letters(plain(given.join(""))).join("") === letters(plain(right.join(""))).join("") && !barred.includes(given.join(""));
}

function passes(given, right, barred, plain) {
  if (given === right) return true;
  if (barred.includes(given) || (barred.includes(plain(given)) && plain(given) !== plain(right))) return false;
  return isWithin(letters(plain(given)), letters(plain(right)));
}

function letters(text) {
  return Array.from(text.replace(/'/g, ""));
}

function isWithin(given, right) {
  if (given.join("") === right.join("")) return true;
  const most = [3, 7, 12].filter((least) => right.length > least).length;
  if (Math.abs(given.length - right.length) > most || !most || /[0-9]/.test(given.concat(right).join(""))) return false;
  if (right.length < LOOSE_FROM && given[0] !== right[0]) return false;
  return distance(given, right) <= most;
}

/** Letters left out, put in, mistaken or swapped with their neighbour (optimal string alignment). */
function distance(one, other) {
  let oldest = [];
  let before = [];
  let row = [0].concat(other.map((letter, place) => place + 1));
  one.forEach((a, i) => {
    oldest = before;
    before = row;
    row = [i + 1];
    other.forEach((b, j) => {
      const isSwapped = i && j && a === other[j - 1] && one[i - 1] === b;
      const steps = [before[j + 1] + 1, row[j] + 1, before[j] + Number(a !== b)];
      row.push(Math.min(...steps, isSwapped ? oldest[j - 1] + 1 : Infinity));
    });
  });
  return row[other.length];
}

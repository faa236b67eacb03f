/* Where a typed text differs from the right one: orientation/spelling/differences.py once more, rule by rule. */
import { FINAL_PUNCTUATION, tidy } from "./spelling.js";

/** @typedef {[boolean, string]} Piece whether it differs, and its letters */

const CLOSE = 4;

/**
 * Return both texts in pieces: the given one, and of the accepted ones that which is most like it.
 * @param {string} given @param {string[]} accepted @returns {[Piece[], Piece[]]}
 */
export function differences(given, accepted) {
  const found = accepted.map((right) => compared(given, right));
  const sizes = found.map(([mine, right]) => mine.concat(right).reduce((sum, [differs, text]) => sum + (differs ? Array.from(text).length : 0), 0));
  return found[sizes.indexOf(Math.min(...sizes))];
}

function compared(given, accepted) {
  const mine = tidy(given).replace(FINAL_PUNCTUATION, "");
  const right = tidy(accepted).replace(FINAL_PUNCTUATION, "");
  let steps = align(Array.from(mine), Array.from(right));
  const mistakes = steps.filter((step) => step[0]).length;
  if (mistakes * CLOSE > Array.from(right).length) steps = align(inWords(mine), inWords(right));
  return [side(steps, 1), side(steps, 2)];
}

function inWords(text) {
  const words = text.split(" ");
  return text ? words.map((one, place) => (place < words.length - 1 ? `${one} ` : one)) : [];
}

/** The fewest steps from one to the other: whether it differs, the given unit, the accepted unit. */
function align(given, accepted) {
  const plain = (unit) => unit.replace(/^ | $/g, "").toLowerCase() || unit;
  const ours = given.map(plain);
  const theirs = accepted.map(plain);
  const costs = [[0].concat(theirs.map((unit, place) => place + 1))];
  ours.forEach((a, i) => {
    const row = [i + 1];
    theirs.forEach((b, j) => row.push(Math.min(costs[i][j] + Number(a !== b), costs[i][j + 1] + 1, row[j] + 1)));
    costs.push(row);
  });
  const steps = [];
  let i = ours.length;
  let j = theirs.length;
  while (i || j) {
    if (i && j && costs[i][j] === costs[i - 1][j - 1] + Number(ours[i - 1] !== theirs[j - 1])) {
      i--;
      j--;
      steps.unshift([ours[i] !== theirs[j], given[i], accepted[j]]);
    } else if (i && costs[i][j] === costs[i - 1][j] + 1) {
      steps.unshift([true, given[--i], ""]);
    } else {
      steps.unshift([true, "", accepted[--j]]);
    }
  }
  return steps;
}

function side(steps, which) {
  const pieces = [];
  for (const step of steps.filter((one) => one[which])) {
    const last = pieces[pieces.length - 1];
    if (last && last[0] === step[0]) last[1] += step[which];
    else pieces.push([step[0], step[which]]);
  }
  return pieces;
}

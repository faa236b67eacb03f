/* Where a typed text differs from the right one: orientation/spelling/differences.py once more, rule by rule. */
import { FINAL_PUNCTUATION, tidy } from "./spelling.js";

const CLOSE = 4;

/**
 * Return the pieces of both texts in order: same, extra, other (given, in the place of what is missing after it), missing.
 * @param {string} given @param {string} accepted @returns {[string, string][]}
 */
export function differences(given, accepted) {
  const mine = tidy(given).replace(FINAL_PUNCTUATION, "");
  const right = tidy(accepted).replace(FINAL_PUNCTUATION, "");
  const steps = align(Array.from(mine), Array.from(right));
  const mistakes = steps.filter((step) => step[0] !== "same").length;
  return merged(mistakes * CLOSE > Array.from(right).length ? align(inWords(mine), inWords(right)) : steps);
}

function inWords(text) {
  const words = text.split(" ");
  return text ? words.map((one, place) => (place < words.length - 1 ? `${one} ` : one)) : [];
}

function align(given, accepted) {
  const compared = (unit) => unit.replace(/^ | $/g, "").toLowerCase() || unit;
  const ours = given.map(compared);
  const theirs = accepted.map(compared);
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
      steps.unshift([ours[i] === theirs[j] ? "same" : "other", given[i], accepted[j]]);
    } else if (i && costs[i][j] === costs[i - 1][j] + 1) {
      steps.unshift(["extra", given[--i], ""]);
    } else {
      steps.unshift(["missing", "", accepted[--j]]);
    }
  }
  return steps;
}

function merged(steps) {
  const pieces = [];
  for (let start = 0, end = 0; start < steps.length; start = end) {
    const kind = steps[start][0];
    while (end < steps.length && steps[end][0] === kind) end++;
    const joined = (side) => steps.slice(start, end).map((step) => step[side]).join("");
    if (kind !== "missing") pieces.push([kind, joined(1)]);
    if (kind === "missing" || kind === "other") pieces.push(["missing", joined(2)]);
  }
  return pieces;
}

/* What to ask next in a placement, when to stop and where to begin: orientation/learning/rules/placement.py once more,
   rule by rule; the source of each formula stands there. tests/vectors/placement.json is run by both. */

/** @typedef {{id: string, skill: string, a: number, b: number}} Task */
/** @typedef {{task: string, right: boolean}} Answer */
/** @typedef {{mean: number, error: number, tasks: number, below: number}} Estimate logits, and a chance */

const SKILLS = ["listening", "script", "reading", "writing"];
const GRID = Array.from({ length: 81 }, (_, step) => (step - 40) / 10);
const PRIOR = [0, 1];
const APART = 0.5;
const ENOUGH = { listening: 0.33, script: 0.6, reading: 0.34, writing: 0.34 };
const FEWEST = 4;
const MOST = 22;
const FEWEST_OF_A_BEGINNER = 6;
const SURE = 0.97;
const LOWEST = -2;
const USUAL = 1.5;
const COMFORT = 0.75;

/**
 * Return what is believed of each skill of the bank.
 * @param {Task[]} bank @param {Answer[]} answers @returns {{[skill: string]: Estimate}}
 */
export function estimates(bank, answers) {
  let prior = PRIOR;
  const found = {};
  for (const skill of skillsOf(bank)) {
    const answered = [];
    for (const { task, right } of answers) {
      const asked = bank.find((one) => one.id === task && one.skill === skill);
      if (asked) answered.push([asked, right]);
    }
    found[skill] = estimate(answered, skill === "script" ? PRIOR : prior);
    if (skill !== "script") prior = [found[skill].mean, Math.hypot(found[skill].error, APART)];
  }
  return found;
}

/**
 * Return what to ask now; undefined when enough is known.
 * @param {Task[]} bank @param {Answer[]} answers @param {string[]} seen in an earlier placement @returns {Task | undefined}
 */
export function nextTask(bank, answers, seen) {
  const known = estimates(bank, answers);
  for (const skill of skillsOf(bank)) {
    if (isSettled(skill, known[skill]) || isOutOfReach(skill, known)) continue;
    const left = bank.filter((task) => task.skill === skill && !answers.some((answer) => answer.task === task.id));
    const fresh = left.filter((task) => !seen.includes(task.id));
    const best = mostTelling(fresh.length ? fresh : left, known[skill].mean);
    if (best) return best;
  }
  return undefined;
}

/** Return the unit (from 0) to start with; `units` when the whole course is known. */
export function suggestion(units, known) {
  const asked = ["listening", "reading"].filter((skill) => known[skill] && known[skill].tasks);
  return asked.length ? Math.min(...asked.map((skill) => unitToStart(units, known[skill].mean))) : 0;
}

/** Return the first of `units` in which fewer than three answers of four would be right. */
export function unitToStart(units, mean) {
  let unit = 0;
  while (unit < units && probability(USUAL, difficulty(unit, units), mean) >= COMFORT) unit += 1;
  return unit;
}

/** Tell whether the letters of the course can be taken as known; a bank without letters doesn't ask. */
export function readsLetters(known) {
  return !known.script || !known.script.tasks || known.script.mean >= LOWEST / 2;
}

function estimate(answered, [mean, deviation]) {
  const weights = GRID.map((theta) => {
    const likelihood = (sum, [task, right]) => sum + Math.log(right ? chance(task, theta) : 1 - chance(task, theta));
    return Math.exp(answered.reduce(likelihood, -Math.pow((theta - mean) / deviation, 2) / 2));
  });
  const total = sumOf(weights);
  const expected = sumOf(weights.map((weight, n) => weight * GRID[n])) / total;
  const variance = sumOf(weights.map((weight, n) => weight * Math.pow(GRID[n] - expected, 2))) / total;
  const below = sumOf(weights.filter((_, n) => GRID[n] < LOWEST)) / total;
  return { mean: expected, error: Math.sqrt(variance), tasks: answered.length, below };
}

function mostTelling(tasks, mean) {
  const told = tasks.map((task) => Math.round(task.a * task.a * chance(task, mean) * (1 - chance(task, mean)) * 1e6));
  return tasks[told.indexOf(Math.max(...told))];
}

function chance(task, theta) {
  return probability(task.a, task.b, theta);
}

function probability(a, b, theta) {
  return 1 / (1 + Math.exp(-a * (theta - b)));
}

function difficulty(unit, units) {
  return units < 2 ? LOWEST : LOWEST - (2 * LOWEST * unit) / (units - 1);
}

function skillsOf(bank) {
  return SKILLS.filter((skill) => bank.some((task) => task.skill === skill));
}

function isSettled(skill, known) {
  return known.tasks >= MOST || (known.tasks >= FEWEST && known.error <= ENOUGH[skill]) || isBeginner(known);
}

function isBeginner(known) {
  return known.tasks >= FEWEST_OF_A_BEGINNER && known.below >= SURE;
}

/** Nobody is asked to read or write who understands nothing yet or knows no letters: that would only dishearten. */
function isOutOfReach(skill, known) {
  if (skill !== "reading" && skill !== "writing") return false;
  return ["listening", "script"].some((name) => known[name] && isBeginner(known[name])) || !readsLetters(known);
}

function sumOf(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}

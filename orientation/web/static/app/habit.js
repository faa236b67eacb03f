/** How steadily somebody learns, as orientation/learning/rules/habit.py says it; tests/vectors/habit.json holds both to it. */
const FORGIVEN = 2;
const DAY = 86400000;

/** @param {string[]} days as 2026-03-01, all different @param {string} today @returns {number} weeks with learning, back from today */
export function weeksInARow(days, today) {
  const weeks = new Set(days.filter((day) => day <= today).map((day) => Math.floor((Date.parse(today) - Date.parse(day)) / DAY / 7)));
  let count = 0;
  for (let week = 0, missed = 0; missed <= FORGIVEN; week++) {
    missed = weeks.has(week) ? 0 : missed + 1;
    count += +weeks.has(week);
  }
  return count;
}

/**
 * What events add up to: the same sums as orientation/learning/rules/folding.py; tests/vectors/folding.json holds both to
 * it. Order, splitting and the number of phones don't matter, so what the server knows and what this phone has not sent
 * yet can be added up. A sum is {lessons: {"pack/module/lesson": row}, items: {"pack/module/lesson/item": row}}.
 */
const LARGEST = 2147483647;

/** @return {string} the instant in UTC with microseconds, so that earlier ones sort first as text */
export function instant(written) {
  if (/\.\d{6}Z$/.test(written)) return written;
  const parts = /^(.{19})(?:\.(\d{1,6}))?(.*)$/.exec(written);
  return new Date(parts[1] + parts[3]).toISOString().slice(0, 19) + "." + (parts[2] || "").padEnd(6, "0") + "Z";
}

/** @return {Object} the sum of no events */
export function nothing() {
  return { lessons: {}, items: {} };
}

/** Add events, all different and none of them in it, to a sum. @return {Object} the same sum */
export function fold(events, sum) {
  for (const event of events) {
    const at = instant(event.at);
    const lesson = [event.pack, event.module, event.lesson].join("/");
    const seconds = Math.min(Math.max(event.seconds || 0, 0), 3600);
    addRow(sum.lessons, lesson, mergeLessons, {
      first_at: at,
      last_at: at,
      completed_at: event.verb === "completed" ? at : null,
      seconds,
    });
    if (!event.item || !event.verdict) continue;
    const isRight = event.verdict === "right";
    addRow(sum.items, lesson + "/" + event.item, mergeItems, {
      attempts: 1,
      right: isRight ? 1 : 0,
      first_right_at: isRight ? at : null,
      last_at: at,
      last_event: event.id,
      last_verdict: event.verdict,
    });
  }
  return sum;
}

/** @return {Object} the sum of two sums of events that share none */
export function merge(a, b) {
  const sum = { lessons: Object.assign({}, a.lessons), items: Object.assign({}, a.items) };
  for (const key in b.lessons) addRow(sum.lessons, key, mergeLessons, b.lessons[key]);
  for (const key in b.items) addRow(sum.items, key, mergeItems, b.items[key]);
  return sum;
}

function addRow(rows, key, join, row) {
  rows[key] = rows[key] ? join(rows[key], row) : row;
}

function mergeLessons(a, b) {
  return {
    first_at: a.first_at < b.first_at ? a.first_at : b.first_at,
    last_at: a.last_at > b.last_at ? a.last_at : b.last_at,
    completed_at: earliest(a.completed_at, b.completed_at),
    seconds: Math.min(a.seconds + b.seconds, LARGEST),
  };
}

function mergeItems(a, b) {
  const isA = a.last_at === b.last_at ? a.last_event > b.last_event : a.last_at > b.last_at;
  const last = isA ? a : b;
  return {
    attempts: Math.min(a.attempts + b.attempts, LARGEST),
    right: Math.min(a.right + b.right, LARGEST),
    first_right_at: earliest(a.first_right_at, b.first_right_at),
    last_at: last.last_at,
    last_event: last.last_event,
    last_verdict: last.last_verdict,
  };
}

function earliest(a, b) {
  return !a || (b && b < a) ? b : a;
}

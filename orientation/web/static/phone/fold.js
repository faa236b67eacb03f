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
  for (const { id, at, verb, pack, module, lesson, item, seconds, verdict } of events) {
    if (/^(reviewed|placed|shared)$/.test(verb)) continue; // no part of a lesson: practice/ and placement/ add these up
    const last_at = instant(at);
    const path = [pack, module, lesson].join("/");
    const whenIt = (happened) => (happened ? last_at : null);
    addRow(sum.lessons, path, {
      first_at: last_at,
      last_at,
      completed_at: whenIt(verb === "completed"),
      seconds: Math.min(Math.max(seconds || 0, 0), 3600),
    });
    const isRight = verdict === "right";
    const answered = { attempts: 1, right: +isRight, first_right_at: whenIt(isRight), last_at, last_event: id, last_verdict: verdict };
    if (item && verdict) addRow(sum.items, path + "/" + item, answered);
  }
  return sum;
}

/** @return {Object} the sum of two sums of events that share none */
export function merge(a, b) {
  const sum = nothing();
  for (const store in sum) {
    Object.assign(sum[store], a[store]);
    for (const path in b[store]) addRow(sum[store], path, b[store][path]);
  }
  return sum;
}

/** Rows of lessons and of items alike: the later of two says how it ended; what is counted is added up. */
function addRow(rows, path, row) {
  const other = rows[path];
  if (!other) rows[path] = row;
  else {
    const isLater = row.last_at === other.last_at ? row.last_event > other.last_event : row.last_at > other.last_at;
    const sum = (rows[path] = Object.assign({}, isLater ? row : other));
    for (const name in sum) {
      const [a, b] = [row[name], other[name]];
      if (/^(seconds|attempts|right)$/.test(name)) sum[name] = Math.min(a + b, LARGEST);
      if (/^(first_at|completed_at|first_right_at)$/.test(name)) sum[name] = !a || (b && b < a) ? b : a;
    }
  }
}

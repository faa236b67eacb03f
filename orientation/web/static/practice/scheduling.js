/**
 * When a word comes back: FSRS 6 as py-fsrs computes it, without fuzz. The server replays every review with py-fsrs itself
 * and is the truth (orientation/learning/rules/reviews.py); this port lets the phone say at once when a card is due.
 * tests/vectors/reviews.json holds both together. Formulas: open-spaced-repetition, “The Algorithm” (FSRS-6).
 *
 * Times are in milliseconds, stability in days. It has no words and touches nothing, so it works alone.
 */
const DAY = 86400000;
const SECOND = 1000;
const LEAST_STABILITY = 0.001;
export const LEARNING = 1;
export const REVIEW = 2;
export const RELEARNING = 3;
const AGAIN = 1;
const HARD = 2;
const GOOD = 3;
const EASY = 4;

/**
 * @typedef {{parameters: number[], retention: number, learning_seconds: number[], relearning_seconds: number[], longest_days: number}} Settings
 *   as in orientation/learning/rules/scheduling.json
 * @typedef {{state: number, step: number|null, stability: number, difficulty: number, due: number, first: number, last: number}} Card
 *   without stability when it was never reviewed
 */

/**
 * The card after it was rated.
 * @param {Settings} settings
 * @param {Card|undefined} card undefined for a word that was never reviewed
 * @param {number} rating 1 again, 2 hard, 3 good, 4 easy
 * @param {number} now
 * @returns {Card}
 */
export function review(settings, card, rating, now) {
  const w = settings.parameters;
  const next = card ? Object.assign({}, card, { last: now }) : { state: LEARNING, step: 0, first: now, last: now };
  if (!card) {
    next.stability = Math.max(w[rating - 1], LEAST_STABILITY);
    next.difficulty = between(1, firstDifficulty(w, rating), 10);
  } else {
    const days = Math.floor((now - card.last) / DAY);
    next.stability = Math.max(days < 1 ? soonStability(w, card, rating) : laterStability(w, card, rating, recallAfter(w, card, days)), LEAST_STABILITY);
    next.difficulty = nextDifficulty(w, card.difficulty, rating);
  }
  const steps = next.state === LEARNING ? settings.learning_seconds : settings.relearning_seconds;
  const seconds = next.state === REVIEW ? fall(next, rating, steps) : climb(next, rating, steps);
  if (seconds === undefined) Object.assign(next, { state: REVIEW, step: null });
  next.due = now + (seconds === undefined ? intervalOf(settings, next.stability) * DAY : seconds * SECOND);
  return next;
}

/** A learned card that is forgotten has steps to take again, if there are any; else there is nothing to wait in seconds. */
function fall(next, rating, steps) {
  if (rating !== AGAIN || !steps.length) return undefined;
  next.state = RELEARNING;
  next.step = 0;
  return steps[0];
}

/** The next step of learning, and how many seconds it takes; undefined when the card has taken them all. */
function climb(next, rating, steps) {
  const at = next.step;
  if (!steps.length || (rating !== AGAIN && at >= steps.length)) return undefined;
  if (rating === AGAIN) next.step = 0;
  else if (rating === HARD) return at ? steps[at] : steps.length > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 1.5;
  else if (rating === GOOD && at + 1 < steps.length) next.step = at + 1;
  else return undefined;
  return steps[next.step];
}

/** Whole days, of which the card is known with the wanted probability when they are over. */
function intervalOf({ parameters, retention, longest_days }, stability) {
  const decay = -parameters[20];
  const days = roundEven((stability / factorOf(decay)) * (retention ** (1 / decay) - 1));
  return Math.min(Math.max(days, 1), longest_days);
}

function recallAfter(w, card, days) {
  const decay = -w[20];
  return (1 + (factorOf(decay) * days) / card.stability) ** decay;
}

function factorOf(decay) {
  return 0.9 ** (1 / decay) - 1;
}

function firstDifficulty(w, rating) {
  return w[4] - Math.E ** (w[5] * (rating - 1)) + 1;
}

function nextDifficulty(w, difficulty, rating) {
  const moved = difficulty + ((10 - difficulty) * -(w[6] * (rating - GOOD))) / 9;
  return between(1, w[7] * firstDifficulty(w, EASY) + (1 - w[7]) * moved, 10);
}

/** Reviewed again within a day. */
function soonStability(w, { stability }, rating) {
  const rise = Math.E ** (w[17] * (rating - GOOD + w[18])) * stability ** -w[19];
  return stability * (rating === AGAIN ? rise : Math.max(rise, 1));
}

function laterStability(w, { stability, difficulty }, rating, recall) {
  if (rating === AGAIN) {
    const long = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * Math.E ** ((1 - recall) * w[14]);
    return Math.min(long, stability / Math.E ** (w[17] * w[18]));
  }
  const hard = rating === HARD ? w[15] : 1;
  const easy = rating === EASY ? w[16] : 1;
  return stability * (1 + Math.E ** w[8] * (11 - difficulty) * stability ** -w[9] * (Math.E ** ((1 - recall) * w[10]) - 1) * hard * easy);
}

function between(least, value, most) {
  return Math.min(Math.max(value, least), most);
}

/** Round as Python does: a half goes to the even neighbour. */
function roundEven(x) {
  const low = Math.floor(x);
  if (x - low !== 0.5) return x - low < 0.5 ? low : low + 1;
  return low % 2 ? low + 1 : low;
}

/**
 * Which cards there are, how they stand, and which one comes next. Pure: it is told what the phone knows and what time it is.
 *
 * What is learned by now waits for its day, not for its minute: who practises at seven today and at six tomorrow sees the
 * same words. Steps of minutes are kept, so that a word isn't asked again while it is still in the ear.
 */
import { REVIEW, review } from "./scheduling.js";

/** What is due within this time is asked when nothing else is left. */
const SOON = 120000;
/** Days. */
const LASTING = 7;

/**
 * @typedef {{id: string, word: string, side: string, module: string, lesson: string, isFirst: boolean}} Known a card as the
 *   words' pages have it, in the order in which words are introduced; `isFirst` of its word: the other comes a day later
 * @typedef {{known: Known[], states: Object, daily: number, settings: Object, completed: Set}} Deck
 */

/**
 * @param {Known[]} known
 * @param {{settings: Object, daily: number, cards: Object[], reviews: Object[], completed: string[]}} told by the worker:
 *   `cards` are the server's, `reviews` what it hasn't heard of, in order
 * @returns {Deck}
 */
export function deckOf(known, { settings, daily, cards, reviews, completed }) {
  const states = {};
  for (const { card, state, step, stability, difficulty, due, first_review, last_review } of cards) {
    states[card] = { state, step, stability, difficulty, due: Date.parse(due), first: Date.parse(first_review), last: Date.parse(last_review) };
  }
  for (const { card, rating, at } of reviews) states[card] = review(settings, states[card], rating, Date.parse(at));
  return { known, states, daily, settings, completed: new Set(completed) };
}

/** What is to be asked now: due ones first, then new ones. @param {Deck} deck @param {number} now @returns {{due: Known[], fresh: Known[]}} */
export function waiting(deck, now) {
  const today = startOfDay(now);
  const due = deck.known.filter(({ id }) => isDue(deck.states[id], now, today));
  due.sort((a, b) => rank(deck, a) - rank(deck, b));
  const begun = {};
  for (const { id, word } of deck.known) if (deck.states[id]) begun[word] = Math.min(begun[word] || now, deck.states[id].first);
  let left = deck.daily - Object.keys(begun).filter((word) => begun[word] >= today).length;
  const fresh = deck.known.filter(({ id, word, module, lesson, isFirst }) => {
    if (deck.states[id]) return false;
    if (begun[word]) return begun[word] < today;
    return isFirst && deck.completed.has(`${module}/${lesson}`) && left-- > 0;
  });
  return { due, fresh };
}

/** @param {string} [last] the word that was asked just now: another one is better @returns {Known|undefined} what to ask */
export function nextCard(deck, now, last) {
  const { due, fresh } = waiting(deck, now);
  const soon = deck.known.filter(({ id }) => isStep(deck.states[id]) && deck.states[id].due < now + SOON);
  soon.sort((a, b) => deck.states[a.id].due - deck.states[b.id].due);
  const cards = due.concat(fresh, soon);
  return cards.find(({ word }) => word !== last) || cards[0];
}

/** @returns {number|undefined} when the next card comes back that doesn't now; undefined when none will */
export function nextDue(deck, now) {
  const later = deck.known.filter(({ id }) => deck.states[id]).map(({ id }) => Math.max(deck.states[id].due, now));
  return later.length ? Math.min(...later) : undefined;
}

/** @returns {boolean} whether any word has been introduced */
export function hasWords(deck) {
  return deck.known.some(({ id, module, lesson }) => deck.states[id] || deck.completed.has(`${module}/${lesson}`));
}

/** @returns {number} how many words are known: all their cards last LASTING days, as learning/rules/habit.py says it */
export function countKnown({ known, states }) {
  const open = new Set(known.filter(({ id }) => !states[id] || states[id].stability < LASTING).map(({ word }) => word));
  return new Set(known.map(({ word }) => word).filter((word) => !open.has(word))).size;
}

function isStep(state) {
  return state && state.state !== REVIEW;
}

function isDue(state, now, today) {
  if (!state) return false;
  return isStep(state) ? state.due <= now : startOfDay(state.due) <= today && state.last < today;
}

/** Minutes before days; what has waited longest first. */
function rank({ states }, { id }) {
  return states[id].due - (isStep(states[id]) ? 1e13 : 0);
}

function startOfDay(instant) {
  return new Date(instant).setHours(0, 0, 0, 0);
}

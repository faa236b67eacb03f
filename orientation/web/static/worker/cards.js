/**
 * Words in spaced repetition: the server's cards as it told them last, and what is not with it yet. The page adds both up
 * (static/practice/): the worker only keeps them. A card that was told replaces what was kept of it.
 *
 * In the store `cards`, under a number made from the card's name: rows by `pack/card`, sealed like all else.
 */
import { inBase } from "../phone/db.js";
import { unseal } from "../phone/crypt.js";
import { changeMe, chosenId, load, records, rowsIn, shardOf, shown } from "./store.js";

const DAILY = 10;

/** @return {Promise<Array<Array>>} the changes that keep the cards that an answer tells of */
export async function keepingCards(person, cards) {
  const told = {};
  for (const card of cards || []) {
    const path = `${card.pack}/${card.card}`;
    (told[shardOf(path)] = told[shardOf(path)] || {})[path] = card;
  }
  const numbers = Object.keys(told).map(Number);
  if (!numbers.length) return [];
  const kept = await inBase(person.base, "cards", "readonly", (of) => numbers.map((number) => of("cards").get(number)));
  return Promise.all(
    numbers.map(async (number, at) => ["cards", "put", Object.assign({}, await unseal(person.key, kept[at]), told[number]), number]),
  );
}

/** @return {Promise<Object>} what the page needs to practise a pack's words, of the learner who is shown */
export async function cardsOf(pack) {
  const person = await load(await chosenId());
  const [rows, outbox, sum] = await Promise.all([rowsIn(person, "cards"), records(person, "outbox"), shown(person)]);
  const isOf = (path) => path.indexOf(pack + "/") === 0;
  const events = outbox.filter((event) => event.verb === "reviewed" && event.pack === pack);
  return {
    who: person.id,
    settings: SCHEDULING,
    daily: person.me.daily || DAILY,
    cards: Object.keys(rows).filter(isOf).map((path) => rows[path]),
    reviews: events.map(({ item, answer, at }) => ({ card: item, rating: answer, at })),
    completed: Object.keys(sum.lessons).filter((path) => isOf(path) && sum.lessons[path].completed_at).map((path) => path.slice(pack.length + 1)),
  };
}

/** Keep how many new words the learner wants in a day. */
export async function changeDaily(daily) {
  await changeMe(await chosenId(), { daily });
}

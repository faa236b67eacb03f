/**
 * A placement that is being sat, and where the learner was placed: the server's rows as it told them last, and what is not
 * with it yet. Both stand in `me`, so they are sealed with it; what is in a sitting only the page knows.
 */
import { Refusal } from "./lock.js";
import { alone, chosenId, load, meWith, records, write } from "./store.js";

/** @return {Object} what to keep of the placements that an answer tells of */
export function placedBy(person, placements) {
  const kept = Object.assign({}, person.me.placements);
  for (const placement of placements) kept[placement.pack] = placement;
  return { placements: kept };
}

/** @return {Promise<Object>} what the page needs of a pack, of the learner who is shown */
export async function placementOf(pack) {
  const person = await load(await chosenId());
  const events = (await records(person, "outbox")).filter((event) => event.pack === pack && /^(placed|shared)$/.test(event.verb));
  return {
    who: person.id,
    member: Boolean(person.me.token),
    sitting: (person.me.sittings || {})[pack] || null,
    placed: (person.me.placements || {})[pack] || null,
    unsent: events.map(({ verb, answer }) => ({ verb, answer })),
  };
}

/** Keep how far a sitting is, of whom the page has asked. */
export async function keepSitting({ who, pack, sitting }) {
  if (who !== (await chosenId())) throw new Refusal(409);
  await alone(who, async () => {
    const person = await load(who);
    await write(person, [meWith(person, { sittings: Object.assign({}, person.me.sittings, { [pack]: sitting }) })]);
  });
}

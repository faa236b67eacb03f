/**
 * What pages ask of the phone, at addresses below /phone/ that never reach the network. JSON in, JSON out; refused are
 * requests that another page than ours could have caused: a form or link that leads here.
 */
import { localDay } from "../phone/days.js";
import { get } from "../phone/db.js";
import { cardsOf, changeDaily } from "./cards.js";
import { Refusal, closeProfile, openProfile, removeLock, setLock, show } from "./lock.js";
import { send, stateOf } from "./outbox.js";
import { keepSitting, placementOf } from "./placement.js";
import { adopt, changeLook, exported, forgetRefused, joinProfile, leave, listProfiles } from "./profiles.js";
import { GUEST, Locked, alone, chosenId, countOf, load, note, records, shown, wasErased } from "./store.js";
import { hasNews } from "./updates.js";

const DEED = ["verb", "pack", "version", "module", "lesson", "item", "answer", "verdict", "seconds", "at"];
const ROUTES = {
  "GET me": me,
  "GET updates": async () => ({ newer: await hasNews() }),
  "GET cards": ({ pack }) => cardsOf(pack),
  "POST cards/daily": ({ daily }) => changeDaily(Number(daily)),
  "GET placement": ({ pack }) => placementOf(pack),
  "POST placement": keepSitting,
  "GET export": exported,
  "POST did": async (given) => {
    const who = await chosenId();
    if (given.who && given.who !== who) throw new Refusal(409); // another tab has chosen somebody else
    const deed = {};
    for (const name of DEED) if (given[name] !== undefined) deed[name] = given[name];
    const unsent = await note(who, deed, given.key);
    if (self.registration.sync) self.registration.sync.register("send").catch(() => undefined);
    return json(201, { unsent, who });
  },
  "POST send": send,
  "POST join": async () => json(201, { profile: await alone("join", joinProfile) }),
  "POST profiles/choose": async ({ id }) => {
    if (id && !(await get("profiles", id))) throw new Refusal(404);
    await show(id || null);
  },
  "POST profiles/look": ({ picture, colour }) => changeLook(picture, colour),
  "POST lock": async ({ kind, secret }) => setLock(await named(), kind, String(secret)),
  "POST lock/open": ({ id, secret }) => openProfile(id, String(secret)),
  "POST lock/close": async () => closeProfile(await named()),
  "POST lock/remove": async ({ secret }) => removeLock(await named(), String(secret)),
  "POST leave": ({ id, unsent }) => leave(id, unsent !== "keep-nothing"),
  "POST refused/forget": ({ ids }) => forgetRefused(ids),
};

/** @return {boolean} whether the address is the phone's own */
export function isPhone(url) {
  return url.pathname.indexOf("/phone/") === 0;
}

/** @return {Promise<Response>} the phone's answer */
export async function answerPhone(request) {
  const url = new URL(request.url);
  const route = ROUTES[request.method + " " + url.pathname.slice("/phone/".length)];
  if (!route || request.mode === "navigate") return json(404, {});
  try {
    await adopt().catch(() => undefined);
    const text = await request.text();
    const said = await route(text ? JSON.parse(text) : { pack: url.searchParams.get("pack") });
    return said instanceof Response ? said : json(200, said || {});
  } catch (error) {
    if (error instanceof Locked) return json(423, { who: await chosenId(), profiles: await listProfiles() });
    if (error instanceof Refusal) return json(error.status, error.body);
    if (error.name === "QuotaExceededError") return json(507, {});
    return json(500, { error: String(error) });
  }
}

async function me() {
  const person = await load(await chosenId());
  const profiles = await listProfiles();
  const [sum, unsent, refused] = await Promise.all([shown(person), countOf(person, "outbox"), records(person, "refused")]);
  const lessons = {};
  for (const path in sum.lessons) lessons[path] = { completed_at: sum.lessons[path].completed_at };
  return {
    profile: profiles.find((profile) => profile.id === person.id) || null,
    profiles,
    erased: await wasErased(),
    asked: person.me.asked || [],
    lessons,
    days: daysIn(sum, person.me.days),
    unsent,
    refused,
    sent_at: person.me.sent_at || null,
    state: stateOf(person),
  };
}

/** @return {string[]} the days on which something was done: those that were noted here, and what other phones' rows tell */
function daysIn(sum, noted) {
  const days = new Set(noted);
  for (const rows of [sum.lessons, sum.items])
    for (const path in rows)
      for (const name of ["first_at", "last_at", "completed_at", "first_right_at"]) if (rows[path][name]) days.add(localDay(rows[path][name]));
  return Array.from(days);
}

/** @return {Promise<string>} the profile that is shown; a guest has none */
async function named() {
  const id = await chosenId();
  if (id === GUEST) throw new Refusal(404);
  return id;
}

function json(status, body) {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", "Cache-Control": "no-store" } });
}

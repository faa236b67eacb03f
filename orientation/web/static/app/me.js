/**
 * “My page” from the phone's own store: what the officer asked for, what was begun, what is not sent or was not taken.
 * The page (learner/mine.html) has every module of the catalogue and all words; this puts them in their places.
 */
import { OK, ask, saveUnsent } from "../phone/asking.js";
import { localDay } from "../phone/days.js";
import { weeksInARow } from "./habit.js";
import { copyOf, dayOf, fill, filled, find, findAll, show } from "./words.js";

const MADE = 201;
const LOCKED = 423;

/** Join with what the card opened, fill “My page”, and sign out without losing anything. */
export async function startMe() {
  const form = find('form[action$="/me/sign-out"]');
  if (form) form.addEventListener("submit", signOut);
  if (find("[data-joined]") && (await join())) location.replace(location.pathname + "#joined");
  const mine = find("#mine");
  if (!mine) return;
  document.addEventListener("sent", () => showMine(mine)); // who has just joined hears only then what is asked
  await showMine(mine);
}

/** The session of the browser's cookie becomes that of a profile; then “My page” comes from the phone. */
async function join() {
  return (await ask("join", {})).status === MADE;
}

async function showMine(mine) {
  const { status, body } = await ask("me");
  if (status === LOCKED) location.replace(mine.dataset.phone);
  const news = JSON.stringify(body);
  if (status !== OK || news === mine.dataset.shown) return;
  if (!body.profiles.length && navigator.onLine !== false && (await join())) return showMine(mine);
  mine.dataset.shown = news;
  const { profile, lessons, days, unsent, refused } = body;
  const modules = findAll("section", copyOf("modules"));
  const finished = modules.filter((card) => isFinished(card, lessons)).map((card) => card.dataset.module);
  const said = findAll("li", copyOf("can")).filter((line) => finished.includes(line.dataset.of));
  const asked = [];
  for (const { pack, module, due_on } of body.asked) {
    const card = modules.find((one) => one.dataset.module === `${pack}/${module}`);
    if (card) asked.push(cardFor(card, lessons, due_on, !asked.length));
  }
  const paths = Object.keys(lessons);
  const isBegun = (card) => !asked.includes(card) && paths.some((path) => path.startsWith(card.dataset.module + "/"));
  const begun = modules.filter(isBegun).map((card, at) => cardFor(card, lessons, null, !at && !asked.length));
  const now = {
    says: said.length,
    learned: days.length,
    guest: !profile,
    member: profile,
    nothing: !asked.length,
    begun: begun.length,
    again: profile && body.state === "signed-out",
    erased: body.erased,
    joined: location.hash === "#joined",
    unsent,
    refused: refused.length,
    filled: true,
  };
  show(now, mine);
  place("asked", asked);
  place("begun", begun);
  place("says", said);
  fill(find("[data-learned]", mine), { n: days.length });
  fill(find("[data-weeks]", mine), { n: weeksInARow(days, localDay()) });
  for (const line of findAll('[data-when^="unsent"]', mine)) fill(line, { n: unsent });
  showRefused(refused);
}

function place(name, cards) {
  const list = find(`[data-list="${name}"]`);
  list.textContent = "";
  for (const card of cards) list.appendChild(card);
}

/** @returns {boolean} whether every lesson that the module's card leads to is finished */
function isFinished(card, lessons) {
  return findAll("[data-lesson]", card).every((link) => isDone(card, link, lessons));
}

function isDone(card, link, lessons) {
  return (lessons[`${card.dataset.module}/${link.dataset.lesson}`] || {}).completed_at;
}

/** @returns {Element} the module's card, with how far the learner is and the lesson that comes next */
function cardFor(card, lessons, due, isFirst) {
  const links = findAll("[data-lesson]", card);
  const isOpen = (link) => !isDone(card, link, lessons);
  const next = links.find(isOpen);
  const done = links.length - links.filter(isOpen).length;
  find("progress", card).value = done;
  fill(find("[data-sum]", card), { done, total: links.length });
  if (due) fill(find('[data-when="due"]', card), { day: dayOf(due) });
  show({ due, finished: !next }, card);
  for (const link of links) if (link !== next) link.remove();
  if (next) {
    const { begin, on } = find("#mine").dataset;
    next.textContent = filled(done ? on : begin, { lesson: next.textContent });
    if (isFirst) next.classList.remove("secondary");
  }
  return card;
}

function showRefused(refused) {
  const rows = refused.map(({ event, reason, at }) => {
    const { pack, module, lesson } = event;
    const row = copyOf("refused-row");
    const link = find(`[data-module="${pack}/${module}"] [data-lesson="${lesson}"]`, copyOf("modules"));
    find("b", row).textContent = link ? link.textContent : [pack, module, lesson].join("/");
    find("span", row).textContent = dayOf(at);
    find("small", row).textContent = reason;
    return row;
  });
  place("refused", rows);
  const forget = find('[data-do="forget"]');
  find('[data-do="save"]').onclick = async () => {
    if ((await saveUnsent()) === OK) forget.hidden = false;
  };
  forget.onclick = async () => {
    await ask("refused/forget", { ids: refused.map(({ event }) => event.id) });
    find('[data-when="refused"]').hidden = true;
  };
}

/** Send first; what can't be sent is offered on the page of this phone. Without a profile the form goes its way. */
async function signOut(event) {
  event.preventDefault();
  const form = event.target;
  const { profile } = (await ask("me")).body;
  if (!profile) return form.submit();
  const { status } = await ask("leave", { id: profile.id, unsent: "send-first" });
  location.replace(status === OK ? form.dataset.home : form.dataset.phone);
}

/**
 * “My page” from the phone's own store: what the officer asked for, what was begun, what is not sent or was not taken.
 * The page (learner/mine.html) has every module of the catalogue and all words; this puts them in their places.
 */
import { inDigits } from "./digits.js";
import { OK, ask, saveUnsent } from "../phone/asking.js";
import { whenPhone } from "./phone.js";

/** Join with what the card opened, fill “My page”, and sign out without losing anything. */
export function startMe() {
  whenPhone(async () => {
    if (document.querySelector("[data-joined]")) await join();
    const mine = document.getElementById("mine");
    if (!mine) return;
    document.addEventListener("sent", () => fill(mine)); // who has just joined hears only then what is asked
    await fill(mine);
  });
  const form = document.querySelector('form[action$="/me/sign-out"]');
  if (form) form.addEventListener("submit", signOut);
}

/** The session of the browser's cookie becomes that of a profile; then “My page” comes from the phone. */
async function join() {
  const { status } = await ask("join", {});
  if (status === 201) location.replace(location.pathname + "#joined");
}

async function fill(mine) {
  const { status, body } = await ask("me");
  if (status === 423) location.replace(mine.dataset.phone);
  const news = JSON.stringify(body);
  if (status !== 200 || news === mine.dataset.shown) return;
  if (!body.profiles.length && navigator.onLine !== false && (await ask("join", {})).status === 201) return fill(mine);
  mine.dataset.shown = news;
  const part = (name) => mine.querySelector(`[data-part="${name}"]`);
  const show = (name, isShown) => (part(name).hidden = !isShown);
  const put = (name, text) => (part(name).textContent = text);
  const modules = document.getElementById("modules").content;
  const asked = body.asked.slice().sort((a, b) => ((a.due_on || "~") < (b.due_on || "~") ? -1 : 1));
  const isAsked = {};
  const place = (name, cards) => {
    part(name).textContent = "";
    for (const card of cards) part(name).appendChild(card);
  };
  const askedCards = [];
  for (const one of asked) {
    const path = one.pack + "/" + one.module;
    const module = modules.querySelector(`[data-module="${path}"]`);
    isAsked[path] = true;
    if (module) askedCards.push(cardOf(mine, module, body.lessons, one.due_on, !askedCards.length));
  }
  const begun = Array.from(modules.children).filter(
    (module) => !isAsked[module.dataset.module] && Object.keys(body.lessons).some((path) => path.indexOf(module.dataset.module + "/") === 0),
  );
  place("asked", askedCards);
  place("begun", begun.map((module, at) => cardOf(mine, module, body.lessons, null, !at && !askedCards.length)));
  const isGuest = !body.profile;
  show("plain", false);
  show("guest", isGuest);
  show("erased", body.erased);
  show("member", !isGuest);
  show("nothing", !askedCards.length);
  show("begun-too", begun.length);
  show("again", !isGuest && body.state === "signed-out");
  show("joined", location.hash === "#joined");
  show("unsent", body.unsent);
  put("unsent", (isGuest ? mine.dataset.kept : mine.dataset.unsent).replace("{n}", inDigits(body.unsent)));
  show("settings", !isGuest);
  show("phone", true);
  fillRefused(mine, part, modules, body.refused);
}

function cardOf(mine, module, lessons, due, isFirst) {
  const card = document.importNode(module, true);
  const part = (name) => card.querySelector(`[data-card="${name}"]`);
  const links = Array.from(card.querySelectorAll("[data-lesson]"));
  const isDone = (link) => (lessons[module.dataset.module + "/" + link.dataset.lesson] || {}).completed_at;
  const done = links.filter(isDone).length;
  part("sum").textContent = mine.dataset.sum.replace("{done}", inDigits(done)).replace("{total}", inDigits(links.length));
  part("bar").value = done;
  if (due) part("due").textContent = mine.dataset.due.replace("{day}", dayOf(mine, due));
  part("due").hidden = !due;
  part("finished").hidden = done < links.length;
  const next = links.find((link) => !isDone(link));
  for (const link of links) if (link !== next) link.remove();
  if (next) {
    next.textContent = (done ? mine.dataset.on : mine.dataset.begin).replace("{lesson}", next.textContent);
    next.className = "btn wide" + (isFirst ? "" : " secondary");
  }
  return card;
}

/** @param {string} date as 2026-03-01 @return {string} in words, by the patterns that the page brings */
function dayOf(mine, date) {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  return JSON.parse(mine.dataset.days)[month - 1].replace("{day}", inDigits(day)).replace("{year}", inDigits(year));
}

function fillRefused(mine, part, modules, refused) {
  part("refused").hidden = !refused.length;
  const list = part("refused-list");
  list.textContent = "";
  for (const { event, reason, at } of refused) {
    const row = document.importNode(document.getElementById("refused-row").content, true);
    const lesson = modules.querySelector(`[data-module="${event.pack}/${event.module}"] [data-lesson="${event.lesson}"]`);
    row.querySelector("b").textContent = lesson ? lesson.textContent : [event.pack, event.module, event.lesson].join("/");
    row.querySelector("span").textContent = dayOf(mine, at);
    row.querySelector("small").textContent = reason;
    list.appendChild(row);
  }
  const forget = part("forget");
  part("save").onclick = async () => {
    if ((await saveUnsent()) === OK) forget.hidden = false;
  };
  forget.onclick = async () => {
    await ask("refused/forget", { ids: refused.map((one) => one.event.id) });
    fillRefused(mine, part, modules, []);
  };
}

/** Send first; what can't be sent is offered on the page of this phone. Without a profile the form goes its way. */
async function signOut(event) {
  if (!navigator.serviceWorker || !navigator.serviceWorker.controller) return;
  event.preventDefault();
  const form = event.target;
  const { body } = await ask("me");
  if (!body.profile) return form.submit();
  const { status } = await ask("leave", { id: body.profile.id, unsent: "send-first" });
  location.replace(status === 200 ? form.dataset.home : form.dataset.phone);
}

/* Who uses this phone: choosing one's place, its picture, its lock, and leaving. All of it is in the worker's hands. */
import { OK, ask } from "../phone/asking.js";
import { leave, save, showUnsent } from "./leaving.js";
import { chooseLock, closePlace, openPlace, removeLock } from "./locking.js";
import { armPad } from "./pad.js";
import { lookOf, showFace, showPeople } from "./people.js";
import { find, findAll, say, sayFailed, show, showWhen } from "./views.js";

const LOCKED = 423;
const now = { person: null, unsent: 0 };
const deeds = {
  close: () => closePlace(() => begin("who", "locked")),
  remove: () => removeLock(now.person, () => begin("mine", "unlocked")),
  save,
};

/** Ask the phone who is there, and show a section. @param {string} view @param {string} [saying] what has happened */
async function begin(view, saying) {
  const { status, body } = await ask("me");
  if (status !== OK && status !== LOCKED) return;
  now.person = body.profile || null;
  now.unsent = body.unsent || 0;
  showPeople(body.profiles, status === LOCKED ? undefined : now.person, pick);
  showCurrent(false);
  show(view === "mine" && !now.person ? "who" : view);
  if (saying) say(saying);
}

/** Show what belongs to the person who is there, or who is to open their place. @param {boolean} isOpening */
function showCurrent(isOpening) {
  const { person, unsent } = now;
  showWhen({
    chosen: person,
    locked: person && person.has_lock,
    unlocked: person && !person.has_lock && self.crypto && crypto.subtle,
    unsent,
    opening: isOpening,
  });
  showUnsent(unsent);
  if (person) showFace(person);
}

async function pick(person) {
  if (person && now.person && person.id === now.person.id) return show("mine");
  if (person && person.has_lock && !person.is_open) {
    now.person = person;
    showCurrent(true);
    return openPlace(person, goOn);
  }
  const { status } = await ask("profiles/choose", { id: person && person.id });
  if (status === OK) goOn();
  else sayFailed(status);
}

/** Back to the lesson that led here, else to the learner's own page. */
function goOn() {
  const before = document.createElement("a");
  before.href = document.referrer;
  const isLesson = before.origin === location.origin && /^\/[\w-]+\/learn\//.test(before.pathname);
  location.assign(isLesson ? before.href : find("#phone").dataset.me);
}

async function changeLook(event) {
  event.preventDefault();
  const chosen = (name) => find(`[name="${name}"]:checked`).value;
  const { status } = await ask("profiles/look", { picture: chosen("picture"), colour: chosen("colour") });
  if (status === OK) begin("mine", "saved");
  else sayFailed(status);
}

function showView(name) {
  if (name === "who") return begin("who");
  if (name === "look") showLook();
  show(name);
}

function showLook() {
  const look = lookOf(now.person);
  for (const name of ["picture", "colour"]) find(`[name="${name}"][value="${look[name]}"]`).checked = true;
}

function tryLook() {
  const chosen = (name) => find(`[name="${name}"]:checked`).value;
  showFace(Object.assign({}, now.person, { picture: chosen("picture"), colour: chosen("colour") }));
}

findAll("[data-show]").forEach((button) => button.addEventListener("click", () => showView(button.dataset.show)));
findAll("[data-do]").forEach((button) => button.addEventListener("click", () => deeds[button.dataset.do]()));
findAll("[data-kind]").forEach((button) => button.addEventListener("click", () => chooseLock(button.dataset.kind, () => begin("mine", "saved"))));
findAll("[data-leave]").forEach((button) => button.addEventListener("click", () => leave(now.person.id, button.dataset.leave, () => begin("who", "left"))));
find("[data-on]").addEventListener("click", goOn);
find('[data-view="look"] form').addEventListener("submit", changeLook);
find('[data-view="look"] form').addEventListener("change", tryLook);
armPad();
begin("who");
if (navigator.serviceWorker) {
  navigator.serviceWorker.addEventListener("controllerchange", () => find('[data-view="plain"]').hidden || begin("who"));
}

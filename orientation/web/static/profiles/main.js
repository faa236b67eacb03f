/* Who uses this phone: choosing one's place, its picture, its lock, and leaving. All of it is in the worker's hands. */
import { find, findAll, show } from "../app/words.js";
import { OK, ask, saveUnsent } from "../phone/asking.js";
import { leave, showUnsent } from "./leaving.js";
import { askSecret, chooseLock } from "./locking.js";
import { armPad } from "./pad.js";
import { lookOf, showFace, showPeople } from "./people.js";
import { say, sayFailed, showView, tell } from "./views.js";

const LOCKED = 423;
let me = null;
const deeds = {
  close: () => tell("lock/close", {}, () => begin("who", "locked")),
  remove: () => askSecret(me, "present", "lock/remove", () => begin("mine", "unlocked")),
  save: async () => {
    const status = await saveUnsent();
    if (status !== OK) sayFailed(status);
  },
};

/** Ask the phone who is there, and show a section. @param {string} view @param {string} [saying] what has happened */
async function begin(view, saying) {
  const { status, body } = await ask("me");
  if (status !== OK && status !== LOCKED) return;
  me = body.profile || null;
  showPeople(body.profiles, status === OK ? me && me.id : undefined, pick);
  showMe(false);
  showUnsent(body.unsent || 0);
  showView(me || view !== "mine" ? view : "who");
  if (saying) say(saying);
}

/** Show what belongs to the person who is there, or who is to open their place. @param {boolean} opening */
function showMe(opening) {
  const canLock = self.crypto && crypto.subtle;
  show({ chosen: me, locked: me && me.has_lock, unlocked: me && !me.has_lock && canLock, opening });
  if (me) showFace(me);
}

function pick(person) {
  if (person && me && person.id === me.id) return showView("mine");
  if (!person || !person.has_lock || person.is_open) return tell("profiles/choose", { id: person && person.id }, goOn);
  me = person;
  showMe(true);
  return askSecret(me, "open", "lock/open", goOn);
}

/** Back to the lesson that led here, else to the learner's own page. */
function goOn() {
  const { origin, pathname, href } = new URL(document.referrer || location.href);
  const isLesson = origin === location.origin && /^\/[\w-]+\/learn\//.test(pathname);
  location.assign(isLesson ? href : find("#phone").dataset.me);
}

/** @returns {{picture: string, colour: string}} what is ticked */
function lookChosen() {
  const chosen = (name) => find(`[name="${name}"]:checked`).value;
  return { picture: chosen("picture"), colour: chosen("colour") };
}

function changeView(name) {
  if (name === "who") return begin("who");
  const look = name === "look" && lookOf(me);
  for (const part in look) find(`[name="${part}"][value="${look[part]}"]`).checked = true;
  return showView(name);
}

/** @param {string} name of a data attribute @param {(value: string) => void} work what a tap on who has it does */
function onTap(name, work) {
  findAll(`[data-${name}]`).forEach((button) => (button.onclick = () => work(button.dataset[name])));
}

onTap("show", changeView);
onTap("do", (name) => deeds[name]());
onTap("kind", (kind) => chooseLock(kind, () => begin("mine", "saved")));
onTap("leave", (unsent) => leave(me.id, unsent, () => begin("who", "left")));
onTap("on", goOn);
const form = find('[data-view="look"] form');
form.onsubmit = (event) => {
  event.preventDefault();
  tell("profiles/look", lookChosen(), () => begin("mine", "saved"));
};
form.onchange = () => showFace(Object.assign({}, me, lookChosen()));
armPad();
begin("who");
if (navigator.serviceWorker) {
  navigator.serviceWorker.addEventListener("controllerchange", () => find('[data-view="plain"]').hidden || begin("who"));
}

/* A lock before somebody's place: opening it, setting another, taking it away, closing it. */
import { OK, ask } from "../phone/asking.js";
import { enter, forget, makeWait, setBusy } from "./pad.js";
import { say, sayFailed, show } from "./views.js";

const REFUSED = 403;

/**
 * Let a locked place be opened.
 * @param {import("./people.js").Person} person @param {() => void} onOpen
 */
export function openPlace(person, onOpen) {
  enter(person.lock || "digits", "open", (secret) => tryOut("lock/open", { id: person.id, secret }, onOpen));
}

/** Choose a lock: twice the same. @param {"digits" | "pictures"} kind @param {() => void} onSet */
export function chooseLock(kind, onSet) {
  enter(kind, "new", (first) => enter(kind, "again", (second) => (first === second ? set(kind, first, onSet) : beginAgain(kind, onSet))));
}

/** Take the lock away, for whoever knows it. @param {import("./people.js").Person} person @param {() => void} onRemoved */
export function removeLock(person, onRemoved) {
  enter(person.lock || "digits", "present", (secret) => tryOut("lock/remove", { secret }, onRemoved));
}

/** Close the place. @param {() => void} onClosed */
export async function closePlace(onClosed) {
  const { status } = await ask("lock/close", {});
  if (status !== OK) return sayFailed(status);
  onClosed();
}

function beginAgain(kind, onSet) {
  chooseLock(kind, onSet);
  say("differs");
}

async function set(kind, secret, onSet) {
  setBusy(true);
  const { status } = await ask("lock", { kind, secret });
  setBusy(false);
  if (status === OK) return onSet();
  show("lock");
  sayFailed(status);
}

async function tryOut(what, given, onRight) {
  setBusy(true);
  const { status, body } = await ask(what, given);
  setBusy(false);
  forget();
  if (status === OK) onRight();
  else if (status !== REFUSED) sayFailed(status);
  else if (body.wait) makeWait(body.wait);
  else say("wrong", { left: body.left });
}

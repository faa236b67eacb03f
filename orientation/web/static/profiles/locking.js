/* A lock before somebody's place: opening it, setting another, taking it away. */
import { OK, ask } from "../phone/asking.js";
import { enter, forget, makeWait, setBusy } from "./pad.js";
import { say, sayFailed, showView } from "./views.js";

const REFUSED = 403;

/**
 * Let whoever knows the secret do something: open a locked place, or take the lock away.
 * @param {import("./people.js").Person} person @param {string} title @param {string} what @param {() => void} onRight
 */
export function askSecret(person, title, what, onRight) {
  enter(person.lock, title, async (secret) => {
    setBusy(true);
    const { status, body } = await ask(what, { id: person.id, secret });
    setBusy(false);
    forget();
    if (status === OK) onRight();
    else if (status !== REFUSED) sayFailed(status);
    else if (body.wait) makeWait(body.wait);
    else say("wrong", { left: body.left });
  });
}

/** Choose a lock: twice the same. @param {"digits" | "pictures"} kind @param {() => void} onSet */
export function chooseLock(kind, onSet) {
  const repeat = (first) => enter(kind, "again", (second) => (first === second ? setLock(first) : beginAgain()));
  const beginAgain = () => {
    chooseLock(kind, onSet);
    say("differs");
  };
  const setLock = async (secret) => {
    setBusy(true);
    const { status } = await ask("lock", { kind, secret });
    setBusy(false);
    if (status === OK) return onSet();
    showView("lock");
    sayFailed(status);
  };
  enter(kind, "new", repeat);
}

/* Leaving a shared phone: what was done is sent or saved first, then nothing of it stays here. */
import { fill, find, findAll, show } from "../app/words.js";
import { OK, ask } from "../phone/asking.js";
import { say, sayFailed } from "./views.js";

const UNSENT = 409;

/** @param {number} unsent how many things only this phone has */
export function showUnsent(unsent) {
  fill(find("[data-count]"), { unsent });
  show({ unsent }, find('[data-view="leave"]'));
}

/** Remove somebody's place. @param {string} id @param {string} unsent keep-nothing or send-first @param {() => void} onGone */
export async function leave(id, unsent, onGone) {
  const setBusy = (isBusy) => findAll("[data-leave]").forEach((button) => (button.disabled = isBusy));
  setBusy(true);
  const { status, body } = await ask("leave", { id, unsent });
  setBusy(false);
  if (status === OK) return onGone();
  if (status !== UNSENT) return sayFailed(status);
  showUnsent(body.unsent);
  say("unsent");
}

/* Leaving a shared phone: what was done is sent or saved first, then nothing of it stays here. */
import { inDigits } from "../app/digits.js";
import { OK, ask, saveUnsent } from "../phone/asking.js";
import { find, findAll, say, sayFailed } from "./views.js";

const UNSENT = 409;

/** @param {number} unsent how many things only this phone has */
export function showUnsent(unsent) {
  const line = find("[data-count]");
  line.dataset.count = line.dataset.count || line.textContent;
  line.textContent = line.dataset.count.replace("{unsent}", inDigits(unsent));
}

/** Remove somebody's place. @param {string} id @param {string} unsent keep-nothing or send-first @param {() => void} onGone */
export async function leave(id, unsent, onGone) {
  const buttons = findAll("[data-leave]");
  buttons.forEach((button) => (button.disabled = true));
  const { status, body } = await ask("leave", { id, unsent });
  buttons.forEach((button) => (button.disabled = false));
  if (status === OK) return onGone();
  if (status !== UNSENT) return sayFailed(status);
  showUnsent(body.unsent);
  findAll('[data-when="unsent"]').forEach((part) => (part.hidden = false));
  say("unsent");
}

/** Give what is not sent as a file. */
export async function save() {
  const status = await saveUnsent();
  if (status !== OK) sayFailed(status);
}

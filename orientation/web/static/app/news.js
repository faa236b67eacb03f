/** A quiet sign at the way to the downloads when a pack on this phone has something new. The worker asks once a day. */
import { ask } from "../phone/asking.js";
import { find } from "./words.js";

/** Milliseconds: by then the page has what it needs. */
const QUIET = 2000;

/** Show it, once the page is quiet. */
export function startNews() {
  const sign = find("[data-newer]");
  if (sign) setTimeout(async () => (sign.hidden = !(await ask("updates")).body.newer), QUIET);
}

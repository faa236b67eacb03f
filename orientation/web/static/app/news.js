/** A quiet sign at the way to the downloads when a pack on this phone has something new. The worker asks once a day. */
import { ask } from "../phone/asking.js";
import { whenPhone } from "./phone.js";

/** Milliseconds: by then the page has what it needs. */
const QUIET = 2000;

/** Show it, once the page is quiet. */
export function startNews() {
  const sign = document.querySelector("[data-newer]");
  if (!sign) return;
  whenPhone(() =>
    setTimeout(async () => {
      const { body } = await ask("updates");
      sign.hidden = !body.newer;
    }, QUIET),
  );
}

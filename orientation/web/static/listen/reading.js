/* Reads one unit after the other and shows which. A unit sounds by the player of its card, by its part's own sound, or by
   a voice of the phone; one that can't is passed over, and said at the end. */
import { playRange, playWord, silence } from "./sounds.js";
import { hush, voiceOf } from "./voices.js";

const SHOWN = "said";
const now = { run: 0, isSlow: false, done: null };

/** Choose the speed; without an argument only ask. @param {boolean} [isSlow] @return {boolean} */
export function pace(isSlow) {
  if (isSlow !== undefined) now.isSlow = isSlow;
  return now.isSlow;
}

/**
 * Read the units until the end, or until stop().
 * @param {Element[]} units
 * @param {function(string=): void} done hears when it is over: "none" or "some" could not be spoken
 */
export async function read(units, done) {
  const run = ++now.run;
  now.done = done;
  let missed = 0;
  for (const unit of units) {
    const isSpoken = await sound(unit, () => run === now.run);
    if (run !== now.run) return;
    hide();
    if (!isSpoken) missed++;
  }
  silence();
  now.done = null;
  done(missed === units.length ? "none" : missed ? "some" : undefined);
}

/** End what is being read. */
export function stop() {
  now.run++;
  hush();
  silence();
  hide();
  const done = now.done;
  now.done = null;
  if (done) done();
}

/** @return {Promise<boolean>} whether it could be heard */
async function sound(unit, isWanted) {
  const recorded = unit.hasAttribute("data-w") ? playWord(unit, now.isSlow) : playRange(unit, now.isSlow);
  if (recorded) show(unit);
  if (recorded && (await recorded)) return true;
  const speak = isWanted() && voiceOf(unit);
  if (!speak) return false;
  silence();
  show(unit);
  await speak(now.isSlow, isWanted);
  return true;
}

function show(unit) {
  unit.classList.add(SHOWN);
  const { top, bottom } = unit.getBoundingClientRect();
  if (top < 80 || bottom > window.innerHeight) unit.scrollIntoView({ block: "center" });
}

function hide() {
  document.querySelectorAll(`.${SHOWN}`).forEach((unit) => unit.classList.remove(SHOWN));
}

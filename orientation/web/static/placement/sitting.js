/**
 * Finding one's place: asks a task at a time until enough is known, then how well the learner speaks, then shows where to
 * begin. Nothing says whether an answer was right. Each answer is kept before the next task is asked, so a closed browser
 * costs nothing: it goes on where it stopped.
 */
import { fill, find, findAll, show } from "../app/words.js";
import { KEPT, whyNot } from "../lesson/keeping.js";
import { startStopwatch } from "../lesson/stopwatch.js";
import { word } from "../lesson/words.js";
import { OK, ask } from "../phone/asking.js";
import { estimates, nextTask, readsLetters, suggestion, unitToStart } from "./adaptive.js";
import { putTask, readTask } from "./task.js";

const LOCKED = 423;
/** Tasks of a skill after which the bar is as good as at its end. */
const USUAL_TASKS = 16;
const SKILLS_OF_TASKS = ["listening", "script", "reading", "writing"];

/** What is kept of a sitting. `seen` are tasks of earlier ones, `able` what the learner says of speaking. */
function newSitting(seen) {
  return { key: String(Math.random()), seen, answers: [], able: [], silent: [] };
}

export class Placement {
  constructor(box, { pack, version }, bank) {
    Object.assign(this, { box, pack, bank, version: Number(version), flags: {}, isBusy: false });
    this.place = { pack, version: this.version, module: bank.units[0], lesson: "placement" };
  }

  /** Fill the page from what the phone has, and listen. */
  async open() {
    const { status, body } = await ask(`placement?pack=${this.pack}`);
    if (status === LOCKED) this.say("locked");
    if (status !== OK) return;
    Object.assign(this, { who: body.who, sitting: body.sitting || newSitting([]), seconds: startStopwatch() });
    this.placed = added(body.placed, body.unsent);
    this.placed.member = body.member;
    for (const button of findAll("[data-do]", this.box)) button.onclick = () => this.once(() => this[button.dataset.do]());
    for (const button of findAll("[data-able]", this.box)) button.onclick = () => this.once(() => this.judge(Number(button.dataset.able)));
    find("form", this.box).onsubmit = (event) => {
      event.preventDefault();
      this.once(() => this.answer());
    };
    if (!this.isBegun() && this.placed.last) return this.tell();
    this.display({ start: true, begun: this.isBegun() });
  }

  isBegun() {
    return this.sitting.answers.length + this.sitting.silent.length > 0;
  }

  /** One thing after the other, however often somebody taps. */
  async once(work) {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await work();
    } finally {
      this.isBusy = false;
    }
  }

  explain() {
    this.display({ explain: true });
    this.focus("explain");
  }

  go() {
    this.seconds();
    return this.next();
  }

  /** Begin anew: what was asked before is asked again only when nothing else is left. */
  async anew() {
    const { seen, answers } = this.sitting;
    if (await this.keep(newSitting(seen.concat(answers.map(([task]) => task))))) await this.explain();
  }

  stop() {
    this.display({ start: true, begun: this.isBegun() });
    find("[data-do=go]", this.box).focus();
  }

  /** Ask the next task, or how well the learner speaks, or tell the result. */
  async next() {
    const bank = this.bank.tasks.filter(({ id }) => !this.sitting.silent.includes(id));
    const given = this.answered();
    this.task = nextTask(bank, given, this.sitting.seen);
    if (!this.task) return this.askAble();
    try {
      const parts = await putTask(this.box, this.task, () => this.display(Object.assign({}, this.flags, { silent: true })));
      this.display(Object.assign({ task: true, [this.task.ask]: true }, parts));
    } catch (error) {
      return this.display({ away: true });
    }
    const skills = SKILLS_OF_TASKS.filter((name) => this.bank.tasks.some(({ skill }) => skill === name));
    const tasks = given.filter(({ task }) => this.bank.tasks.some(({ id, skill }) => id === task && skill === this.task.skill)).length;
    find("[data-far]", this.box).value = (skills.indexOf(this.task.skill) + Math.min(0.9, tasks / USUAL_TASKS)) / (skills.length + 1);
    this.focus("task", "legend");
    return undefined;
  }

  answer() {
    const given = readTask(this.box, this.task);
    if (given === undefined) return this.display(Object.assign({}, this.flags, { nothing: true }));
    return this.add(given);
  }

  unsure() {
    return this.add(false);
  }

  async add(isRight) {
    const { answers } = this.sitting;
    if (await this.keep({ answers: answers.concat([[this.task.id, isRight]]) })) await this.next();
  }

  /** A sound that can't be had now says nothing of the learner. */
  async pass() {
    if (await this.keep({ silent: this.sitting.silent.concat(this.task.id) })) await this.next();
  }

  askAble() {
    const { speaking } = this.bank;
    const at = this.sitting.able.length;
    if (at >= speaking.length) return this.end();
    for (const one of findAll("[data-can]", this.box)) one.hidden = one.dataset.can !== speaking[at];
    this.display({ speaking: true });
    find(`[data-can="${speaking[at]}"] legend`, this.box).focus();
    return undefined;
  }

  async judge(able) {
    if (await this.keep({ able: this.sitting.able.concat(able) })) await this.askAble();
  }

  /** Keep the result, then forget the answers. */
  async end() {
    const { sitting } = this;
    const levels = this.levels();
    if (!(await this.did("placed", levels, { seconds: Math.min(this.seconds(), 3600), key: sitting.key }))) return;
    await this.keep(newSitting(sitting.seen.concat(sitting.answers.map(([task]) => task))));
    Object.assign(this.placed, added(this.placed, [{ verb: "placed", answer: levels }]));
    this.tell();
  }

  levels() {
    const { units, speaking, tasks } = this.bank;
    const known = estimates(tasks, this.answered());
    const levels = {};
    const unit = (number) => (number < units.length ? units[number] : null);
    for (const skill in known) {
      if (!known[skill].tasks) continue;
      const mean = Math.round(known[skill].mean * 100) / 100;
      const isScript = skill === "script";
      levels[skill] = { level: mean, unit: isScript ? unit(readsLetters(known) ? units.length : 0) : unit(unitToStart(units.length, known[skill].mean)) };
    }
    const { able } = this.sitting;
    const open = able.findIndex((how) => how < 2);
    if (able.length) levels.speaking = { level: able.reduce((sum, how) => sum + how, 0), unit: open < 0 ? null : speaking[open] };
    return levels;
  }

  answered() {
    return this.sitting.answers.map(([task, right]) => ({ task, right }));
  }

  /** Show where to begin, and what is known in each skill. */
  tell() {
    const { units, letters } = this.bank;
    const { first, last, shared, member } = this.placed;
    const numberOf = (level) => (level.unit === null ? units.length : Math.max(0, units.indexOf(level.unit)));
    const starts = ["listening", "reading"].filter((skill) => last[skill]).map((skill) => numberOf(last[skill]));
    const start = starts.length ? Math.min(...starts) : 0;
    for (const link of findAll("[data-unit]", this.box)) link.hidden = link.dataset.unit !== units[start];
    for (const row of findAll("[data-skill]", this.box)) {
      const level = last[row.dataset.skill];
      row.hidden = !level;
      if (!level) continue;
      const n = numberOf(level);
      const before = first[row.dataset.skill] ? numberOf(first[row.dataset.skill]) : n;
      const part = n / units.length;
      show({ none: n === 0, some: n && part <= 0.5, much: part > 0.5 && part < 1, all: part === 1, gained: before < n }, row);
      const bar = find("progress", row);
      if (bar) {
        bar.value = n;
        fill(find("[data-sum]", row), { n, total: units.length });
        fill(find("[data-gain]", row), { n: before, total: units.length });
      }
    }
    this.display({ result: true, member, shared, finished: start === units.length, letters: letters && last.script && last.script.unit !== null });
    this.focus("result");
  }

  share() {
    return this.sharing(true);
  }

  withdraw() {
    return this.sharing(false);
  }

  async sharing(shared) {
    if (!(await this.did("shared", shared, {}))) return;
    this.placed.shared = shared;
    this.display(Object.assign({}, this.flags, { shared }));
    find(`[data-do=${shared ? "withdraw" : "share"}]`, this.box).focus();
  }

  /** Have the worker write an event down. @returns {Promise<boolean>} whether it is kept */
  async did(verb, answer, more) {
    const deed = Object.assign({ verb, item: verb, answer, who: this.who, key: String(Math.random()) }, this.place, more);
    const { status } = await ask("did", deed);
    if (status === KEPT) document.dispatchEvent(new Event("did"));
    this.say(status === KEPT ? "" : whyNot(status) || "failed");
    return status === KEPT;
  }

  /** Have the worker keep how far it is. @returns {Promise<boolean>} whether it is kept */
  async keep(news) {
    const sitting = Object.assign({}, this.sitting, news);
    const { status } = await ask("placement", { who: this.who, pack: this.pack, sitting });
    if (status === OK) this.sitting = sitting;
    this.say(status === OK ? "" : whyNot(status) || "failed");
    return status === OK;
  }

  display(flags) {
    this.flags = Object.assign({ ready: true }, flags);
    const rows = findAll("[data-skill]", this.box).map((row) => [row, findAll("[data-when]", row).map((part) => [part, part.hidden])]);
    show(this.flags, this.box);
    for (const [, parts] of rows) for (const [part, isHidden] of parts) part.hidden = isHidden; // each has flags of its own
  }

  focus(name, what) {
    const part = find(`[data-when=${name}] ${what || "h2"}`, this.box);
    part.focus();
    if (part.getBoundingClientRect().top < 0) part.scrollIntoView();
  }

  /** Say in the page's words why something isn't kept; nothing when all is well. */
  say(name) {
    const place = find("[data-said]", this.box);
    place.textContent = "";
    if (name) place.appendChild(word(name));
  }
}

/** @returns {{first: Object, last: Object, shared: boolean}} the server's row and what it hasn't heard of, added up */
function added(row, events) {
  const sum = { first: row && (row.first_levels || row.first), last: row && (row.last_levels || row.last), shared: Boolean(row && (row.is_shared || row.shared)) };
  for (const { verb, answer } of events) {
    if (verb === "shared") sum.shared = answer;
    else Object.assign(sum, { first: sum.first || answer, last: answer });
  }
  return sum;
}

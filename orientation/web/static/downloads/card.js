/** One pack's card: what its state is, what was chosen, and what its buttons do. */
import { get, put, remove } from "../phone/db.js";
import { Halt } from "./check.js";
import { askToPersist, isCostly, seemsToFit, soundFormat } from "./connection.js";
import { makeFile } from "./handover.js";
import { carryOut, forget, progressOf, sweep } from "./install.js";
import { planInstall, planUpdate } from "./plan.js";
import { dayWords, fill, show, sizeWords } from "./words.js";

const LONGEST = 60000;

export class Card {
  /** @param {Element} box with `data-pack`, `data-locale`, and for packs of this page what they weigh */
  constructor(box) {
    this.box = box;
    this.key = `${box.dataset.pack}/${box.dataset.locale}`;
    this.state = "";
    this.flags = {};
    this.tries = 0;
    this.format = soundFormat();
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this[button.dataset.do]();
    });
    box.addEventListener("change", (event) => this.choose(event.target));
    for (const input of this.inputs("sound")) fill(input.parentNode.querySelector("[data-slot]"), { size: sizeWords(this.weigh(input)) });
  }

  inputs(name) {
    return Array.from(this.box.querySelectorAll(`[name=${name}]`));
  }

  weigh(part) {
    return +part.dataset[this.format];
  }

  slot(name) {
    return this.box.querySelector(`[data-slot=${name}]`);
  }

  /** Begin: show what is here, choose what suits the network, go on with what was not finished. */
  async begin() {
    [this.install, this.plan] = [await get("installs", this.key), await get("partials", this.key)];
    const asked = this.plan || this.install || (isCostly() ? { sounds: [] } : undefined);
    for (const input of this.inputs("pictures")) input.checked = asked ? asked.pictures : true;
    for (const input of this.inputs("sound")) input.checked = asked ? asked.sounds.includes(input.value) : true;
    this.choose();
    if (this.plan && this.plan.isPaused) this.draw("paused");
    else if (this.plan) this.resume();
  }

  choose(changed) {
    const sounds = this.inputs("sound");
    if (changed && changed.name === "all") for (const input of sounds) input.checked = input.disabled || changed.checked;
    for (const input of this.inputs("all")) input.checked = sounds.every((one) => one.checked);
    this.draw(this.state);
  }

  /** Mark what the officer asked for. */
  mark(modules) {
    this.asked = modules;
    for (const input of this.inputs("sound")) if (modules.includes(input.value)) input.parentNode.querySelector("[data-badge]").hidden = false;
  }

  /** Choose the sound of what was asked, and of nothing else. */
  chooseAsked() {
    for (const input of this.inputs("sound")) input.checked = !isCostly() && this.asked.includes(input.value);
    this.choose();
  }

  /** What was chosen, as a plan wants it. */
  wish() {
    const { box, install } = this;
    const sounds = this.inputs("sound").filter((input) => input.checked);
    return {
      title: box.dataset.title || install.title,
      pictures: this.inputs("pictures").some((input) => input.checked),
      sounds: sounds.map((input) => input.value),
      plays: this.format,
    };
  }

  /** @return {number} bytes of what was chosen and isn't here */
  cost() {
    const { box, install } = this;
    const here = install || { sounds: [] };
    const pictures = this.wish().pictures && !here.pictures ? +box.dataset.pictures : 0;
    const sounds = this.inputs("sound").filter((input) => input.checked && !here.sounds.includes(input.value));
    const shared = sounds.length && !here.sounds.length ? Array.from(box.querySelectorAll("[data-shared]")) : [];
    const text = install ? 0 : +box.dataset.text;
    return sounds.concat(shared).reduce((sum, part) => sum + this.weigh(part), text + pictures);
  }

  draw(state) {
    const { box, install, plan } = this;
    this.state = state;
    const focused = box.contains(document.activeElement) && document.activeElement;
    const isOffered = "text" in box.dataset;
    const busy = ["going", "paused", "waiting", "full", "damaged"].includes(state);
    const more = isOffered && this.cost();
    const flags = { here: install, busy, choosing: isOffered && !busy, more, shares: this.canShare(), adding: plan && install && plan.version === install.version };
    if (install) {
      for (const input of this.inputs("sound")) if (install.sounds.includes(input.value)) input.disabled = true;
      for (const input of this.inputs("pictures")) input.disabled = install.pictures;
      fill(this.slot("day"), { day: dayWords(install.updated_at) });
    } else for (const input of box.querySelectorAll("input")) input.disabled = false;
    for (const button of box.querySelectorAll("[data-do=get]")) fill(button, { size: sizeWords(more || 0) });
    if (busy) {
      const { done, total } = progressOf(plan || { todo: [] });
      box.querySelector("progress").value = total && done / total;
      fill(this.slot("progress"), { done: sizeWords(done), total: sizeWords(total) });
    }
    show(box, Object.assign(flags, this.flags, { [state]: true }));
    const next = focused && !focused.offsetParent && box.querySelector("[data-when]:not([hidden]) > [data-do]");
    if (next) next.focus();
  }

  canShare() {
    return this.file && navigator.canShare && navigator.canShare({ files: [this.file] });
  }

  /** Say that the server has something newer. */
  note(found) {
    const { install } = this;
    this.flags.newer = install && found && (!found.version || found.version > install.version);
    if (this.flags.newer) fill(this.slot("newer"), { size: sizeWords(found.bytes) });
    this.draw(this.state);
  }

  get() {
    const wish = this.wish();
    const bytes = this.cost();
    askToPersist();
    return this.start(() => planInstall(this.key, wish), bytes);
  }

  update() {
    return this.start(() => planUpdate(this.install), 0);
  }

  /** Make a plan and carry it out. Once told that the disk is full, the browser's guess isn't asked again. */
  start(makePlan, bytes) {
    const isTold = this.state === "full";
    this.makePlan = makePlan;
    this.flags = { newer: this.flags.newer };
    return this.attempt(async (run) => {
      if (!isTold && !(await seemsToFit(bytes))) throw new Halt("full");
      const plan = await makePlan();
      if (this.current !== run) throw new Halt("paused");
      this.plan = plan;
      if (plan) return this.carryOn(run);
      this.flags = { current: true };
    });
  }

  /** Go on with the plan that is there. */
  resume() {
    return this.attempt((run) => this.carryOn(run));
  }

  async carryOn(run) {
    const { plan } = this;
    plan.isPaused = false;
    await put("partials", plan);
    await carryOut(plan, (isReadable) => {
      if (this.current !== run) throw new Halt("paused");
      if (isReadable) get("installs", this.key).then((install) => (this.install = install));
      this.tries = 0;
      this.draw("going");
    });
    this.plan = undefined;
    this.flags = {};
  }

  /** Do it, and show how it ended. Only the newest attempt may say so. */
  async attempt(work) {
    clearTimeout(this.timer);
    const run = (this.current = {});
    this.draw("going");
    let state = "";
    try {
      await work(run);
    } catch (error) {
      state = error instanceof Halt ? error.state : error.name === "QuotaExceededError" ? "full" : "waiting";
      if (state === "waiting" && this.current === run) this.tryLater(error.wait);
    }
    if (this.current !== run) return;
    this.install = await get("installs", this.key);
    this.draw(state);
  }

  tryLater(seconds) {
    const wait = Math.random() * Math.min(LONGEST, 2000 * 2 ** this.tries++);
    this.timer = setTimeout(() => this.again(), Math.max(wait, (seconds || 0) * 1000));
  }

  again() {
    const { plan } = this;
    if (!plan) return this.start(this.makePlan, 0);
    return this.state === "damaged" ? this.start(() => planInstall(this.key, plan), 0) : this.resume();
  }

  async pause() {
    this.stop();
    if (this.plan) await put("partials", Object.assign(this.plan, { isPaused: true }));
    this.draw(this.plan ? "paused" : "");
  }

  stop() {
    clearTimeout(this.timer);
    this.current = undefined;
  }

  async drop() {
    this.stop();
    this.plan = undefined;
    await remove("partials", this.key);
    await sweep();
    this.draw("");
  }

  ask() {
    this.flags.sure = true;
    this.draw(this.state);
  }

  stay() {
    this.flags.sure = false;
    this.draw(this.state);
  }

  async remove() {
    this.stop();
    await forget(this.key);
    this.install = this.plan = undefined;
    this.flags = {};
    if ("text" in this.box.dataset) this.draw("");
    else this.box.remove();
  }

  async give() {
    try {
      this.file = await makeFile(this.install);
    } catch (error) {
      this.makePlan = () => planInstall(this.key, this.install);
      return this.draw("damaged");
    }
    this.flags.made = true;
    fill(this.slot("made"), { size: sizeWords(this.file.size) });
    return this.draw(this.state);
  }

  share() {
    return navigator.share({ files: [this.file] }).catch(() => false); // the learner thought better of it
  }

  save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(this.file);
    link.download = this.file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), LONGEST);
  }
}

/** One pack's card: what its state is, what was chosen, and what its buttons do. */
import { dayOf, fill, find, findAll, show } from "../app/words.js";
import { get, put, remove } from "../phone/db.js";
import { Halt } from "./check.js";
import { askToPersist, isCostly, seemsToFit, soundFormat } from "./connection.js";
import { carryOut, forget, progressOf } from "./install.js";
import { listKept, sweep } from "./kept.js";
import { loadHandover } from "./later.js";
import { planInstall, planUpdate } from "./plan.js";
import { sizeWords } from "./words.js";

const LONGEST = 60000;

export class Card {
  /** @param {Element} box with `data-pack`, `data-locale`, and for packs of this page what they weigh */
  constructor(box) {
    this.box = box;
    this.key = `${box.dataset.pack}/${box.dataset.locale}`;
    this.isOffered = "text" in box.dataset;
    this.inputs = findAll("input", box);
    this.sounds = this.inputs.filter((input) => input.name === "sound");
    this.flags = {};
    this.tries = 0;
    this.format = soundFormat();
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this.act(button.dataset.do);
    });
    box.addEventListener("change", ({ target }) => this.choose((input) => (target.name === "all" && input.name === "sound" ? target.checked : input.checked)));
    for (const input of this.sounds) fill(find("[data-slot]", input.parentNode), { size: sizeWords(this.weigh(input)) });
  }

  /** Do what a button says: this card itself, or what comes later. */
  act(name) {
    if (this[name]) this[name]();
    else loadHandover().then((tools) => tools[name](this), () => this.draw("waiting"));
  }

  weigh(part) {
    return +part.dataset[this.format];
  }

  slot(name) {
    return find(`[data-slot=${name}]`, this.box);
  }

  /** Begin: show what is here, choose what suits the network, go on with what was not finished. */
  async begin() {
    [this.install, this.plan] = [await get("installs", this.key), await get("partials", this.key)];
    const { install, plan } = this;
    const asked = (plan && plan.install) || install;
    this.state = "";
    if (install) {
      const kept = await listKept();
      if (Object.keys(install.files).some((path) => !kept.has(install.files[path]))) {
        await remove("installs", this.key);
        this.install = undefined;
        this.makePlan = () => planInstall(this.key, install);
        this.state = "gone";
      }
    }
    this.choose(({ name, value }) => (asked ? (name === "sound" ? asked.sounds.includes(value) : asked.pictures) : !isCostly()));
    if (plan && plan.isPaused) this.draw("paused");
    else if (plan) this.run();
  }

  /** @param {function(HTMLInputElement): boolean} isChosen */
  choose(isChosen) {
    for (const input of this.inputs) input.checked = input.disabled || isChosen(input);
    for (const input of this.inputs) if (input.name === "all") input.checked = this.sounds.every((one) => one.checked);
    this.draw(this.state);
  }

  /** Mark what the officer asked for. Of a pack that isn't here, choose the sound of that and of nothing else. */
  mark(modules, isChoosing) {
    const isAsked = (input) => modules.includes(input.value);
    for (const input of this.sounds) find("[data-badge]", input.parentNode).hidden = !isAsked(input);
    if (isChoosing) this.choose((input) => (input.name === "sound" ? !isCostly() && isAsked(input) : input.checked));
  }

  /** What was chosen, as a plan wants it. */
  wish() {
    const chosen = this.inputs.filter((input) => input.checked);
    return {
      title: this.isOffered ? this.box.dataset.title : this.install.title,
      pictures: chosen.some((input) => input.name === "pictures"),
      sounds: this.sounds.filter((input) => input.checked).map((input) => input.value),
      plays: this.format,
    };
  }

  /** @return {number} bytes of what was chosen and isn't here */
  cost() {
    const { box, install, sounds } = this;
    const parts = this.inputs.filter((input) => input.checked && !input.disabled && input.name !== "all");
    const isFirst = sounds.some((input) => input.checked) && !sounds.some((input) => input.disabled);
    if (isFirst) parts.push(...findAll("[data-shared]", box));
    return parts.reduce((sum, part) => sum + this.weigh(part), install ? 0 : +box.dataset.text);
  }

  draw(state) {
    const { box, install, plan, isOffered } = this;
    this.state = state;
    const focused = box.contains(document.activeElement) && document.activeElement;
    for (const input of this.inputs) {
      input.disabled = !!install && (input.name === "sound" ? install.sounds.includes(input.value) : input.name === "pictures" && install.pictures);
    }
    const busy = state && state !== "gone";
    const more = isOffered && this.cost();
    for (const button of findAll("[data-do=get]", box)) fill(button, { size: sizeWords(more || 0) });
    if (install) fill(this.slot("day"), { day: dayOf(install.updated_at) });
    const { done, total } = progressOf(plan || { todo: [] });
    find("progress", box).value = total && done / total;
    fill(this.slot("progress"), { done: sizeWords(done), total: sizeWords(total) });
    const adding = plan && install && plan.install.version === install.version;
    show(Object.assign({ here: install, busy, choosing: isOffered && !busy, more, adding, [state]: true }, this.flags), box);
    const next = focused && !focused.offsetParent && find("[data-when]:not([hidden]) > [data-do]", box);
    if (next) next.focus();
  }

  /** Ask whether the server has something newer, and say so. */
  async look() {
    const plan = this.install && !this.state && (await planUpdate(this.install));
    this.flags.newer = plan;
    if (plan) fill(this.slot("newer"), { size: sizeWords(progressOf(plan).total) });
    this.draw(this.state);
  }

  get() {
    const wish = this.wish();
    askToPersist();
    return this.run(() => planInstall(this.key, wish), this.cost());
  }

  update() {
    return this.run(() => planUpdate(this.install));
  }

  /** Go on with what was paused, or try again; what arrived damaged is planned anew. */
  again() {
    const { plan, state } = this;
    return this.run(plan && state === "damaged" ? () => planInstall(this.key, plan.install) : undefined);
  }

  /**
   * Carry out the plan that is there, or make one first; and show how it ended. Only the newest run may say so.
   * @param {function(): Promise=} makePlan a new one, in the place of what was planned
   * @param {number=} bytes that must fit. Once told that the disk is full, the browser's guess isn't asked again.
   */
  async run(makePlan, bytes) {
    clearTimeout(this.timer);
    const run = (this.current = {});
    const goOn = () => {
      if (this.current !== run) throw new Halt("");
    };
    if (makePlan) Object.assign(this, { makePlan, plan: undefined });
    this.flags = { newer: this.flags.newer };
    this.draw("going");
    let state = "";
    try {
      if (!this.plan) {
        if (bytes && !(await seemsToFit(bytes))) throw new Halt("full");
        const plan = await this.makePlan();
        goOn();
        this.plan = plan;
      }
      const { plan } = this;
      if (plan) {
        plan.isPaused = false;
        await put("partials", plan);
        await carryOut(plan, (isReadable) => {
          goOn();
          if (isReadable) get("installs", this.key).then((install) => (this.install = install));
          this.tries = 0;
          this.draw("going");
        });
      }
      this.flags = { current: !plan };
      this.plan = undefined;
    } catch (error) {
      state = error instanceof Halt ? error.state : error.name === "QuotaExceededError" ? "full" : "waiting";
      const wait = Math.max(Math.random() * Math.min(LONGEST, 2000 * 2 ** this.tries++), (error.wait || 0) * 1000);
      if (state === "waiting" && this.current === run) this.timer = setTimeout(() => this.again(), wait);
    }
    const install = await get("installs", this.key);
    if (this.current !== run) return;
    this.install = install;
    this.draw(state);
  }

  async pause() {
    const { plan } = this;
    this.stop();
    if (plan) await put("partials", Object.assign(plan, { isPaused: true }));
    this.draw(plan ? "paused" : "");
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

  /** Ask whether they are sure, or no longer. */
  ask() {
    this.flags.sure = !this.flags.sure;
    this.draw(this.state);
  }

  async remove() {
    this.stop();
    await forget(this.key);
    this.install = this.plan = undefined;
    this.flags = {};
    if (this.isOffered) this.draw("");
    else this.box.remove();
  }
}

/**
 * Practising: a card is shown, thought about, uncovered and rated, for about five minutes. The page says in words when each
 * rating brings the card back.
 *
 * What is kept is never taken away again, so the last rating is held back for as long as it can be taken back: until the next
 * card is rated, the practice ends or the page is left. If the browser is killed in between, that one rating is lost and the
 * card is asked again.
 */
import { fill, filled, find, findAll, show } from "../app/words.js";
import { KEPT, whyNot } from "../lesson/keeping.js";
import { startStopwatch } from "../lesson/stopwatch.js";
import { word } from "../lesson/words.js";
import { OK, ask } from "../phone/asking.js";
import { countKnown, deckOf, hasWords, nextCard, nextDue, waiting } from "./deck.js";
import { review } from "./scheduling.js";
import { partsOf, readWords } from "./shelf.js";
import { playKept } from "./sound.js";
import { waitWords } from "./waits.js";

const SESSION = 300;
const LONGEST = 60;
const LOCKED = 423;
const VERDICTS = ["wrong", "nearly", "right", "right"];

/** The page. @property {Object} held the rating that can still be taken back */
export class Practice {
  constructor(box, { pack, version }) {
    Object.assign(this, { box, pack, version: Number(version), flags: {}, held: null, rated: [], spent: 0, isBusy: false });
  }

  /** Fill the page from what the phone has, and listen. */
  async open() {
    if (!(await this.load())) return;
    this.seconds = startStopwatch();
    for (const button of findAll("[data-do]", this.box)) button.onclick = () => this[button.dataset.do]();
    for (const button of findAll("[data-rating]", this.box)) button.onclick = () => this.rate(Number(button.dataset.rating));
    for (const input of findAll("[name=daily]", this.box)) input.onchange = () => this.changeDaily(Number(input.value));
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("sent", () => this.flags.settled && this.load()); // another phone may have done some
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.flags.settled && this.settle()));
    window.addEventListener("pagehide", () => this.leave());
  }

  /** @returns {Promise<boolean>} whether there is a deck to practise with */
  async load() {
    const { status, body } = await ask(`cards?pack=${this.pack}`);
    if (status === LOCKED) this.say("locked");
    if (status !== OK) return false;
    this.who = body.who;
    try {
      await this.readNeeded(body);
    } catch (error) {
      this.display({ away: true });
      return false;
    }
    this.deck = deckOf(this.words.known, body);
    find(`[name=daily][value="${this.deck.daily}"]`, this.box).checked = true;
    this.settle();
    return true;
  }

  /** Read the words of the modules that were begun; of all, when a word has moved to another. */
  async readNeeded({ completed, cards, reviews }) {
    const all = this.box.dataset.modules.split(" ");
    const begun = all.filter((module) => completed.some((path) => path.indexOf(module + "/") === 0));
    const key = begun.join(" ");
    if (this.words && this.words.key === key) return;
    const none = { known: [], pieces: {} };
    this.words = begun.length ? await readWords(begun) : none;
    const isKnown = ({ card }) => this.words.known.some(({ id }) => id === card);
    if (!cards.concat(reviews).every(isKnown)) this.words = await readWords(all);
    this.words.key = key;
  }

  /** Show how it stands: nothing introduced, something to do, or nothing for now. */
  settle() {
    const now = Date.now();
    const { due, fresh } = waiting(this.deck, now);
    const next = nextDue(this.deck, now);
    const isSome = due.length + fresh.length > 0;
    fill(find("[data-due]", this.box), { n: due.length });
    fill(find("[data-fresh]", this.box), { n: fresh.length });
    fill(find("[data-known]", this.box), { n: countKnown(this.deck) });
    if (next) this.tellWait(find("[data-later]", this.box), next - now);
    const has = hasWords(this.deck);
    this.display({ settled: has, none: !has, start: has && isSome, done: has && !isSome, later: next });
  }

  begin() {
    this.spent = 0;
    this.rated = [];
    this.seconds();
    this.next();
  }

  /** Ask the next card, or end. */
  async next() {
    const last = this.card && this.card.word;
    const card = this.spent < SESSION && nextCard(this.deck, Date.now(), last);
    return card ? this.put(card, false) : this.stop();
  }

  /** Put a card on the table, covered or not. */
  put(card, shown) {
    this.card = card;
    const entry = this.words.pieces[card.word];
    const isHeard = card.side === "hear";
    const front = find("[data-front]", this.box);
    const back = find("[data-back]", this.box);
    front.textContent = back.textContent = "";
    front.append(...(isHeard ? partsOf(entry, "sound") : partsOf(entry, "picture", "meaning")));
    back.append(...(isHeard ? partsOf(entry, "picture", "word", "meaning") : partsOf(entry, "word", "sound")));
    find("progress", this.box).value = this.spent;
    const machine = entry.dataset.spoken === "machine" && (isHeard || shown);
    this.display({ card: true, hear: isHeard, say: !isHeard, shown, machine, held: this.held });
    if (shown) return this.reveal();
    playKept(front);
    find(`[data-when=${card.side}]`, this.box).focus();
  }

  /** Uncover the answer. */
  show() {
    const back = find("[data-back]", this.box);
    const machine = this.words.pieces[this.card.word].dataset.spoken === "machine";
    this.display(Object.assign({}, this.flags, { shown: true, machine }));
    playKept(back);
    this.reveal();
  }

  /** The answer is read out, and the ratings are on the screen. */
  reveal() {
    this.tellWaits();
    find("[data-back]", this.box).focus();
    const last = find("[data-rating='4']", this.box);
    if (last.getBoundingClientRect().bottom > innerHeight) last.scrollIntoView(false);
  }

  async rate(rating) {
    if (this.isBusy) return;
    this.isBusy = true;
    if (await this.keep()) {
      const { deck, card } = this;
      const now = Date.now();
      const seconds = Math.min(this.seconds(), LONGEST);
      this.held = { card, rating, seconds, at: new Date(now).toISOString(), before: deck.states[card.id], key: String(Math.random()) };
      deck.states[card.id] = review(deck.settings, deck.states[card.id], rating, now);
      this.spent += seconds;
      this.rated.push(card.word);
      await this.next();
    }
    this.isBusy = false;
  }

  /** Take the last rating back: its card is asked again, uncovered. */
  undo() {
    if (!this.held || this.isBusy) return;
    const { card, before, seconds } = this.held;
    this.held = null;
    this.spent -= seconds;
    this.rated.pop();
    this.deck.states[card.id] = before;
    this.put(card, true);
  }

  /** End, when the learner wants or the time is over. */
  async stop() {
    if (!(await this.keep())) return;
    this.card = null;
    document.dispatchEvent(new Event("did"));
    if (!this.rated.length) return this.settle();
    const { due, fresh } = waiting(this.deck, Date.now());
    fill(find("[data-sum]", this.box), { n: new Set(this.rated).size });
    this.display({ end: true, more: due.length + fresh.length });
    find("[data-when=end] h2", this.box).focus();
  }

  /** Keep the rating that was held back. @returns {Promise<boolean>} whether nothing is left to keep */
  async keep() {
    const { held, pack, version, who } = this;
    if (!held) return true;
    this.held = null;
    const { card, rating, seconds, at, key } = held;
    const deed = { verb: "reviewed", pack, version, module: card.module, lesson: "cards", item: card.id, answer: rating, verdict: VERDICTS[rating - 1] };
    const body = JSON.stringify(Object.assign(deed, { seconds, at, key, who }));
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true };
    const send = () => fetch("/phone/did", request);
    const { status } = await send().catch(send).catch(() => ({ status: 0 })); // the worker may have been ended: it knows the key
    if (status !== KEPT) {
      this.held = this.held || held;
      this.say(whyNot(status) || "failed");
    } else this.say();
    return status === KEPT;
  }

  /** The page is hidden or left: from now on the last rating stands. */
  leave() {
    if (!this.held) return;
    this.keep();
    this.display(Object.assign({}, this.flags, { held: false }));
    document.dispatchEvent(new Event("did"));
  }

  async changeDaily(daily) {
    await ask("cards/daily", { daily });
    this.deck.daily = daily;
    this.settle();
  }

  press(event) {
    if (!this.flags.card || event.ctrlKey || event.altKey || event.metaKey) return;
    const rating = this.flags.shown && /^(?:Digit|Numpad)([1-4])$/.exec(event.code);
    if (rating) this.rate(Number(rating[1]));
    if (this.flags.shown || !/^(?: |Enter)$/.test(event.key) || event.target.closest("button, a, audio, input, summary")) return;
    event.preventDefault();
    this.show();
  }

  tellWaits() {
    const { deck, card } = this;
    const now = Date.now();
    for (const button of findAll("[data-rating]", this.box)) {
      const { due } = review(deck.settings, deck.states[card.id], Number(button.dataset.rating), now);
      find("[data-wait]", button).textContent = waitWords(this.box.dataset, due - now);
    }
  }

  tellWait(element, milliseconds) {
    element.textContent = filled(element.dataset.words, { n: waitWords(this.box.dataset, milliseconds) });
  }

  display(flags) {
    this.flags = Object.assign({ ready: true }, flags);
    show(this.flags, this.box);
  }

  /** Say in the page's words why something isn't kept; nothing when all is well. */
  say(name) {
    const place = find("[data-said]", this.box);
    place.textContent = "";
    if (name) place.appendChild(word(name));
  }
}

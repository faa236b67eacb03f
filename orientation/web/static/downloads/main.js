/** The downloads page with script: a card for each pack, what the officer asked for first, files from other phones. */
import { copyOf, fill, find, findAll, show } from "../app/words.js";
import { all } from "../phone/db.js";
import { ask } from "../phone/asking.js";
import { Card } from "./card.js";
import { isCostly } from "./connection.js";
import { loadHandover } from "./later.js";
import { sizeWords } from "./words.js";

const boxes = find("#packs");
const cards = new Map();

async function addCard(box) {
  const card = new Card(box);
  cards.set(card.key, card);
  await card.begin();
}

/** Packs that this page doesn't offer, in another language for example, can be updated, handed on and removed. */
async function addOthers() {
  for (const { key, install, title } of (await all("installs")).concat(await all("partials"))) {
    if (!(install || title) || cards.has(key)) continue;
    const box = copyOf("other").firstElementChild;
    const [pack, locale] = key.split("/");
    Object.assign(box.dataset, { pack, locale });
    find("[data-title-of]", box).textContent = title || install.title;
    find("[data-locale-of]", box).textContent = locale;
    boxes.appendChild(box);
    await addCard(box);
  }
}

/** What the officer asked for comes first, with one button for all of it. */
async function showAsked() {
  if (!navigator.serviceWorker.controller) return;
  const asked = (await ask("me")).body.asked || [];
  const wanted = [];
  for (const card of Array.from(cards.values()).reverse()) {
    const modules = asked.filter(({ pack }) => pack === card.box.dataset.pack).map(({ module }) => module);
    if (!modules.length || !card.isOffered) continue;
    boxes.insertBefore(card.box, boxes.firstChild);
    const isNew = !card.install && !card.state;
    card.mark(modules, isNew);
    if (isNew) wanted.push(card);
  }
  const box = find("[data-asked]");
  const button = find("button", box);
  fill(button, { size: sizeWords(wanted.reduce((sum, card) => sum + card.cost(), 0)) });
  button.onclick = () => {
    box.hidden = true;
    for (const card of wanted) card.get();
  };
  box.hidden = !wanted.length;
}

/** A file from another phone: what reads it comes only now. */
function armOpening() {
  const box = find("#open");
  const input = find("input", box);
  const open = async () => {
    const [file] = input.files;
    if (!file) return;
    show({ reading: true }, box);
    const key = await loadHandover().then((tools) => tools.open(box, file), () => show({ unchecked: true }, box));
    if (cards.has(key)) await cards.get(key).begin();
    else if (key) await addOthers();
  };
  input.onchange = open;
  for (const button of findAll("[data-do]", box)) button.onclick = open;
  box.hidden = false;
}

async function openPage() {
  find("[data-slow]").hidden = !isCostly();
  for (const box of findAll("[data-pack]", boxes)) await addCard(box);
  await addOthers();
  armOpening();
  window.addEventListener("online", () => cards.forEach((card) => card.state === "waiting" && card.again()));
  await showAsked();
  for (const card of cards.values()) await card.look().catch(() => undefined);
}

if ("offline" in document.documentElement.dataset && navigator.serviceWorker && window.caches && crypto.subtle) openPage();

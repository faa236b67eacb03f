/** The downloads page with script: a card for each pack, what the officer asked for first, files from other phones. */
import { all } from "../phone/db.js";
import { checkUpdates } from "../phone/installs.js";
import { Card } from "./card.js";
import { isCostly } from "./connection.js";
import { OpenBox } from "./open.js";
import { fill, sizeWords } from "./words.js";

const boxes = document.getElementById("packs");
const cards = new Map();

async function addCard(box) {
  const card = new Card(box);
  cards.set(card.key, card);
  await card.begin();
}

/** Packs that this page doesn't offer, in another language for example, can be updated, handed on and removed. */
async function addOthers() {
  for (const { key, pack, title } of (await all("installs")).concat(await all("partials"))) {
    if (!pack || cards.has(key)) continue;
    const box = document.importNode(document.getElementById("other").content, true).firstElementChild;
    const locale = key.split("/")[1];
    Object.assign(box.dataset, { pack, locale });
    box.querySelector("[data-title-of]").textContent = title;
    box.querySelector("[data-locale-of]").textContent = locale;
    boxes.appendChild(box);
    await addCard(box);
  }
}

async function showUpdates() {
  const found = await checkUpdates(true);
  for (const card of cards.values()) card.note(found[card.key]);
}

/** What the officer asked for comes first, with one button for all of it. */
async function showAsked() {
  if (!navigator.serviceWorker.controller) return;
  const answer = await fetch("/phone/me");
  if (!answer.ok) return;
  const { asked } = await answer.json();
  const wanted = [];
  for (const card of Array.from(cards.values()).reverse()) {
    const modules = asked.filter(({ pack }) => pack === card.box.dataset.pack).map(({ module }) => module);
    if (!modules.length || !("text" in card.box.dataset)) continue;
    boxes.insertBefore(card.box, boxes.firstChild);
    card.mark(modules);
    if (!card.install && !card.state) wanted.push(card);
  }
  if (!wanted.length) return;
  const box = document.querySelector("[data-asked]");
  const button = box.querySelector("button");
  for (const card of wanted) card.chooseAsked();
  fill(button, { size: sizeWords(wanted.reduce((sum, card) => sum + card.cost(), 0)) });
  button.addEventListener("click", () => {
    box.hidden = true;
    for (const card of wanted) card.get();
  });
  box.hidden = false;
}

async function openPage() {
  document.querySelector("[data-slow]").hidden = !isCostly();
  for (const box of boxes.querySelectorAll("[data-pack]")) await addCard(box);
  await addOthers();
  new OpenBox(document.getElementById("open"), async (key) => {
    if (cards.has(key)) await cards.get(key).begin();
    else await addOthers();
  });
  window.addEventListener("online", () => cards.forEach((card) => card.state === "waiting" && card.again()));
  await showAsked().catch(() => undefined);
  await showUpdates().catch(() => undefined);
}

if (document.documentElement.hasAttribute("data-offline") && navigator.serviceWorker && window.caches && crypto.subtle) openPage();

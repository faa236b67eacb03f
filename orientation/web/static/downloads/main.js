/** The downloads page with script: a card for each pack, what the officer asked for first, files from other phones. */
import { all } from "../phone/db.js";
import { Card } from "./card.js";
import { isCostly } from "./connection.js";
import { loadHandover } from "./later.js";
import { fill, show, sizeWords } from "./words.js";

const boxes = document.getElementById("packs");
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
    const box = document.importNode(document.getElementById("other").content, true).firstElementChild;
    const [pack, locale] = key.split("/");
    Object.assign(box.dataset, { pack, locale });
    box.querySelector("[data-title-of]").textContent = title || install.title;
    box.querySelector("[data-locale-of]").textContent = locale;
    boxes.appendChild(box);
    await addCard(box);
  }
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
    if (!modules.length || !card.isOffered) continue;
    boxes.insertBefore(card.box, boxes.firstChild);
    const isNew = !card.install && !card.state;
    card.mark(modules, isNew);
    if (isNew) wanted.push(card);
  }
  if (!wanted.length) return;
  const box = document.querySelector("[data-asked]");
  const button = box.querySelector("button");
  fill(button, { size: sizeWords(wanted.reduce((sum, card) => sum + card.cost(), 0)) });
  button.addEventListener("click", () => {
    box.hidden = true;
    for (const card of wanted) card.get();
  });
  box.hidden = false;
}

/** A file from another phone: what reads it comes only now. */
function armOpening() {
  const box = document.getElementById("open");
  const input = box.querySelector("input");
  const open = async () => {
    const [file] = input.files;
    if (!file) return;
    show(box, { reading: true });
    const key = await loadHandover().then((tools) => tools.open(box, file), () => show(box, { unchecked: true }));
    if (cards.has(key)) await cards.get(key).begin();
    else if (key) await addOthers();
  };
  input.addEventListener("change", open);
  for (const button of box.querySelectorAll("[data-do]")) button.addEventListener("click", open);
  show(box, {});
  box.hidden = false;
}

async function openPage() {
  document.querySelector("[data-slow]").hidden = !isCostly();
  for (const box of boxes.querySelectorAll("[data-pack]")) await addCard(box);
  await addOthers();
  armOpening();
  window.addEventListener("online", () => cards.forEach((card) => card.state === "waiting" && card.again()));
  await showAsked().catch(() => undefined);
  for (const card of cards.values()) await card.look().catch(() => undefined);
}

if (document.documentElement.hasAttribute("data-offline") && navigator.serviceWorker && window.caches && crypto.subtle) openPage();

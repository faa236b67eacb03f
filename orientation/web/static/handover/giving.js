/** A pack becomes a file, to share or to save. */
import { fill } from "../app/words.js";
import { get } from "../phone/db.js";
import { KEPT } from "../phone/installs.js";
import { fromBase64 } from "../downloads/check.js";
import { planInstall } from "../downloads/plan.js";
import { sizeWords } from "../downloads/words.js";
import { proofName, writeZip } from "./zip.js";

const SOON = 60000;

/** Make a file of a card's pack. Where something of it is missing, it has to be fetched again first. */
export async function give(card) {
  const { install, flags } = card;
  try {
    card.file = await makeFile(install);
  } catch (error) {
    card.makePlan = () => planInstall(card.key, install);
    return card.draw("damaged");
  }
  flags.made = true;
  flags.shares = navigator.canShare && navigator.canShare({ files: [card.file] });
  fill(card.slot("made"), { size: sizeWords(card.file.size) });
  return card.draw(card.state);
}

export function share({ file }) {
  return navigator.share({ files: [file] }).catch(() => false); // the learner thought better of it
}

export function save({ file }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SOON);
}

/** What proves the pack – the signed manifest, and each signed feed of changes since – and the files that are here. */
async function makeFile({ key, files }) {
  const { proofs } = await get("settings", `proof/${key}`);
  const entries = [];
  proofs.forEach(({ body, signature }, number) => {
    entries.push([`${proofName(number)}.json`, new Blob([body])], [`${proofName(number)}.sig`, new Blob([fromBase64(signature)])]);
  });
  const cache = await caches.open(KEPT);
  for (const path of Object.keys(files).sort()) entries.push([path, await (await cache.match(`/b/${files[path]}`)).blob()]);
  return new File([await writeZip(entries)], `${key.replace("/", "-")}.zip`, { type: "application/zip" });
}

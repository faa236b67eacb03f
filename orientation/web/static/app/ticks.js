/** Lays what is personal over pages that are the same for everybody: finished lessons, modules that were asked for. */
import { ask } from "../phone/asking.js";
import { whenPhone } from "./phone.js";

/** Mark the cards of lessons and modules on this page. */
export function startTicks() {
  const cards = Array.from(document.querySelectorAll("main a.card")).filter((card) => card.pathname.includes("/learn/"));
  if (cards.length) whenPhone(() => mark(cards));
}

async function mark(cards) {
  const { status, body } = await ask("me");
  if (status !== 200) return;
  const signs = document.getElementById("ticks").content;
  for (const card of cards) {
    const [pack, module, lesson] = card.pathname.split("/learn/")[1].split("/");
    const isDone = lesson && (body.lessons[[pack, module, lesson].join("/")] || {}).completed_at;
    const isAsked = !lesson && body.asked.some((one) => one.pack === pack && one.module === module);
    const sign = isDone ? "[data-done]" : isAsked && "[data-asked]";
    if (sign && !card.querySelector(sign)) card.querySelector("span:not(.nth)").appendChild(document.importNode(signs.querySelector(sign), true));
  }
}

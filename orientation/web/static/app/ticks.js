/** Lays what is personal over pages that are the same for everybody: finished lessons, modules that were asked for. */
import { OK, ask } from "../phone/asking.js";
import { copyOf, find, findAll } from "./words.js";

/** Mark the cards of lessons and modules on this page. */
export async function startTicks() {
  const cards = findAll('main a.card[href]').filter((card) => card.pathname.includes("/learn/"));
  if (!cards.length) return;
  const { status, body } = await ask("me");
  if (status !== OK) return;
  for (const card of cards) {
    const path = card.pathname.split("/learn/")[1];
    const isAsked = body.asked.some(({ pack, module }) => path === `${pack}/${module}/`);
    const sign = (body.lessons[path] || {}).completed_at ? "[data-done]" : isAsked && "[data-asked]";
    if (sign && !find(sign, card)) find("span:not(.nth)", card).appendChild(find(sign, copyOf("ticks")));
  }
}

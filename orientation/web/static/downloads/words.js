/** The page's own words and digits: scripts hold none. A card shows what its flags ask for. */
const root = document.documentElement;
export const page = document.getElementById("downloads");

function digits(text) {
  const own = root.getAttribute("data-digits");
  return own ? text.replace(/\d/g, (digit) => own[digit]) : text;
}

/** @return {string} bytes as people say them: 84 KB, 2.1 MB */
export function sizeWords(bytes) {
  const { kb, mb, decimal } = page.dataset;
  if (bytes < 1e6) return kb.replace("{n}", digits(String(Math.max(1, Math.ceil(bytes / 1000)))));
  return mb.replace("{n}", digits((bytes / 1e6).toFixed(1).replace(".", decimal)));
}

/** @return {string} the day of an instant: 1 March 2026 */
export function dayWords(instant) {
  const day = new Date(instant);
  const written = page.dataset.months.split("|")[day.getMonth()];
  return written.replace("{d}", digits(String(day.getDate()))).replace("{y}", digits(String(day.getFullYear())));
}

/** Fill the places in an element's words: {size}, {day}, … */
export function fill(element, places) {
  if (element) element.textContent = element.dataset.words.replace(/{(\w+)}/g, (_, name) => places[name]);
}

/** Show those parts of a card whose flags all hold; `!` before a flag says that it must not. */
export function show(card, flags) {
  for (const part of card.querySelectorAll("[data-when]")) {
    const holds = part.dataset.when.split(" ").every((flag) => (flag[0] === "!" ? !flags[flag.slice(1)] : flags[flag]));
    if (part.hidden === holds) part.hidden = !holds;
  }
}

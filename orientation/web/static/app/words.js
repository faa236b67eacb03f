/** What scripts do with the page: they find its parts, show those that are for now, and fill in its own words. */
import { inDigits } from "./digits.js";

/** @param {string} selector @param {ParentNode} [inside] @returns {any} */
export function find(selector, inside) {
  return (inside || document).querySelector(selector);
}

/** @param {string} selector @param {ParentNode} [inside] @returns {any[]} */
export function findAll(selector, inside) {
  return Array.from((inside || document).querySelectorAll(selector));
}

/** @param {string} id of a template @returns {any} a copy of what is in it */
export function copyOf(id) {
  return document.importNode(find(`#${id}`).content, true);
}

/** Fill the places in an element's words: {size}, {day}, … A number is written in the page's digits. */
export function fill(element, places) {
  if (element) element.textContent = filled(element.dataset.words, places);
}

/** @returns {string} the words with what stands for {size}, {day}, … */
export function filled(words, places) {
  return words.replace(/{(\w+)}/g, (_, name) => (Number.isInteger(places[name]) ? inDigits(places[name]) : places[name]));
}

/** Show those parts whose flags all hold; `!` before a flag says that it must not. */
export function show(flags, inside) {
  for (const part of findAll("[data-when]", inside)) {
    const holds = part.dataset.when.split(" ").every((flag) => (flag[0] === "!" ? !flags[flag.slice(1)] : flags[flag]));
    if (part.hidden === holds) part.hidden = !holds;
  }
}

/** @param {string} date a day as 2026-03-01, or an instant @returns {string} the day, by the patterns that the page brings */
export function dayOf(date) {
  const day = new Date(date.length > 10 ? date : date + "T12:00");
  return filled(find("[data-days]").dataset.days.split("|")[day.getMonth()], { day: day.getDate(), year: day.getFullYear() });
}

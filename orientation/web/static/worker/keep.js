/**
 * What the worker keeps of our own: scripts and pictures of this release, and pages that are the same for everybody.
 *
 * Never kept: an error, a page that somebody was sent on to, one that a person or a query made. A page says itself that
 * it is for everybody (`Cache-Control: public`). A full disk costs the copy, never the answer.
 */
import { all } from "../phone/db.js";
import { openPages } from "./custody.js";

const STATICS = "app-" + RELEASE;
const PAGES = "pages";
/** Pages that a phone needs of each language in which it is used, offline too. */
const ALWAYS = ["offline", "", "mine", "downloads", "phone", "calendar"];
/** Other pages that are kept at most: those seen longest ago go first. */
const MOST = 120;
/** What says that there is no page for everybody at an address any more: sent on (0), made for one, gone. */
const ENDED = [0, 200, 404, 410];
const STATIC_ADDRESS = /"(\/static\/[\w./-]+)"/g;

/** @param {string} path @return {string|undefined} the language that an address is in */
export function localeIn(path) {
  const first = path.split("/")[1];
  return LOCALES.indexOf(first) < 0 ? undefined : first;
}

/** @param {string} path @return {Promise<Response|undefined>} the kept page */
export async function keptPage(path) {
  return (await caches.open(PAGES)).match(path);
}

/**
 * Ask for a page and keep it, if it may be kept, with the scripts and pictures that it names.
 * @param {string} path
 * @return {Promise<Response>} what the server says
 */
export async function freshPage(path) {
  const answer = await fetch(path, { cache: "no-cache", credentials: "omit", redirect: "manual" });
  await keepPage(path, answer.clone());
  return answer;
}

/** Keep the answer to a page's address, if it may be kept; forget the page when it is no longer one to keep. */
export async function keepPage(path, answer) {
  const pages = await caches.open(PAGES);
  if (!mayKeep(answer)) return ENDED.includes(answer.status) && pages.delete(path);
  return unlessFull(async () => {
    await pages.put(path, answer.clone());
    const named = (await answer.text()).match(STATIC_ADDRESS) || [];
    await keepStatics(named.map((quoted) => quoted.slice(1, -1)));
    const others = (await pages.keys()).filter((one) => !isAlwaysKept(pathOf(one)));
    for (const one of others.slice(0, -MOST)) await pages.delete(one);
  });
}

function mayKeep({ status, headers }) {
  return status === 200 && /\bpublic\b/.test(headers.get("Cache-Control")) && /^text\/html/.test(headers.get("Content-Type"));
}

/** Keep what this release needs. Rejects when its scripts can't be had: then the worker of before stays. */
export async function keepRelease() {
  await keepStatics(FILES);
  const kept = await (await caches.open(PAGES)).keys();
  const paths = (await openPages()).concat(kept).map(pathOf);
  for (const locale of LOCALES) if (paths.some((path) => localeIn(path) === locale)) await keepLocale(locale);
  await freshPages(paths.filter((path) => /^\/([\w-]+)\/shell\/(?!\1$)/.test(path))); // around packs in another language
}

/** Keep anew the pages that a phone needs of a language. What can't be had now is had another time. */
export function keepLocale(locale) {
  return freshPages(ALWAYS.concat("shell/" + locale).map((name) => `/${locale}/${name}`));
}

function freshPages(paths) {
  return Promise.all(paths.map((path) => freshPage(path).catch(() => undefined)));
}

/** Keep them unless they are there, and the shells for the packs that are here in another language. */
export async function keepLocaleOnce(locale) {
  if (!(await keptPage(`/${locale}/offline`))) await keepLocale(locale);
  for (const install of await all("installs")) {
    const shell = `/${locale}/shell/${install.locale}`;
    if (!(await keptPage(shell))) await freshPage(shell);
  }
}

/** Throw away what earlier releases kept. */
export async function sweep() {
  for (const name of await caches.keys()) if (/^app-/.test(name) && name !== STATICS) await caches.delete(name);
}

function isAlwaysKept(path) {
  return /^\/[^/]+\/shell\//.test(path) || ALWAYS.includes(path.split("/").slice(2).join("/"));
}

function pathOf({ url }) {
  return new URL(url).pathname;
}

/** @return {string} a static file's name, whatever its release */
function nameOf(path) {
  return path.split("/").slice(3).join("/");
}

/** Answer for a file below /static/: kept, else from the network, else the file of that name in this release. */
export async function answerStatic(event, path) {
  const statics = await caches.open(STATICS);
  const kept = await statics.match(path);
  if (kept) return kept;
  try {
    return await fetch(event.request);
  } catch (error) {
    const other = (await statics.keys()).find((one) => nameOf(pathOf(one)) === nameOf(path));
    if (other) return statics.match(other);
    throw error;
  }
}

async function keepStatics(addresses) {
  const statics = await caches.open(STATICS);
  await Promise.all(
    addresses.map(async (address) => {
      if (await statics.match(address)) return;
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      // under the next release's address a server of before answers with its own file, and says not to keep it
      if (/\bimmutable\b/.test(answer.headers.get("Cache-Control"))) await statics.put(address, answer);
    }),
  );
}

/** Do what fills the disk; when it is full, do without. */
async function unlessFull(work) {
  try {
    await work();
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
  }
}

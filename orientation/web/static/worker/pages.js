/**
 * Pages: those of an installed pack are put together from the shell and the pack's own text, without a request; others
 * that are the same for everybody are shown as they were kept and asked for again behind; the rest is the network's.
 */
import { all } from "../phone/db.js";
import { freshPage, keepLocaleOnce, keepPage, keptPage, localeIn } from "./keep.js";
import { storedFile } from "./ranges.js";

const CONTENT = /^\/([\w-]+)\/learn\/([a-z0-9-]+)\/(practice|placement|(?:[a-z0-9-]+\/(?:[a-z0-9-]+)?)?)$/;
/** What scripts ask for too: the shell, and a module's words, which they practise. */
const ASKED_FOR = /^\/[\w-]+\/(?:shell\/[\w-]+|learn\/[a-z0-9-]+\/[a-z0-9-]+\/cards)$/;

/** @return {boolean} whether the worker answers this GET: a page that somebody opens, or what scripts read of pages */
export function isPage(request, url) {
  if (ASKED_FOR.test(url.pathname)) return true;
  return request.mode === "navigate" && (url.pathname === "/" || localeIn(url.pathname) !== undefined);
}

/** Answer for a page. */
export async function answerPage(event, url) {
  const path = url.pathname;
  const locale = localeIn(path);
  if (locale) event.waitUntil(keepLocaleOnce(locale).catch(() => undefined));
  const ownPage = await composedPage(path, true).catch(() => undefined);
  if (ownPage) return ownPage;
  const kept = url.search ? undefined : await keptPage(path);
  if (kept) {
    event.waitUntil(freshPage(path).catch(() => undefined));
    return kept;
  }
  try {
    const answer = await fetch(event.request);
    if (!url.search) event.waitUntil(keepPage(path, answer.clone()).catch(() => undefined));
    return answer;
  } catch (error) {
    const otherPage = await composedPage(path, false).catch(() => undefined);
    return otherPage || (await offlinePage(locale)) || Promise.reject(error);
  }
}

/** @return {Promise<Response|undefined>} the page that says that there is no network, in a language of this phone */
export async function offlinePage(locale) {
  for (const tag of locale ? [locale].concat(LOCALES) : LOCALES) {
    const page = await keptPage(`/${tag}/offline`);
    if (page) return page;
  }
  return undefined;
}

/**
 * @param {string} path
 * @param {boolean} isOwn only from a pack that is here in the page's own language; else from one in any: only the server
 *   knows whether the pack has the page's language, and the page says that it is in another
 * @return {Promise<Response|undefined>} a page of a pack that is on this phone; undefined when it isn't
 */
async function composedPage(path, isOwn) {
  const parts = CONTENT.exec(path);
  if (!parts || !localeIn(path)) return undefined;
  const installs = (await all("installs")).filter((one) => one.pack === parts[2]);
  const install = installs.find((one) => one.locale === parts[1]) || (isOwn ? undefined : installs[0]);
  if (!install) return undefined;
  const place = parts[3];
  const name = install.files[/(^|\/)$/.test(place) ? `${place}index.html` : `${place}.html`];
  const fragment = name && (await storedFile(`/b/${name}`));
  const shell = fragment && (await shellOf(`/${parts[1]}/shell/${install.locale}`));
  if (!shell) return undefined;
  const main = await fragment.text();
  const heading = /<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(main);
  const words = {
    title: heading ? heading[1].replace(/<[^>]*>/g, "").trim() : "",
    pack: parts[2],
    version: install.version,
    path: place,
    main,
  };
  const html = (await shell.text()).replace(/%(title|pack|version|path|main)%/g, (token, word) => words[word]);
  const headers = new Headers(shell.headers);
  for (const header of ["Content-Encoding", "Content-Length", "ETag", "Last-Modified"]) headers.delete(header);
  return new Response(html, { headers });
}

async function shellOf(path) {
  return (await keptPage(path)) || freshPage(path).then((answer) => (answer.ok ? answer : undefined));
}

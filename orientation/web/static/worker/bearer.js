/**
 * The learner's own pages, and forms in lessons that go to the server after all: the worker adds the token of the profile
 * that is shown, because a phone has several learners and a cookie is the browser's. A token is not held back from other
 * sites' forms as a cookie is, so only forms that one of our own pages sent pass here; others go the browser's own way.
 */
import { freshPage, keptPage } from "./keep.js";
import { offlinePage } from "./pages.js";
import { GUEST, chosenId, load } from "./store.js";

const PERSONAL = /^\/([\w-]+)\/(?:me(?:\/[\w-]+)*|learn(?:\/[\w-]+){4})$/;

/** @return {boolean} whether the worker asks for it as the learner */
export function isPersonal(request, url) {
  return PERSONAL.test(url.pathname) && (request.method === "GET" || request.referrer.indexOf(self.location.origin + "/") === 0);
}

/** Answer for a learner's own page: “My page” from this phone, the others from the server with the learner's token. */
export async function answerPersonal(event) {
  const request = event.request;
  const url = new URL(request.url);
  const locale = PERSONAL.exec(url.pathname)[1];
  if (request.method === "GET" && !url.search && url.pathname === `/${locale}/me`) {
    const page = await keptPage(`/${locale}/mine`);
    if (page) {
      event.waitUntil(freshPage(`/${locale}/mine`).catch(() => undefined));
      return page;
    }
  }
  try {
    return await fetch(await withToken(request, url));
  } catch (error) {
    return (await offlinePage(locale)) || Promise.reject(error);
  }
}

/** Who has just joined still has a cookie, and it is theirs that counts. */
async function withToken(request, url) {
  const id = await chosenId();
  if ((request.method === "GET" && request.mode !== "navigate") || id === GUEST || url.searchParams.has("joined")) return request;
  const person = await load(id).catch(() => undefined);
  if (!person || !person.me.token) return request;
  const headers = new Headers(request.headers);
  headers.set("Authorization", "Bearer " + person.me.token);
  const asked = { method: request.method, headers, credentials: "omit", redirect: "manual", cache: "no-store" };
  if (request.method !== "GET") asked.body = await request.arrayBuffer();
  return new Request(url.href, asked);
}

/** The service worker: the phone's own little server. It says who answers what; everything else is the network's. */
import { answerPhone, isPhone } from "./api.js";
import { answerPersonal, isPersonal } from "./bearer.js";
import { hear } from "./custody.js";
import { answerStatic, keepRelease, sweep } from "./keep.js";
import { send } from "./outbox.js";
import { answerPage, isPage } from "./pages.js";
import { answerFile } from "./ranges.js";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepRelease());
});

self.addEventListener("activate", (event) => event.waitUntil(sweep().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  const path = url.pathname;
  if (isPhone(url)) event.respondWith(answerPhone(event.request));
  else if (isPersonal(event.request, url)) event.respondWith(answerPersonal(event));
  else if (event.request.method !== "GET") return;
  else if (path.indexOf("/static/") === 0) event.respondWith(answerStatic(event, path));
  else if (path.indexOf("/b/") === 0) event.respondWith(answerFile(event, path));
  else if (isPage(event.request, url)) event.respondWith(answerPage(event, url));
});

self.addEventListener("message", (event) => (event.data.claim ? event.waitUntil(self.clients.claim()) : hear(event)));

self.addEventListener("sync", (event) => event.waitUntil(send().then(({ unsent, state }) => (unsent && /offline|wait/.test(state) ? Promise.reject(state) : undefined))));

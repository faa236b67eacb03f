/** The service worker: the phone's own little server. It says who answers what; everything else is the network's. */
import { answerStatic, keepRelease, sweep } from "./keep.js";
import { answerPage, isPage } from "./pages.js";
import { answerFile } from "./ranges.js";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepRelease());
});

self.addEventListener("activate", (event) => event.waitUntil(sweep().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin || event.request.method !== "GET") return;
  const path = url.pathname;
  if (path.indexOf("/static/") === 0) event.respondWith(answerStatic(event, path));
  else if (path.indexOf("/b/") === 0) event.respondWith(answerFile(event, path));
  else if (isPage(event.request, url)) event.respondWith(answerPage(event, url));
});

/**
 * The worker that OFFLINE=off serves at /sw.js: it withdraws what was there. Pages come from the network again; what
 * was kept to be read goes; what learners did (IndexedDB) stays, so that nothing is lost when offline use returns.
 */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(withdraw()));

async function withdraw() {
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

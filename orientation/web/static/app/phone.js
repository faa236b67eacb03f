/**
 * How a page asks the phone's worker. The page also holds the key of an open locked profile, in memory, because browsers
 * end a worker when they like: it gives the key back when the worker wants it, and when the page goes.
 */
const hold = { held: null };

/** Do it once the worker answers for this page, which may be soon or never. */
export function whenPhone(work) {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  if (worker.controller) work();
  else worker.addEventListener("controllerchange", () => work(), { once: true });
}

/** Hold the key of the profile that is open. */
export function holdKey() {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  const tell = (message) => worker.controller && worker.controller.postMessage(message);
  worker.addEventListener("message", (event) => {
    const { held, want } = event.data;
    if (held) hold.held = held.opening ? held : null;
    if (want) event.ports[0].postMessage(hold.held && hold.held.id === want ? hold.held : null);
  });
  worker.startMessages && worker.startMessages();
  whenPhone(() => tell({ key: true }));
  window.addEventListener("pagehide", () => hold.held && tell({ give: hold.held }));
}

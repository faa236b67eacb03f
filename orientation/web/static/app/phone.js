/**
 * The page holds the key of an open locked profile, in memory, because browsers end a worker when they like: it gives the
 * key back when the worker wants it, and when the page goes.
 */
let key = null;

/** Do it once the worker answers for this page, which may be soon or never. */
export function whenPhone(work) {
  const phone = navigator.serviceWorker;
  if (!phone) return;
  if (phone.controller) work();
  else phone.addEventListener("controllerchange", () => work(), { once: true });
}

/** Hold the key of the profile that is open. */
export function holdKey() {
  const phone = navigator.serviceWorker;
  const tell = (message) => phone.controller.postMessage(message);
  phone.onmessage = ({ data: { held, want }, ports }) => {
    if (held) key = held.opening ? held : null;
    if (want) ports[0].postMessage(key && key.id === want ? key : null);
  };
  tell({ key: true });
  window.addEventListener("pagehide", () => key && tell({ give: key }));
}

/**
 * Once the page is there: starts the worker, adds the scripts that need it as soon as it answers, and says how the page
 * looks on a home screen.
 */

/** Register the worker where the server offers one; without it pages stay plain HTML and forms. */
export function startWorker() {
  const page = document.documentElement.dataset;
  whenLoaded(() => addManifest(`/${document.documentElement.lang}/manifest.webmanifest`));
  whenLoaded(() => document.querySelector("#content [data-s]") && addScript(page.listen));
  if (!navigator.serviceWorker) return;
  if (!("offline" in page)) {
    withdraw();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => addScripts(page));
  whenLoaded(() => {
    addScripts(page);
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  });
  navigator.serviceWorker.ready.then(beTaken);
}

/** A page that was on its way while the worker became active was passed over when it took the pages: it takes them again. */
function beTaken(registration) {
  if (!navigator.serviceWorker.controller) registration.active.postMessage({ claim: true });
}

/** The server has withdrawn the worker (kill.js); what the old one still wrote while it went, goes too. */
async function withdraw() {
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  if (self.caches) for (const name of await caches.keys()) await caches.delete(name);
}

/** @param {function(): void} work done when all that the page itself needs has arrived */
function whenLoaded(work) {
  if (document.readyState === "complete") work();
  else window.addEventListener("load", work);
}

/** A browser that can put us on its home screen reads this; nobody needs it to read a lesson, so it comes after. */
function addManifest(address) {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = address;
  document.head.appendChild(link);
}

/** Add what needs the worker. It comes from the worker's own store, so it costs no request. */
function addScripts(page) {
  if (!navigator.serviceWorker.controller) return;
  addScript(page.after);
  if (document.querySelector("form[data-block], form[data-finish]")) addScript(page.lesson);
  if (document.getElementById("practice")) addScript(page.practice);
  if (document.getElementById("placement")) addScript(page.placement);
}

function addScript(address) {
  if (document.querySelector(`script[src="${address}"]`)) return;
  const script = document.createElement("script");
  script.type = "module";
  script.src = address;
  document.head.appendChild(script);
}

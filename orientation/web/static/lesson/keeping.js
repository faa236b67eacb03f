/* What the learner did is given to the worker, which has written it down when it answers 201. */

/** @typedef {{verb: string, item?: string, answer?: any, verdict?: string, seconds?: number}} Deed */

export const KEPT = 201;
const REASONS = { 409: "other", 423: "locked", 507: "full" };

/**
 * Return the name of the words that say why something isn't kept; none when the server should be asked instead.
 * @param {number} status what the worker answered @returns {string | undefined}
 */
export function whyNot(status) {
  return REASONS[status] || (navigator.onLine ? undefined : "failed");
}

/** Tell whether the worker answers this page's requests. */
export function hasWorker() {
  return Boolean(navigator.serviceWorker && navigator.serviceWorker.controller);
}

/**
 * Return a function that keeps a deed of this lesson and resolves to the worker's status, or to 0 when nobody answers.
 * Whose lesson it is, the first answer says; another tab may choose somebody else, for whom nothing of it is kept.
 * @param {HTMLElement} content says which lesson of which version is open, whatever has been downloaded since
 * @returns {(deed: Deed) => Promise<number>}
 */
export function keeperOf(content) {
  const { pack, version, path } = content.dataset;
  const [module, lesson] = path.split("/");
  const place = { pack, version: Number(version), module, lesson };
  return (deed) => {
    const body = JSON.stringify(Object.assign({ key: String(Math.random()) }, place, deed));
    const ask = () => fetch("/phone/did", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return ask()
      .catch(ask) // the worker was ended before it could answer, perhaps after it had written: it knows the key
      .then(async (answer) => {
        place.who = place.who || (await answer.json()).who;
        if (answer.status === KEPT) document.dispatchEvent(new Event("did"));
        return answer.status;
      })
      .catch(() => 0);
  };
}

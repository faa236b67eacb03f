/* How long the lesson was really in front of somebody: while the page could be seen, and never absurdly long. */

const MOST_SECONDS = 1200;

/** Begin to count. Returns a function that gives the whole seconds since it was asked last. @returns {() => number} */
export function startStopwatch() {
  let shown = 0;
  let since = performance.now();
  const count = () => {
    const now = performance.now();
    if (!wasHidden) shown += now - since;
    since = now;
    wasHidden = document.hidden;
  };
  let wasHidden = document.hidden;
  document.addEventListener("visibilitychange", count);
  return () => {
    count();
    const seconds = Math.floor(shown / 1000);
    shown -= seconds * 1000;
    return Math.min(seconds, MOST_SECONDS);
  };
}

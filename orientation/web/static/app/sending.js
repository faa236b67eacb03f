/**
 * Has the worker send what is unsent: when a page opens or is looked at again, when the network returns, soon after
 * something was done, and then at growing random times for as long as something is left. One calm line says how it stands.
 */
import { OK, ask } from "../phone/asking.js";
import { filled, find } from "./words.js";

/** Seconds: several answers in a row go in one request; and the longest time between two tries. */
const SOON = 2;
const LONGEST = 900;
let timer;
let tries = 0;

/** Begin. The worker answers. */
export function keepSending() {
  const now = () => sendIn(0);
  navigator.serviceWorker.addEventListener("controllerchange", now);
  window.addEventListener("online", now);
  window.addEventListener("offline", now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
  document.addEventListener("did", () => sendIn(SOON));
  now();
}

function sendIn(seconds) {
  clearTimeout(timer);
  timer = setTimeout(send, seconds * 1000);
}

async function send() {
  const { status, body } = await ask("send", {});
  if (status !== OK) return; // a locked profile sends when it is opened
  const { unsent, state, wait } = body;
  tell(unsent, state);
  document.dispatchEvent(new Event("sent"));
  tries = state === "ok" ? 0 : tries + 1;
  if (unsent && state !== "signed-out") sendIn(Math.max(wait, SOON + Math.random() * Math.min(LONGEST, 2 ** tries)));
}

/** A guest has nobody to send to, so there the number says nothing. */
function tell(unsent, state) {
  const line = find("#line");
  if (!line) return;
  const said = [];
  if (navigator.onLine === false || state === "offline") said.push(line.dataset.away);
  if (unsent && /offline|wait/.test(state)) said.push(filled(line.dataset.unsent, { n: unsent }));
  const text = said.join(" ");
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

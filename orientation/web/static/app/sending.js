/**
 * Has the worker send what is unsent: when a page opens or is looked at again, when the network returns, soon after
 * something was done, and then at growing random times for as long as something is left. One calm line says how it stands.
 */
import { inDigits } from "./digits.js";

/** Seconds: several answers in a row go in one request; and the longest time between two tries. */
const SOON = 2;
const LONGEST = 900;
let timer;
let tries = 0;

/** Begin. The worker may take over later: then it is asked then. */
export function keepSending() {
  const phone = navigator.serviceWorker;
  if (!phone) return;
  const now = () => sendIn(0);
  phone.addEventListener("controllerchange", now);
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
  if (!navigator.serviceWorker.controller) return;
  const answer = await fetch("/phone/send", { method: "POST" }).catch(() => undefined);
  if (!answer || !answer.ok) return; // a locked profile sends when it is opened
  const { unsent, state, wait } = await answer.json();
  show(unsent, state);
  document.dispatchEvent(new Event("sent"));
  tries = state === "ok" ? 0 : tries + 1;
  if (unsent && state !== "signed-out") sendIn(Math.max(wait || 0, SOON + Math.random() * Math.min(LONGEST, 2 ** tries)));
}

/** A guest has nobody to send to, so there the number says nothing. */
function show(unsent, state) {
  const line = document.getElementById("line");
  if (!line) return;
  const isAway = navigator.onLine === false || state === "offline";
  const said = isAway ? [line.dataset.away] : [];
  if (unsent && state !== "ok" && state !== "signed-out") said.push(line.dataset.unsent.replace("{n}", inDigits(unsent)));
  const text = said.join(" ");
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

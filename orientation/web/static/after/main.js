/** What a learner's page does once the worker answers for it, and not before: so the first visit doesn't carry it. */
import { startMe } from "../app/me.js";
import { startNews } from "../app/news.js";
import { holdKey, whenPhone } from "../app/phone.js";
import { keepSending } from "../app/sending.js";
import { startTicks } from "../app/ticks.js";

whenPhone(() => {
  holdKey();
  startMe();
  startTicks();
  keepSending();
  startNews();
});

/** What every learner's page does with script: a quick way out, the worker, and what is not sent yet. */
import { armExit } from "./exit.js";
import { startMe } from "./me.js";
import { holdKey } from "./phone.js";
import { keepSending } from "./sending.js";
import { startWorker, whenLoaded } from "./start.js";
import { startTicks } from "./ticks.js";

armExit();
startWorker();
holdKey();
startMe();
startTicks();
whenLoaded(keepSending);

/** What every learner's page does with script: a quick way out, the worker, and what is not sent yet. */
import { armExit } from "./exit.js";
import { keepSending } from "./sending.js";
import { startWorker, whenLoaded } from "./start.js";

armExit();
startWorker();
whenLoaded(keepSending);

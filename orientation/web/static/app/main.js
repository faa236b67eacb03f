/** What every learner's page does with script: a quick way out, the worker, and what is not sent yet. */
import { armExit } from "./exit.js";
import { startWorker } from "./start.js";

armExit();
startWorker();

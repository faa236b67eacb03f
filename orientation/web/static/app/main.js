/** What every learner's page does with script at once: a quick way out, and the worker. The rest comes after it. */
import { armExit } from "./exit.js";
import { startWorker } from "./start.js";

armExit();
startWorker();

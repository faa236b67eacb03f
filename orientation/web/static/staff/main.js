/** What every staff page does with script: a quick way out. */
import { armExit } from "../app/exit.js";

armExit();

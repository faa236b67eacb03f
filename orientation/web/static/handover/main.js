/** Packs from phone to phone. It stands on the bundle `downloads`, and comes when a file is to be made or opened. */
import { arrive } from "../downloads/later.js";
import { give, save, share } from "./giving.js";
import { open } from "./opening.js";

arrive({ give, save, share, open });

/** The page on which learners find out where to begin: nothing is sent from here, the phone's worker keeps what they say. */
import { find } from "../app/words.js";
import { bringWords } from "../lesson/words.js";
import { Placement } from "./sitting.js";

const box = find("#placement");
if (box) bringWords().then(() => new Placement(box, find("#content").dataset, JSON.parse(find("#bank").textContent)).open(), () => undefined);

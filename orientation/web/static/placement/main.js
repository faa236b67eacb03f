/** The page on which learners find out where to begin: nothing is sent from here, the phone's worker keeps what they say. */
import { find } from "../app/words.js";
import { Placement } from "./sitting.js";

const box = find("#placement");
if (box) new Placement(box, find("#content").dataset, JSON.parse(find("#bank").textContent)).open();

/** The page on which words are practised: nothing is sent from here, the phone's worker keeps what was rated. */
import { find } from "../app/words.js";
import { bringWords } from "../lesson/words.js";
import { Practice } from "./practice.js";

const box = find("#practice");
if (box) bringWords().then(() => new Practice(box, find("#content").dataset).open(), () => undefined);

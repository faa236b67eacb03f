/* Listen: every part of a lesson read aloud, sentence by sentence, at two speeds. A script element adds it once the page
   has loaded; the words of its buttons stand in the page (learner/listen_words.html). */
import { addBars } from "./bars.js";
import { stop } from "./reading.js";
import { offerSaying } from "./saying.js";
import { watchPlayers } from "./sounds.js";
import { watchVoices } from "./voices.js";

watchVoices();
watchPlayers(stop);
addBars();
offerSaying();
window.addEventListener("pagehide", stop);

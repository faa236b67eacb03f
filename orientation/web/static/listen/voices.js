/* The phone's own voices. Only those that speak on the phone itself, so that nobody else hears what is learned, and only
   in the language that is written: a voice of another language would teach wrong sounds. */

const SLOW = 0.7;
const held = { voices: [], utterance: null };

/** Begin to know the voices; browsers learn them late. */
export function watchVoices() {
  const synthesis = self.speechSynthesis;
  if (!synthesis) return;
  const note = () => (held.voices = synthesis.getVoices());
  note();
  if (synthesis.addEventListener) synthesis.addEventListener("voiceschanged", note);
}

/** @param {string} lang a BCP 47 tag @return {SpeechSynthesisVoice|undefined} */
function voiceFor(lang) {
  const language = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const fit = held.voices.filter((voice) => voice.localService && language(voice.lang) === language(lang));
  return fit.find((voice) => voice.lang.replace("_", "-") === lang) || fit.find((voice) => voice.default) || fit[0];
}

/**
 * Return how to speak what an element says, or undefined when no voice here can. Words in a language without a voice
 * are left out.
 * @param {Element} unit @return {(function(boolean, function(): boolean): Promise<void>)|undefined} it is told whether to speak slowly,
 *   and asks before each piece whether it is still wanted
 */
export function voiceOf(unit) {
  const pieces = piecesOf(unit);
  for (const piece of pieces) piece.voice = voiceFor(piece.lang);
  const own = langOf(unit);
  const voiced = pieces.filter((piece) => piece.voice);
  if (!voiced.length || pieces.some((piece) => !piece.voice && piece.lang === own)) return undefined;
  return async (isSlow, isWanted) => {
    for (const piece of voiced) if (isWanted()) await say(piece, isSlow ? SLOW : 1);
  };
}

/** End what is being said, and what waits to be. */
export function hush() {
  if (held.utterance) self.speechSynthesis.cancel();
}

function say({ text, voice }, rate) {
  return new Promise((done) => {
    const utterance = new SpeechSynthesisUtterance(text);
    held.utterance = utterance; // else Chrome forgets it before it has ended
    Object.assign(utterance, { voice, lang: voice.lang, rate, onend: done, onerror: done });
    self.speechSynthesis.speak(utterance);
  });
}

function langOf(element) {
  return element.closest("[lang]").getAttribute("lang");
}

/** The words in order, those of one language together; not what is said about them (“not translated yet”). */
function piecesOf(unit) {
  const pieces = [];
  const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, nodeValue } = walker.currentNode;
    if (parentElement.closest(".mark, svg")) continue;
    const lang = langOf(parentElement);
    const last = pieces[pieces.length - 1];
    if (last && (last.lang === lang || !/[^\s.,:;!?()[\]“”‘’'"«»…·–-]/.test(nodeValue))) last.text += nodeValue;
    else if (nodeValue.trim()) pieces.push({ lang, text: nodeValue });
  }
  return pieces;
}

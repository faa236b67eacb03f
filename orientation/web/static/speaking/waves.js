/* How loud a sound is, moment by moment: drawn, so that two can be compared by eye. */

const COLUMNS = 90;
const HALF = 20;
const SVG = "http://www.w3.org/2000/svg";
let context;

/**
 * @param {ArrayBuffer} bytes @return {Promise<{seconds: number, loudest: number, within: function(number, number): number}>} rejects when
 *   this browser can't decode it
 */
export async function readSound(bytes) {
  context = context || new (self.AudioContext || self.webkitAudioContext)();
  const sound = await new Promise((done, fail) => context.decodeAudioData(bytes, done, fail));
  const samples = sound.getChannelData(0);
  const loudest = (from, to) => {
    let most = 0;
    for (let at = Math.floor(from * sound.sampleRate); at < Math.min(to * sound.sampleRate, samples.length); at++) most = Math.max(most, Math.abs(samples[at]));
    return most;
  };
  return { seconds: sound.duration, loudest: loudest(0, Infinity), within: loudest };
}

/** Draw a sound's loudness over so many seconds into its place. @param {Element} place */
export function draw(place, sound, seconds) {
  const step = seconds / COLUMNS;
  let path = "";
  for (let column = 0; column < COLUMNS; column++) {
    const height = (sound.within(column * step, (column + 1) * step) / (sound.loudest || 1)) * HALF;
    path += `M${column} ${(HALF - height).toFixed(1)}v${(2 * height + 0.5).toFixed(1)}`;
  }
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${COLUMNS} ${2 * HALF}`);
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("class", "wave");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  line.setAttribute("vector-effect", "non-scaling-stroke");
  drawing.appendChild(line);
  place.textContent = "";
  place.appendChild(drawing);
}

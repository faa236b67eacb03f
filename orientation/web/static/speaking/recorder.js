/* The microphone, for as long as one try takes and no longer. */

/** Longest try in seconds. */
const MOST = 20;
const held = { end: null };

/** Somebody refused, or there is no microphone. `name` says which. */
export class NoMicrophone extends Error {}

/**
 * Record until stopRecording(), until the time is over, or until the page is hidden.
 * @param {function(): void} begun hears that it is recording now
 * @return {Promise<Blob>} rejects with NoMicrophone
 */
export async function record(begun) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error) => {
    throw new NoMicrophone(/NotAllowed|Security/.test(error.name) ? "refused" : "missing");
  });
  const recorder = new MediaRecorder(stream);
  const pieces = [];
  return new Promise((done) => {
    const timer = setTimeout(() => stopRecording(), MOST * 1000);
    held.end = () => recorder.state !== "inactive" && recorder.stop();
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    recorder.addEventListener("stop", () => {
      clearTimeout(timer);
      held.end = null;
      stream.getTracks().forEach((track) => track.stop());
      done(new Blob(pieces, { type: recorder.mimeType }));
    });
    recorder.start();
    begun();
  });
}

/** End the try, if there is one. */
export function stopRecording() {
  if (held.end) held.end();
}

/* What pages ask of the worker. Nobody but the phone itself hears it. */

export const OK = 200;

/**
 * @param {string} what the address below /phone/ @param {Object} [given] sends it; without it the phone is only asked
 * @returns {Promise<{status: number, body: any}>} status 0 when nobody answers
 */
export async function ask(what, given) {
  const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) };
  try {
    const answer = await fetch(`/phone/${what}`, given ? post : {});
    return { status: answer.status, body: await answer.json() };
  } catch (error) {
    return { status: 0, body: {} };
  }
}

/**
 * Give what is not with the server to the learner as a file.
 * @returns {Promise<number>} what the worker said: OK when the file was given
 */
export async function saveUnsent() {
  const { status, body } = await ask("export");
  if (status !== OK) return status;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(body, null, 1)], { type: "application/json" }));
  link.download = "lessons.json";
  document.body.appendChild(link);
  link.click();
  link.remove();
  return status;
}

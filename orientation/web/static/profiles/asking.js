/* What this page asks of the worker. Nobody but the phone itself hears it. */

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

/** Days on this phone's calendar, whatever the network and the server's clock say. */

/** @param {string} [instant] now, when none is given @returns {string} the day that it is then on this phone, as 2026-03-01 */
export function localDay(instant) {
  const date = instant ? new Date(instant) : new Date();
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

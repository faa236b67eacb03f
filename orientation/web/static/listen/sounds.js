/* Sounds that came with the lesson: of a word, in its card's player; of a part, in one player with the seconds at which
   its units begin. The players stand in the page, for those who have no script. */

const SLOWER = 0.75;
const playing = { sound: null, end: null };

/** Play the word's own sound. @param {Element} unit @return {Promise<boolean>|undefined} */
export function playWord(unit, isSlow) {
  const player = unit.closest(".card").querySelector("audio");
  const slow = isSlow && slowOf(player);
  return play(slow || player, 0, Infinity, isSlow && !slow);
}

/** Play the unit's range of its part's sound; undefined when the part has none. @return {Promise<boolean>|undefined} */
export function playRange(unit, isSlow) {
  const part = unit.closest("header.lesson, section.step");
  const player = part.querySelector("audio[data-starts]");
  const place = Array.from(part.querySelectorAll("[data-s]")).filter((one) => !one.closest("form section")).indexOf(unit);
  const starts = player && player.dataset.starts.split(" ").map(Number);
  return player && place < starts.length ? play(player, starts[place], starts[place + 1] || Infinity, isSlow) : undefined;
}

/** End what sounds. */
export function silence() {
  if (playing.end) playing.end(false);
  if (playing.sound) playing.sound.pause();
}

/** Somebody who stops a player that is read from, or plays another one, wants no more reading. @param {function(): void} stop */
export function watchPlayers(stop) {
  const on = (name, isOver) => document.addEventListener(name, ({ target }) => playing.end && isOver(target) && stop(), true);
  on("pause", (target) => target === playing.sound && !target.ended);
  on("play", (target) => target !== playing.sound);
}

/** A player for the slow sound of a word, which its player only names. */
function slowOf(player) {
  const source = Array.from(player.querySelectorAll("source")).find((one) => player.canPlayType(one.type));
  const address = source && (player.dataset.slow || "").split(" ").find((one) => one.slice(-3) === source.src.slice(-3));
  if (!address) return undefined;
  let slow = player.parentNode.querySelector("audio[hidden]");
  if (!slow) {
    slow = document.createElement("audio");
    slow.hidden = true;
    slow.src = address;
    player.insertAdjacentElement("afterend", slow);
  }
  return slow;
}

/** Play from one second to another; resolves to whether that could be heard. */
function play(sound, from, to, isSlow) {
  return new Promise((done) => {
    const tick = setInterval(() => sound.currentTime >= to && end(true), 40);
    const begin = () => {
      sound.playbackRate = isSlow ? SLOWER : 1;
      if (Math.abs(sound.currentTime - from) > 0.3) sound.currentTime = from;
      sound.play().catch(() => end(false));
    };
    const ended = () => end(true);
    const end = (isHeard) => {
      clearInterval(tick);
      sound.removeEventListener("ended", ended);
      sound.removeEventListener("loadedmetadata", begin);
      playing.end = null;
      done(isHeard);
    };
    if (playing.sound && playing.sound !== sound) playing.sound.pause();
    Object.assign(playing, { sound, end });
    sound.addEventListener("ended", ended);
    if (sound.readyState || !from) begin();
    else {
      sound.addEventListener("loadedmetadata", begin);
      sound.load();
    }
  });
}

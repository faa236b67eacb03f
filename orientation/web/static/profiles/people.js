/* The people on this phone as tiles. Who has chosen no picture yet gets one by chance that stays. */
import { copyOf, find, findAll } from "../app/words.js";

/**
 * @typedef {{id: string, name: string | null, picture: string | null, colour: string | null, has_lock: boolean,
 *   lock: "digits" | "pictures" | null, is_open: boolean}} Person
 */

/** Show somebody's face wherever the page has a place for it. @param {Person} person @param {ParentNode} [inside] */
export function showFace(person, inside) {
  const { picture, colour } = lookOf(person);
  for (const face of findAll("[data-face]", inside)) {
    face.className = face.className.replace(/ is-.*|$/, ` is-face ${colour}`);
    face.textContent = "";
    face.appendChild(find("svg", labelOf(picture)).cloneNode(true));
  }
}

/**
 * Show everybody, and last a guest.
 * @param {Person[]} people @param {string | null | undefined} chosen null is a guest; undefined: nobody who can be shown
 * @param {(person: Person | null) => void} onChoice
 */
export function showPeople(people, chosen, onChoice) {
  const list = find(".people");
  list.textContent = "";
  for (const person of people.concat(null)) {
    const tile = person ? tileOf(person) : copyOf("guest");
    const button = find("button", tile);
    const isHere = chosen === (person && person.id);
    find("[data-here]", tile).hidden = !isHere;
    if (isHere) button.setAttribute("aria-current", "true");
    button.onclick = () => onChoice(person);
    list.appendChild(tile);
  }
}

/** @param {Person} person @returns {{picture: string, colour: string}} */
export function lookOf(person) {
  const chance = parseInt(person.id.slice(0, 6), 16) || 0;
  const one = (name) => {
    const values = findAll(`[name="${name}"]`).map((choice) => choice.value);
    return values.includes(person[name]) ? person[name] : values[chance % values.length];
  };
  return { picture: one("picture"), colour: one("colour") };
}

function tileOf(person) {
  const tile = copyOf("person");
  showFace(person, tile);
  find("b", tile).textContent = find("small", labelOf(lookOf(person).picture)).textContent;
  find("[data-pseudonym]", tile).textContent = person.name || "";
  find("[data-locked]", tile).hidden = !person.has_lock || person.is_open;
  return tile;
}

function labelOf(picture) {
  return find(`[name="picture"][value="${picture}"]`).parentElement;
}

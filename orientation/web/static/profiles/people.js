/* The people on this phone as tiles. Who has chosen no picture yet gets one by chance that stays. */
import { copyOf, find, findAll } from "./views.js";

/**
 * @typedef {{id: string, name: string | null, picture: string | null, colour: string | null, has_lock: boolean,
 *   lock: "digits" | "pictures" | null, is_open: boolean}} Person
 */

/** Put somebody's face wherever the page has a place for it. @param {Person} person @param {ParentNode} [inside] */
export function showFace(person, inside) {
  const { picture, colour } = lookOf(person);
  findAll("[data-face]", inside).forEach((face) => {
    face.textContent = "";
    face.className = `${face.className.replace(/ is-.*/, "")} is-face ${colour}`;
    face.appendChild(pictureOf(picture).cloneNode(true));
  });
}

/**
 * Show everybody, and last a guest.
 * @param {Person[]} people @param {Person | null | undefined} chosen null is a guest; undefined: nobody who can be shown
 * @param {(person: Person | null) => void} onChoice
 */
export function showPeople(people, chosen, onChoice) {
  const list = find(".people");
  list.textContent = "";
  for (const person of people.concat(null)) {
    const tile = person ? tileOf(person) : guestTile();
    const button = find("button", tile);
    const isHere = person ? Boolean(chosen && chosen.id === person.id) : chosen === null;
    find("[data-here]", tile).hidden = !isHere;
    if (isHere) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => onChoice(person));
    list.appendChild(tile);
  }
}

/** @param {Person} person @returns {{picture: string, colour: string}} */
export function lookOf(person) {
  const chance = parseInt(person.id.slice(0, 6), 16) || 0;
  const values = (name) => findAll(`[name="${name}"]`).map((choice) => choice.value);
  const one = (name, chosen) => (values(name).includes(chosen) ? chosen : values(name)[chance % values(name).length]);
  return { picture: one("picture", person.picture), colour: one("colour", person.colour) };
}

function tileOf(person) {
  const tile = copyOf("person");
  showFace(person, tile);
  find("b", tile).textContent = find("small", choiceOf(lookOf(person).picture)).textContent;
  find("[data-pseudonym]", tile).textContent = person.name || "";
  find("[data-locked]", tile).hidden = !person.has_lock || person.is_open;
  return tile;
}

function guestTile() {
  const tile = copyOf("person");
  const guest = copyOf("guest");
  find("[data-face]", tile).appendChild(find("svg", guest));
  find("b", tile).textContent = find("b", guest).textContent;
  find("[data-locked]", tile).hidden = true;
  return tile;
}

function choiceOf(picture) {
  return find(`[name="picture"][value="${picture}"]`).parentElement;
}

function pictureOf(picture) {
  return find("svg", choiceOf(picture));
}

/** What only those need who hand packs on – writing and reading files – comes when somebody first asks for it. */
import { Halt } from "./check.js";
import { page } from "./words.js";

const later = {};

/** @return {Promise<Object>} what handover/main.js gives: give, share, save, open. Throws a Halt when it can't be had */
export function loadHandover() {
  later.tools =
    later.tools ||
    new Promise((done, fail) => {
      const script = document.createElement("script");
      later.done = done;
      script.onerror = () => {
        delete later.tools;
        fail(new Halt("waiting"));
      };
      script.type = "module";
      script.src = page.dataset.handover;
      document.head.appendChild(script);
    });
  return later.tools;
}

/** The script is here and gives its tools. */
export function arrive(tools) {
  later.done(tools);
}

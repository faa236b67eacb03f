/** Opening a file from another phone. */
import { Halt } from "./check.js";
import { soundFormat } from "./connection.js";
import { openFile } from "./handover.js";
import { fill, show } from "./words.js";

export class OpenBox {
  /**
   * @param {Element} box
   * @param {function(string)} installed hears the key of what was installed
   */
  constructor(box, installed) {
    this.box = box;
    this.installed = installed;
    this.input = box.querySelector("input");
    this.input.addEventListener("change", () => this.open());
    for (const button of box.querySelectorAll("[data-do]")) button.addEventListener("click", () => this.open());
    show(box, {});
    box.hidden = false;
  }

  async open() {
    const file = this.input.files[0];
    if (!file) return;
    const { box } = this;
    show(box, { reading: true });
    try {
      const { key, title, refused } = await openFile(file, soundFormat(), keyHere);
      fill(box.querySelector("[data-slot=opened]"), { title });
      show(box, { opened: true, partly: refused });
      await this.installed(key);
    } catch (error) {
      const state = error.name === "QuotaExceededError" ? "full" : error instanceof Halt ? error.state : "nozip";
      show(box, { [state]: true });
    }
  }
}

/** @return {string} the key under which this phone's pages look for a pack in that language */
function keyHere({ pack, locale }) {
  const box = document.querySelector(`[data-pack="${CSS.escape(pack)}"][data-served="${CSS.escape(locale)}"]`);
  return `${pack}/${box ? box.dataset.locale : locale}`;
}

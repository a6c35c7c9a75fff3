// @ts-check
// Captions drawn as text of the page.

/** @typedef {{ track: TextTrack, lang: string, dir: string }} Shown */

export class Drawing {
  place = "over";
  /** @type {readonly Shown[]} */
  #shown = [];

  /**
   * @param {HTMLElement} screen
   * @param {HTMLMediaElement} media
   */
  constructor(screen, media) {
    this.media = media;
    this.layer = document.createElement("div");
    this.layer.className = "drawn";
    screen.append(this.layer);
  }

  /** @param {readonly Shown[]} shown */
  show(shown) {
    for (const { track } of this.#shown) track.removeEventListener("cuechange", this.#draw);
    this.#shown = shown;
    for (const { track } of shown) track.addEventListener("cuechange", this.#draw);
    this.#draw();
  }

  disconnect() {
    this.show([]);
    this.layer.remove();
  }

  #draw = () => {
    const lines = this.#shown.flatMap(({ track, lang, dir }) =>
      [...(track.activeCues ?? [])].map((cue) => {
        const line = Object.assign(document.createElement("p"), { lang, dir });
        line.append(/** @type {VTTCue} */ (cue).getCueAsHTML());
        return line;
      }),
    );
    this.layer.replaceChildren(...lines);
  };
}

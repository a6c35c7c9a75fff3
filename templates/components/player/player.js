// @ts-check
// The player on the page: knows its video's text tracks, hears what its menu and other players ask
// for, and saves a choice. The seam for more controls: state goes down to a control as attributes,
// requests come up from it as events.
import { CaptionsMenu } from "../captions-menu/captions-menu.js";
import { body, nearest, OFF } from "./choice.js";
import { expected, swap } from "./markup.js";

/** A choice of captions, for every player of the page. */
export const CHOSEN = "legenda-captions";

export class Player extends HTMLElement {
  /** @type {HTMLMediaElement | null} */
  #media = null;
  /** @type {CaptionsMenu | null} */
  #menu = null;

  connectedCallback() {
    const menu = this.querySelector("legenda-captions-menu");
    // Audio, embeds and videos without captions have no menu: nothing to do.
    if (!menu) return;
    this.#menu = expected(this, "legenda-captions-menu", CaptionsMenu);
    this.#media = expected(this, "video", HTMLVideoElement);
    expected(this, "[role=status]", HTMLElement);
    expected(this, "form", HTMLFormElement);
    this.#media.textTracks.addEventListener("change", this.#changed);
    document.addEventListener(CHOSEN, this.#chosen);
    this.querySelectorAll("[data-with-script], [data-without-script]").forEach(swap);
  }

  disconnectedCallback() {
    this.#media?.textTracks.removeEventListener("change", this.#changed);
    document.removeEventListener(CHOSEN, this.#chosen);
  }

  /** The tracks a viewer reads, by the value that chooses each. */
  get #tracks() {
    const elements = this.#media?.querySelectorAll("track[data-captions]") ?? [];
    return new Map(
      Array.from(/** @type {Iterable<HTMLTrackElement>} */ (elements), (element) => [
        element.dataset.captions ?? "",
        element.track,
      ]),
    );
  }

  /** A choice made here or in another player of the page. */
  #chosen = (/** @type {Event} */ event) => {
    if (!(event instanceof CustomEvent)) return;
    const here = event.target instanceof Node && this.contains(event.target);
    const value = nearest(event.detail.captions, [...this.#tracks.keys()]);
    if (value === null) return;
    for (const [name, track] of this.#tracks) {
      track.mode = name === value ? "showing" : "disabled";
    }
    this.#show(value, { aloud: here });
    if (here) this.#save(value);
  };

  /** A change in the browser's own controls; ours have said theirs before. */
  #changed = () => {
    const shown = [...this.#tracks].find(([, track]) => track.mode === "showing");
    const value = shown ? shown[0] : OFF;
    if (value === this.#menu?.value) return;
    // Some browsers choose by themselves while loading: that is shown, but nobody's choice.
    if (navigator.userActivation?.isActive === false) {
      this.#show(value, { aloud: false });
    } else {
      this.dispatchEvent(new CustomEvent(CHOSEN, { bubbles: true, detail: { captions: value } }));
    }
  };

  /**
   * Says what is shown; read aloud only where the viewer chose it, once for the whole page.
   * @param {string} value
   * @param {{ aloud: boolean }} how
   */
  #show(value, { aloud }) {
    if (!this.#menu || (this.#menu.value === value && !aloud)) return;
    this.#menu.value = value;
    const status = expected(this, "[role=status]", HTMLElement);
    status.setAttribute("aria-live", aloud ? "polite" : "off");
    status.textContent = this.#menu.said;
  }

  /** @param {string} value */
  #save(value) {
    const { action } = expected(this, "form", HTMLFormElement);
    // Not saved is not lost: the choice holds on this page, and can be made again on the next.
    fetch(action, {
      method: "POST", body: body(value), keepalive: true, redirect: "manual",
    }).catch(() => {});
  }
}

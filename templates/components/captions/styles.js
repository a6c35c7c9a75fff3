// @ts-check
// The STYLE blocks of a caption file, for its own cues alone (WebVTT 1, 8). Knows which properties
// a file may set, and which of them give way to what the reader has chosen.

/** Properties of WebVTT 1, 8.2.1 that are the reader's too. @type {Record<string, string>} */
const READERS = {
  "color": "--caption-color",
  "background-color": "--caption-background",
  "text-shadow": "--caption-edge",
  "font-family": "--caption-font",
  "font-weight": "--caption-weight",
  "font-variant-caps": "--caption-variant",
};
const AUTHORS = new RegExp(
  "^(opacity|visibility|font-style|line-height|outline-.*|text-decoration-.*" +
    "|text-combine-upright|ruby-position)$",
);
/** Lengths of the picture would be those of the page here. */
const RELATIVE = /(%|em|smaller|larger)$/;

/** The names of a file → our elements. @type {Record<string, string>} */
const TYPES = { v: "[data-voice]", lang: "[lang]", c: "span:not([data-voice], [lang], .piece)" };
const TYPE = /(^|[\s>+~,(])(c|v|lang)(?=$|[\s>+~,:)[])/g;
const QUOTED = /(\[[^\]]*\]|"[^"]*"|'[^']*')/;
const CUE = /::cue(?![\w-])(?:\(((?:[^()]|\([^()]*\))*)\))?/g;

let files = 0;

export class Sheet {
  #file = String(++files);
  #sheet = new CSSStyleSheet();
  #timed;

  /** @param {readonly string[]} blocks */
  constructor(blocks) {
    const scope = `.cue[data-file="${this.#file}"]`;
    const css = blocks.join("\n").replace(CUE, (_, argument) => selector(scope, argument));
    this.#timed = /\[data-(past|future)\]/.test(css);
    const theirs = new CSSStyleSheet();
    theirs.replaceSync(css);
    for (const rule of theirs.cssRules) {
      if (!(rule instanceof CSSStyleRule) || !within(rule.selectorText, scope)) continue;
      const at = this.#sheet.insertRule(`${rule.selectorText} {}`, this.#sheet.cssRules.length);
      copy(rule.style, /** @type {CSSStyleRule} */ (this.#sheet.cssRules[at]).style);
    }
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
  }

  /**
   * A file that says how words look before their time has them seen before.
   * @param {HTMLElement} element of a cue
   */
  dress({ dataset }) {
    dataset.file = this.#file;
    if (this.#timed) dataset.times = "styled";
  }

  close() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.#sheet);
  }
}

/**
 * Our selector for `::cue` or `::cue(argument)`.
 * @param {string} scope
 * @param {string} [argument]
 */
export function selector(scope, argument) {
  if (argument === undefined) return `${scope} .cue-words`;
  const ours = argument
    .split(QUOTED)
    .map((part) => (QUOTED.test(part) ? part.replace(/^\[voice/, "[data-voice") : renamed(part)))
    .join("");
  return `:is(${scope} :is(${ours}), ${scope}:is(${ours}) .cue-words)`;
}

/** @param {string} part of a selector, without attributes */
function renamed(part) {
  return part
    .replace(/\.(-?[A-Za-z_][\w-]*)/g, '[data-class~="$1"]')
    .replace(/#([\w-]+)/g, '[data-id="$1"]')
    .replace(/:(past|future)/g, "[data-$1]")
    .replace(TYPE, (_, before, type) => before + TYPES[type]);
}

/**
 * Whether a rule is about cues of the file and nothing else.
 * @param {string} list of selectors
 * @param {string} scope
 */
function within(list, scope) {
  const parts = list.split(/,(?![^(]*\))/);
  return parts.every((part) => part.trim().replace(/^:is\(/, "").startsWith(scope));
}

/** @param {CSSStyleDeclaration} theirs @param {CSSStyleDeclaration} ours */
function copy(theirs, ours) {
  for (const name of theirs) {
    const value = theirs.getPropertyValue(name);
    const kept = name === "font-size" ? RELATIVE.test(value) : AUTHORS.test(name);
    if (name in READERS) ours.setProperty(name, `var(${READERS[name]}, ${value})`);
    else if (kept && !value.includes("url(")) ours.setProperty(name, value);
  }
}

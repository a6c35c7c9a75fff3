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
/** What lies behind all that is in a region is its window. */
const WINDOW = { ...READERS, "background-color": "--caption-window" };
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
const REGION = /::cue-region(?![\w-])(?:\(\s*(#[\w-]+)\s*\))?/g;
const CUE = /::cue(?![\w-])(?:\(((?:[^()]|\([^()]*\))*)\))?/g;

let files = 0;

export class Sheet {
  #file = String(++files);
  #sheet = new CSSStyleSheet();
  #timed;

  /** @param {readonly string[]} blocks */
  constructor(blocks) {
    const [scope, region] = [".cue", ".region"].map((one) => `${one}[data-file="${this.#file}"]`);
    const css = blocks
      .join("\n")
      .replace(REGION, (_, id = "") => region + renamed(id))
      .replace(CUE, (_, argument) => selector(scope, argument));
    this.#timed = /\[data-(past|future)\]/.test(css);
    const theirs = new CSSStyleSheet();
    theirs.replaceSync(css);
    for (const rule of theirs.cssRules) {
      const home = rule instanceof CSSStyleRule && within(rule.selectorText, scope, region);
      if (!home) continue;
      const at = this.#sheet.insertRule(`${rule.selectorText} {}`, this.#sheet.cssRules.length);
      const ours = /** @type {CSSStyleRule} */ (this.#sheet.cssRules[at]).style;
      copy(rule.style, ours, home === region ? WINDOW : READERS);
    }
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
  }

  /**
   * A file that says how words look before their time has them seen before.
   * @param {HTMLElement} element of a cue or a region
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
 * What a rule is about, where that is cues of the file or its regions, and nothing else.
 * @param {string} list of selectors
 * @param {string[]} scopes
 */
function within(list, ...scopes) {
  const parts = list.split(/,(?![^(]*\))/).map((part) => part.trim().replace(/^:is\(/, ""));
  return scopes.find((scope) => parts.every((part) => part.startsWith(scope)));
}

/**
 * @param {CSSStyleDeclaration} theirs
 * @param {CSSStyleDeclaration} ours
 * @param {Record<string, string>} readers  what gives way to the reader's choice
 */
function copy(theirs, ours, readers) {
  for (const name of theirs) {
    const value = theirs.getPropertyValue(name);
    const kept = name === "font-size" ? RELATIVE.test(value) : AUTHORS.test(name);
    if (name in readers) ours.setProperty(name, `var(${readers[name]}, ${value})`);
    else if (kept && !value.includes("url(")) ours.setProperty(name, value);
  }
}

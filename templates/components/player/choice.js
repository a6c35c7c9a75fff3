// @ts-check
// Which captions a choice means. A choice is the value of a form or menu: "off", a language tag,
// or a tag with the kind of track where a video has two of that language: "es.captions".

export const OFF = "off";

/**
 * The one of `available` that fits what was chosen for another video, or null: the same value,
 * the same tag, a narrower one (en → en-GB), a wider one (pt-BR → pt), the same language.
 * @param {string} chosen
 * @param {readonly string[]} available
 * @returns {string | null}
 */
export function nearest(chosen, available) {
  if (chosen === OFF || available.includes(chosen)) return chosen;
  if (!chosen) return null;
  const wanted = tag(chosen);
  const language = wanted.split("-")[0];
  const fits = [
    (/** @type {string} */ one) => one === wanted,
    (/** @type {string} */ one) => one.startsWith(`${wanted}-`),
    (/** @type {string} */ one) => wanted.startsWith(`${one}-`),
    (/** @type {string} */ one) => one.split("-")[0] === language && script(one) === script(wanted),
  ];
  for (const fit of fits) {
    const found = available.find((one) => fit(tag(one)));
    if (found) return found;
  }
  return null;
}

/** @param {string} value */
function tag(value) {
  return value.split(".")[0];
}

/**
 * The script a language is written in: a reader of zh-Hant may not read zh-Hans.
 * @param {string} text
 */
function script(text) {
  return new Intl.Locale(text).maximize().script;
}

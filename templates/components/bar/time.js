// @ts-check
// Times and shares as a viewer reads and hears them, in the digits of a language.

/**
 * 1:05 or 1:02:05.
 * @param {number} seconds
 * @param {string} language
 */
export function clock(seconds, language) {
  const [hours, ...rest] = parts(seconds);
  const shown = hours ? [hours, ...rest] : rest;
  return shown.map((part, place) => whole(part, place && 2, language)).join(":");
}

/**
 * @param {number} number
 * @param {number} least  digits it has at least
 * @param {string} language
 */
function whole(number, least, language) {
  const minimumIntegerDigits = least || 1;
  return new Intl.NumberFormat(language, { minimumIntegerDigits }).format(number);
}

/**
 * “150%”, “150 %”, “%150”, as a language writes it.
 * @param {number} hundredths
 * @param {string} language
 */
export function percent(hundredths, language) {
  return new Intl.NumberFormat(language, { style: "percent" }).format(hundredths / 100);
}

/**
 * In words of a language, with its plurals: “1 minute, 5 seconds”.
 * @param {number} seconds
 * @param {string} language
 */
export function spoken(seconds, language) {
  const units = ["hour", "minute", "second"];
  const told = parts(seconds).map((number, place) =>
    number || (place === 2 && seconds < 60)
      ? new Intl.NumberFormat(language, {
          style: "unit", unit: units[place], unitDisplay: "long",
        }).format(number)
      : "",
  );
  return new Intl.ListFormat(language, { type: "unit" }).format(told.filter(Boolean));
}

/** @param {number} seconds */
function parts(seconds) {
  const whole = Math.max(0, Math.floor(seconds) || 0);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}

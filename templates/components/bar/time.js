// @ts-check
// Times as a viewer reads and hears them.

/**
 * 1:05 or 1:02:05.
 * @param {number} seconds
 */
export function clock(seconds) {
  const [hours, minutes, rest] = parts(seconds);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
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

// @ts-check
// The form of preferences with script: a look is seen at once, on the sample and on every video; the
// voices to choose from are those of this browser. It knows the form, and no player.

/**
 * Returns what takes a look back that was tried and not saved.
 * @param {HTMLFormElement} form
 */
export function enhance(form) {
  const styled = [...form.elements].filter(
    (/** @type {any} */ one) => one.name?.startsWith("look_"),
  );
  const before = looks()[0]?.href ?? "";
  let wanted = before;

  const see = (/** @type {string} */ address) => {
    if (address === wanted) return;
    wanted = address;
    if (!address) return keepOnly(null);
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.dataset.look = "";
    // What was there before stays until this one can be seen, or for good where it is none.
    link.onload = () => (wanted === address ? keepOnly(link) : link.remove());
    link.onerror = () => link.remove();
    link.href = address;
    document.head.append(link);
  };
  const keepOnly = (/** @type {HTMLLinkElement | null} */ link) => {
    for (const other of looks()) if (other !== link) other.remove();
    document.dispatchEvent(new Event("legenda-look"));
    warn(form);
  };
  const changed = () => {
    const code = styled.map((/** @type {any} */ one) => valueOf(one)).join("-");
    see(new URL((form.dataset.looks ?? "").replace("CODE", code), location.href).href);
  };
  const pressed = (/** @type {MouseEvent} */ event) => {
    const preset = event.target instanceof Element && event.target.closest("[data-code]");
    if (!(preset instanceof HTMLElement)) return;
    event.preventDefault();
    const values = preset.dataset.code?.split("-") ?? [];
    styled.forEach((/** @type {any} */ one, place) => {
      if (one.type === "checkbox") one.checked = values[place] === "on";
      else one.value = values[place];
    });
    changed();
    const told = form.querySelector(".told");
    if (told) told.textContent = preset.dataset.said ?? "";
  };

  form.addEventListener("input", (/** @type {any} */ event) => {
    if (styled.includes(event.target)) changed();
  });
  form.addEventListener("click", pressed);
  offerVoices(/** @type {HTMLSelectElement | null} */ (form.elements.namedItem("voice")));
  return () => see(before);
}

/** @returns {NodeListOf<HTMLLinkElement>} */
function looks() {
  return document.querySelectorAll("link[data-look]");
}

/** @param {any} field */
function valueOf(field) {
  return field.type === "checkbox" ? (field.checked ? "on" : "off") : field.value;
}

/**
 * Text that many cannot read is told of: the stylesheet of a look says what its contrast is.
 * @param {HTMLFormElement} form
 */
function warn(form) {
  const root = document.documentElement;
  // The usual look has no stylesheet, and can be read.
  const ratio = Number(getComputedStyle(root).getPropertyValue("--caption-contrast") || 21);
  const words = form.querySelector(".faint");
  const figure = words?.querySelector(".ratio");
  if (!words || !figure) return;
  figure.textContent = ratio.toLocaleString(root.lang);
  words.toggleAttribute("hidden", ratio >= 4.5);
}

/** @param {HTMLSelectElement | null} field */
function offerVoices(field) {
  if (!field || !("speechSynthesis" in window)) return;
  const fill = () => {
    const known = new Set([...field.options].map((option) => option.value));
    for (const { name } of speechSynthesis.getVoices()) {
      if (!known.has(name)) field.add(new Option(name, name));
      known.add(name);
    }
  };
  fill();
  speechSynthesis.addEventListener?.("voiceschanged", fill);
}

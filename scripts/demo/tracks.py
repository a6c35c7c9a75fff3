"""Caption files and tracks.toml from a timeline; every language has the same times."""

from collections.abc import Iterable

from .timing import Timeline
from .words import LINE_BREAK, SPOKEN, Item

EASY = "en-simple"
NARRATOR = {
    "en-GB": "Narrator",
    "en-simple": "Narrator",
    "cy": "Llais",
    "es": "Narrador",
    "fr": "Narrateur",
    "pl": "Narrator",
    "ar": "الراوي",
    "ur": "راوی",
    "zh-Hans": "旁白",
}
PROJECT = "Legenda project"

Row = tuple[float, float, str]


def files(item: Item, times: Timeline) -> dict[str, str]:
    """File name to text, for the whole folder of the item."""
    made = {f"{language}.vtt": webvtt(_cues(times, language)) for language in item.languages}
    made[f"{SPOKEN}.chapters.vtt"] = webvtt(_chapters(times))
    if times.descriptions:
        rows = [(spoken.start, spoken.end, spoken.text) for spoken in times.descriptions]
        made[f"{SPOKEN}.descriptions.vtt"] = webvtt(rows)
    made["tracks.toml"] = _origins(made)
    return made


def webvtt(rows: Iterable[Row]) -> str:
    """A WebVTT file; a row is start, end (seconds) and text with `|` between lines."""
    blocks = ["WEBVTT"]
    for number, (start, end, text) in enumerate(rows, 1):
        lines = text.replace(LINE_BREAK, "\n")
        blocks.append(f"{number}\n{_clock(start)} --> {_clock(end)}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def _clock(seconds: float) -> str:
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{thousandths // 1000:02}.{thousandths % 1000:03}"


def _cues(times: Timeline, language: str) -> list[Row]:
    rows: list[Row] = []
    named = False
    for placed in times.lines:
        text = _escaped(placed.line.texts[language])
        if not placed.line.sound and not named:  # one voice all through: said once
            text, named = f"<v {NARRATOR[language]}>{text}", True
        rows.append((placed.start, placed.until, text))
    return rows


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _chapters(times: Timeline) -> list[Row]:
    begun = [act for act in times.acts if act.scene.chapter]
    ends = [act.start for act in begun[1:]] + [times.length]
    return [(act.start, end, act.scene.chapter) for act, end in zip(begun, ends, strict=True)]


def _origins(names: Iterable[str]) -> str:
    return "\n".join(_origin(name.removesuffix(".vtt")) for name in sorted(names))


def _origin(name: str) -> str:
    if name == EASY:
        note = "Easy-read English. Not yet tried out with its readers."
        return _table(name, note)
    if name == SPOKEN:
        return _table(name, "The narration was synthesised from these very words.")
    if name.startswith(SPOKEN):
        return _table(name)
    return _table(name, origin="machine-translated")


def _table(name: str, note: str = "", *, origin: str = "") -> str:
    made = f'origin = "{origin}"\n' if origin else ""
    noted = f'note = "{note}"\n' if note else ""
    return f'["{name}"]\n{made}by = "{PROJECT}"\n{noted}'

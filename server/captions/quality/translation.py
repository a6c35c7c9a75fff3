"""Rules about a translation beside its source, and about the language a text is in."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import langcodes

from server.captions.cuetext import plain_text
from server.captions.timestamps import timestamp

from .draft import WITHOUT_SPACES, Finding, is_sound, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.captions.cues import Cue

    from .draft import Draft

_LETTERS = re.compile(r"[^\W\d_]")
LEAST_LETTERS = 12  # of a cue that may be untranslated: names stay as they are
LEAST_TEXT = 300  # letters of a file whose language can be told
CERTAIN = 30  # by so much a language is likelier than the declared one, as a natural logarithm
# Languages that statistics take for each other, in groups.
ALIKE = (
    {"nb", "nn", "no", "da", "se"},
    {"bs", "hr", "sr", "sh", "cnr"},
    {"id", "ms", "jv", "su", "min"},
    {"hi", "mr", "ne", "kok", "gom", "sa", "bho", "mai"},
    {"es", "gl", "pt", "ca", "an", "ast", "oc"},
    {"cs", "sk"},
    {"af", "nl", "fy", "li"},
    {"ru", "be", "uk", "bg", "mk"},
    {"xh", "zu", "ss", "nr"},
    {"fa", "prs", "tg", "ps", "ur", "ckb"},
    {"ar", "arz", "apc", "ary"},
    {"en", "sco"},
    {"de", "lb", "nds", "gsw"},
    {"zh", "yue"},
    {"bn", "as"},
    {"az", "tr", "tk", "crh"},
    {"ga", "gd"},
)


def translation_count(draft: Draft) -> Iterator[Finding]:
    """Another number of cues than the source: told once, where the first of them is missing."""
    source = draft.source.cues if draft.source else ()
    if not source or len(source) == len(draft.cues) or not draft.cues:
        return
    missing = next((cue for cue in _uncovered(draft) if not is_sound(plain_text(cue.text))), None)
    at, more = 0, ""
    if missing:
        starts = [draft.cues[place].start for place in draft.order]
        at = draft.order[max(0, bisect_right(starts, missing.start) - 1)] if draft.order else 0
        words = " ".join(plain_text(missing.text).split())[:60]
        more = f" At {timestamp(missing.start)} nothing is here for “{words}”."
    yield Finding(
        at, f"Number of cues: {len(draft.cues)} here, {len(source)} in what they translate.{more}"
    )


def _uncovered(draft: Draft) -> Iterator[Cue]:
    """Cues of the source in whose time no cue of the translation shows."""
    cues = [draft.cues[at] for at in draft.order]
    at = 0
    for cue in sorted(draft.source.cues if draft.source else (), key=lambda it: it.start):
        while at < len(cues) and cues[at].end <= cue.start:
            at += 1
        if at == len(cues) or cues[at].start >= cue.end:
            yield cue


def translation_times(draft: Draft) -> Iterator[Finding]:
    """Cues that show at other times than those they translate."""
    most = draft.limits.translation_offset
    source = draft.source.cues if draft.source else ()
    if not most or len(source) != len(draft.cues):
        return
    for at, (ours, theirs) in enumerate(zip(draft.cues, source, strict=True)):
        off = max(ours.start - theirs.start, ours.end - theirs.end, key=abs)
        if abs(off) > most and ours.end > ours.start:
            when = "later" if off > 0 else "earlier"
            yield Finding(
                at,
                f"This cue is {seconds(abs(off))} {when} than the one it translates (from "
                f"{timestamp(theirs.start)}). Give it the same times.",
            )


def untranslated_cue(draft: Draft) -> Iterator[Finding]:
    """Cues that say what the source says, in the source's words."""
    if not draft.source:
        return
    theirs = {cue.start: cue for cue in draft.source.cues}
    for at, cue in enumerate(draft.cues):
        other = theirs.get(cue.start)
        text = draft.texts[at]
        if other is None or _words(text) != _words(plain_text(other.text)):
            continue
        enough = draft.base in WITHOUT_SPACES or len(text.split()) >= 3
        if enough and len(_LETTERS.findall(text)) >= LEAST_LETTERS:
            yield Finding(at, "This cue is still in the language of its source. Translate it.")


def _words(text: str) -> list[str]:
    return text.casefold().split()


def wrong_language(draft: Draft) -> Iterator[Finding]:
    """A file whose text is in another script or another language than it is said to be."""
    text = "\n".join(draft.texts)[:20_000]
    letters = _LETTERS.findall(text)
    if len(letters) < LEAST_TEXT:
        return
    declared = langcodes.get(draft.language.tag)
    script = declared.maximize().script or ""
    pattern = _SCRIPTS.get(script)
    if pattern and len(pattern.findall(text)) * 5 < len(letters):
        name = declared.display_name("en")
        yield Finding(
            0,
            f"This is said to be {name}, and hardly a letter is of that script. Mend the language "
            "in the file's name, or put the right file here.",
        )
    elif found := _told(text, draft.base):
        yield Finding(
            0,
            f"This is said to be {declared.display_name('en')}, and reads like "
            f"{langcodes.get(found).display_name('en')}. Mend the language in the file's name, or "
            "put the right file here.",
        )


def _told(text: str, base: str) -> str:
    """The language that a text is surely in, if it is not `base` or one like it; else ""."""
    ranked = _ranked(text)
    alike = {base}.union(*(group for group in ALIKE if base in group))
    known = [score for language, score in ranked if language in alike]
    if not known:
        return ""
    found, best = ranked[0]
    return found if found not in alike and best - max(known) >= CERTAIN else ""


def _ranked(text: str) -> list[tuple[str, float]]:
    """Languages by how well they explain the text; none without the extra `language`."""
    try:
        import py3langid
    except ImportError:
        return []
    return [(str(language), float(score)) for language, score in py3langid.rank(text)]


def _script(*ranges: str) -> re.Pattern[str]:
    return re.compile("[" + "".join(ranges) + "]")


# The letters of the scripts that captions are most often in (ISO 15924 → Unicode's blocks).
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_SCRIPTS = {
    "Arab": _script("\u0620-\u06ff\u0750-\u077f\ufb50-\ufefc"),
    "Armn": _script("\u0531-\u0587"),
    "Beng": _script("\u0980-\u09ff"),
    "Cyrl": _script("\u0400-\u052f"),
    "Deva": _script("\u0900-\u097f"),
    "Ethi": _script("\u1200-\u137f"),
    "Geor": _script("\u10a0-\u10ff"),
    "Grek": _script("\u0370-\u03ff\u1f00-\u1fff"),
    "Gujr": _script("\u0a80-\u0aff"),
    "Guru": _script("\u0a00-\u0a7f"),
    "Hans": _script(_HAN),
    "Hant": _script(_HAN),
    "Hebr": _script("\u05d0-\u05ea"),
    "Jpan": _script("\u3040-\u30ff", _HAN),
    "Khmr": _script("\u1780-\u17ff"),
    "Knda": _script("\u0c80-\u0cff"),
    "Kore": _script("\uac00-\ud7a3\u1100-\u11ff"),
    "Laoo": _script("\u0e80-\u0eff"),
    "Latn": _script("A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
    "Mlym": _script("\u0d00-\u0d7f"),
    "Mymr": _script("\u1000-\u109f"),
    "Orya": _script("\u0b00-\u0b7f"),
    "Sinh": _script("\u0d80-\u0dff"),
    "Taml": _script("\u0b80-\u0bff"),
    "Telu": _script("\u0c00-\u0c7f"),
    "Thai": _script("\u0e00-\u0e7f"),
}

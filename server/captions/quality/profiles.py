"""The profiles: how much is too much, by whose guideline. Data, each with its source.

Knows figures; knows nothing of how they are measured. Times are in milliseconds; None asks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The figures that rules read.

    Characters are counted without tags and line ends; a wide one (East Asian) counts two, or one
    where `full_width` says that the figures are of full-width characters (a narrow one is half).
    """

    characters_per_second: float | None = None
    words_per_minute: float | None = None
    characters_per_line: float | None = None
    lines_per_cue: int | None = None
    minimum_duration: int | None = None
    maximum_duration: int | None = None
    minimum_gap: int | None = None  # between any two cues
    minimum_pause: int | None = None  # a gap is none, or at least this
    silence: int | None = 30_000  # the longest time without a cue
    late_start: int | None = 30_000  # by when the first cue starts
    translation_offset: int | None = 500  # between a cue and the one it translates
    full_width: bool = False


# The figures an owner may set, by what they are counted in.
FIGURES = tuple(it.name for it in fields(Thresholds) if it.name != "full_width")
TIMES = frozenset(
    name
    for name in FIGURES
    if name.startswith(("minimum_", "maximum_")) or name in ("silence", "late_start")
) | {"translation_offset"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A guideline: its figures, those of single languages, and rules it does not have."""

    name: str
    title: str
    source: str
    note: str
    thresholds: Thresholds
    languages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    off: frozenset[str] = frozenset()

    def limits(self, language: Language) -> Thresholds:
        """The figures for captions in a language: `zh-Hant` before `zh` before the general."""
        tags, tag = [], language.tag
        while tag:
            tags.append(tag)
            tag = tag.rpartition("-")[0]
        changes: dict[str, Any] = {}
        for tag in reversed(tags):
            changes |= self.languages.get(tag, {})
        return replace(self.thresholds, **changes)

    def changed(
        self,
        figures: Mapping[str, Any],
        *,
        languages: Mapping[str, Mapping[str, Any]] | None = None,
        off: frozenset[str] = frozenset(),
    ) -> Profile:
        """The profile with other figures: general ones, those of languages, rules left out."""
        by_language = {tag: dict(changes) for tag, changes in self.languages.items()}
        for tag, changes in (languages or {}).items():
            by_language[tag] = by_language.get(tag, {}) | dict(changes)
        return replace(
            self,
            thresholds=replace(self.thresholds, **figures),
            languages=by_language,
            off=self.off | off,
        )


_NETFLIX = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/"
_NETFLIX_LANGUAGES: dict[str, dict[str, Any]] = {
    "ja": {"characters_per_line": 13, "characters_per_second": 4, "full_width": True},
    "ko": {"characters_per_line": 16, "characters_per_second": 12, "full_width": True},
    "zh": {"characters_per_line": 16, "characters_per_second": 9, "full_width": True},
    "th": {"characters_per_line": 35},
}
_NETFLIX_FIGURES = Thresholds(
    characters_per_second=20,
    characters_per_line=42,
    lines_per_cue=2,
    minimum_duration=833,
    maximum_duration=7000,
    minimum_gap=66,
)
_DCMP = "https://dcmp.org/learn/5-captioning-guidelines-for-the-dcmp"
_DCMP_NOTE = "32 characters a line, at least 2 seconds, {} words a minute for {}."
_DCMP_FIGURES = Thresholds(
    words_per_minute=160, characters_per_line=32, lines_per_cue=2, minimum_duration=2000
)

_ALL = (
    Profile(
        name="legenda",
        title="Legenda",
        source="ours: the middle of the others",
        note="Kind to viewers: 17 characters a second is slower than Netflix (20) and TED (21) and "
        "a little faster than ARD (13–15). Words are not counted: their lengths differ too much "
        "between languages. Figures for Japanese, Korean and Chinese are of full-width characters.",
        thresholds=Thresholds(
            characters_per_second=17,
            characters_per_line=42,
            lines_per_cue=2,
            minimum_duration=1000,
            maximum_duration=7000,
        ),
        languages={
            "ja": {"characters_per_line": 16, "characters_per_second": 7, "full_width": True},
            "ko": {"characters_per_line": 16, "characters_per_second": 12, "full_width": True},
            "zh": {"characters_per_line": 16, "characters_per_second": 9, "full_width": True},
            "th": {"characters_per_line": 35},
        },
    ),
    Profile(
        name="bbc",
        title="BBC",
        source="https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/",
        note="160 to 180 words a minute; 37 characters, or 68 % of the width of the picture; two "
        "lines; a gap is none, or at least a second. Sounds are in capitals.",
        thresholds=Thresholds(
            words_per_minute=180, characters_per_line=37, lines_per_cue=2, minimum_pause=1000
        ),
        off=frozenset({"all-capitals"}),
    ),
    Profile(
        name="netflix",
        title="Netflix, for adults",
        source=_NETFLIX + "215758617-Timed-Text-Style-Guide-General-Requirements",
        note="42 characters, two lines, 5/6 to 7 seconds, two frames between cues (66 ms are two "
        "frames at 30 a second), 20 characters a second; figures of their own for Japanese, "
        "Korean and Chinese (in full-width characters) and Thai.",
        thresholds=_NETFLIX_FIGURES,
        languages=_NETFLIX_LANGUAGES,
    ),
    Profile(
        name="netflix-children",
        title="Netflix, for children",
        source=_NETFLIX + "217350977-English-USA-Timed-Text-Style-Guide",
        note="As for adults, with 17 characters a second.",
        thresholds=replace(_NETFLIX_FIGURES, characters_per_second=17),
        languages=_NETFLIX_LANGUAGES,
    ),
    Profile(
        name="dcmp",
        title="DCMP, for adults",
        source=_DCMP,
        note=_DCMP_NOTE.format("150–160", "adults"),
        thresholds=_DCMP_FIGURES,
    ),
    Profile(
        name="dcmp-middle",
        title="DCMP, for older pupils",
        source=_DCMP,
        note=_DCMP_NOTE.format("120–130", "lower and middle levels; here the upper end"),
        thresholds=replace(_DCMP_FIGURES, words_per_minute=130),
    ),
    Profile(
        name="dcmp-lower",
        title="DCMP, for young pupils",
        source=_DCMP,
        note=_DCMP_NOTE.format("120–130", "lower and middle levels; here the lower end"),
        thresholds=replace(_DCMP_FIGURES, words_per_minute=120),
    ),
    Profile(
        name="ard",
        title="ARD, ORF, SRF, ZDF",
        source="https://daserste.de/specials/service/untertitel-standards100.html",
        note="37 characters, two lines, at least a second, 13 to 15 characters a second, a frame "
        "between cues (40 ms, at 25 a second).",
        thresholds=Thresholds(
            characters_per_second=15,
            characters_per_line=37,
            lines_per_cue=2,
            minimum_duration=1000,
            minimum_gap=40,
        ),
    ),
    Profile(
        name="ted",
        title="TED Translators",
        source="https://translations.ted.com/TED_Translators_Cheat-sheet",
        note="21 characters a second, 42 characters, two lines, 1 to 7 seconds. Sounds stand in "
        "(…), what is written in the picture in […], so both may be in a file.",
        thresholds=Thresholds(
            characters_per_second=21,
            characters_per_line=42,
            lines_per_cue=2,
            minimum_duration=1000,
            maximum_duration=7000,
        ),
        off=frozenset({"sound-style"}),
    ),
)
PROFILES: dict[str, Profile] = {profile.name: profile for profile in _ALL}
DEFAULT = "legenda"

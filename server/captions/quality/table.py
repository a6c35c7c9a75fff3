"""The table of rules: id, severity, reason, source, function, and the figures it reads.

`QUALITY_RULES` is what is found in captions that were read, `RULES` all, those of reading included.
An error breaks a cue for every viewer; what is a matter of degree or of taste is a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.captions.rules import ERROR, WARNING
from server.captions.rules import RULES as READING_RULES
from server.problems import Rule

from . import excuses, lines, signs, speech, timing, translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .draft import Draft, Finding

    Check = Callable[[Draft], Iterator[Finding]]

SHOWN = frozenset({"captions", "subtitles"})
SAID = SHOWN | {"descriptions"}
READ = SAID | {"chapters"}

_BBC = "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/"
_NETFLIX = (
    "https://partnerhelp.netflixstudios.com/hc/en-us/articles/"
    "215758617-Timed-Text-Style-Guide-General-Requirements"
)
_DCMP = "https://dcmp.org/learn/5-captioning-guidelines-for-the-dcmp"
_TED = "https://translations.ted.com/TED_Translators_Cheat-sheet"
_WEBVTT = "https://www.w3.org/TR/webvtt1/"
_WCAG_CAPTIONS = "https://www.w3.org/WAI/WCAG22/Understanding/captions-prerecorded.html"
_WCAG_LANGUAGE = "https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRule(Rule):
    """A rule with what finds it broken: the figures that reads, the kinds of track it is for.

    What is `once` a habit of the file is told once where it is found in most cues.
    """

    check: Check
    reads: tuple[str, ...] = ()
    kinds: frozenset[str] = SHOWN
    once: bool = False


def _rule(
    reason: str,
    source: str,
    check: Check,
    *reads: str,
    kinds: frozenset[str] = SHOWN,
    once: bool = False,
    severity: object = WARNING,
) -> QualityRule:
    severity = ERROR if severity is ERROR else WARNING
    return QualityRule(
        severity=severity,
        reason=reason,
        source=source,
        check=check,
        reads=reads,
        kinds=kinds,
        once=once,
    )


QUALITY_RULES: dict[str, QualityRule] = {
    "reading-speed": _rule(
        "A cue shows long enough to be read, with time to look at the picture.",
        _BBC,
        timing.reading_speed,
        "characters_per_second",
        "words_per_minute",
    ),
    "short-cue": _rule(
        "A cue shows long enough to be noticed.", _TED, timing.short_cue, "minimum_duration"
    ),
    "long-cue": _rule(
        "A cue goes when it has been read; else viewers begin to read it again.",
        _NETFLIX,
        timing.long_cue,
        "maximum_duration",
    ),
    "short-gap": _rule(
        "Between two cues there is no flicker: the gap is seen as one, or there is none.",
        _BBC,
        timing.short_gap,
        "minimum_gap",
        "minimum_pause",
        once=True,
    ),
    "overlap": _rule(
        "One cue at a time stands in one place: of two, the second is pushed up and jumps.",
        _WEBVTT + "#processing-cue-settings",
        timing.overlap,
        kinds=SAID,
        once=True,
    ),
    "duplicate-cue": _rule(
        "A text is there once at a time.", _BBC, timing.duplicate_cue, kinds=SAID, once=True
    ),
    "empty-cue": _rule(
        "A cue has something to read: an empty one may show as an empty box.",
        _WEBVTT + "#introduction",
        timing.empty_cue,
        kinds=READ,
    ),
    "past-end": _rule(
        "No cue is beyond the end of the video: captions of another cut are out of step.",
        _WCAG_CAPTIONS,
        timing.past_end,
        kinds=READ,
        once=True,
    ),
    "long-silence": _rule(
        "What is heard is captioned; a long time without a cue is perhaps forgotten.",
        _WCAG_CAPTIONS,
        timing.silence,
        "silence",
    ),
    "late-start": _rule(
        "Captions begin with the sound, not when somebody first speaks.",
        _WCAG_CAPTIONS,
        timing.late_start,
        "late_start",
    ),
    "line-length": _rule(
        "A line fits into the picture; else it wraps, at a place that nobody chose.",
        _BBC,
        lines.line_length,
        "characters_per_line",
        once=True,
    ),
    "line-count": _rule(
        "A cue leaves the picture free.", _NETFLIX, lines.line_count, "lines_per_cue"
    ),
    "bad-break": _rule(
        "A line ends where a phrase ends: not after an article or a preposition.",
        _NETFLIX,
        lines.bad_break,
        "characters_per_line",
    ),
    "orphan": _rule("No short word stands alone on the last line.", _TED, lines.orphan),
    "unmarked-speaker": _rule(
        "Viewers see who speaks: a voice tag alone shows nothing.",
        _BBC,
        speech.unmarked_speaker,
        once=True,
    ),
    "sound-style": _rule(
        "Sounds look alike throughout a file, so that they are known at a glance.",
        _DCMP,
        speech.sound_style,
        once=True,
    ),
    "all-capitals": _rule(
        "Speech is in small letters: capitals are harder to read and look like shouting.",
        "https://www.captioningkey.org/text.html",
        speech.all_capitals,
        once=True,
    ),
    "profanity-mask": _rule(
        "Captions say what is heard: who can hear the word should not be the only one to know it.",
        _BBC,
        speech.profanity_mask,
    ),
    "unbalanced-bracket": _rule(
        "A bracket that opens is closed, in its cue or in the next.",
        "ours",
        signs.unbalanced_bracket,
        kinds=READ,
    ),
    "mixed-quotes": _rule(
        "Quotation marks and apostrophes are straight or curly, not both in one file.",
        "ours",
        signs.mixed_quotes,
        kinds=READ,
    ),
    "direction-mark": _rule(
        "Marks that turn the direction of text are closed in their line, and of one kind.",
        "https://www.w3.org/International/questions/qa-bidi-unicode-controls",
        signs.direction_mark,
        kinds=READ,
    ),
    "control-character": _rule(
        "A text has no control characters: some fonts show them as boxes.",
        "https://www.w3.org/TR/charmod-norm/",
        signs.control_character,
        kinds=READ,
    ),
    "stray-bom": _rule(
        "A byte-order mark stands at the beginning of a file, if anywhere.",
        "https://www.w3.org/International/questions/qa-byte-order-mark",
        signs.stray_bom,
        kinds=READ,
    ),
    "foreign-markup": _rule(
        "Codes of other formats are no text: viewers would read {\\an8} and &nbsp;.",
        _WEBVTT + "#webvtt-cue-text",
        signs.foreign_markup,
        kinds=READ,
        severity=ERROR,
    ),
    "link": _rule(
        "An address in a caption cannot be followed; it belongs on the page.",
        "ours",
        signs.link,
    ),
    "translation-count": _rule(
        "A translation has a cue for every cue of its source.",
        "ours",
        translation.translation_count,
        kinds=frozenset({"subtitles"}),
    ),
    "translation-times": _rule(
        "The cues of a translation show when those of its source do.",
        "ours",
        translation.translation_times,
        "translation_offset",
        kinds=frozenset({"subtitles"}),
        once=True,
    ),
    "untranslated-cue": _rule(
        "Every cue of a translation is in its own language.",
        _WCAG_LANGUAGE,
        translation.untranslated_cue,
        kinds=frozenset({"subtitles"}),
        once=True,
    ),
    "wrong-language": _rule(
        "The text is in the language that the file's name says.",
        _WCAG_LANGUAGE,
        translation.wrong_language,
        kinds=READ,
    ),
    "excuse": _rule(
        "An excuse names a rule and says why: NOTE excuse reading-speed: song lyrics.",
        "ours",
        excuses.bad_excuses,
        kinds=READ,
    ),
}
excuses.KNOWN.update(QUALITY_RULES)

RULES: Mapping[str, Rule] = {**READING_RULES, **QUALITY_RULES}

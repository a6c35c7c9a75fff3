# ruff: noqa: E501 - a paragraph of a page is one line

"""Writes docs/captions-quality.md from the table of rules, the profiles and the rules' cases.

python scripts/write_quality_docs.py            writes the page
python scripts/write_quality_docs.py --check    says whether it is current (exit code 1: no)
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from server.captions.quality import PROFILES, QUALITY_RULES, Profile, Thresholds  # noqa: E402
from server.captions.quality.profiles import FIGURES, TIMES  # noqa: E402
from server.captions.quality.table import QualityRule  # noqa: E402
from server.captions.rules import ERROR, WARNING  # noqa: E402
from server.captions.rules import RULES as READING_RULES  # noqa: E402

PAGE = ROOT / "docs" / "captions-quality.md"
CASES = ROOT / "tests" / "captions" / "quality.toml"
READING_CASES = ROOT / "tests" / "captions" / "problems.toml"

WHAT = {
    "characters_per_second": "characters a second, at most",
    "words_per_minute": "words a minute, at most",
    "characters_per_line": "characters in a line, at most",
    "lines_per_cue": "lines in a cue, at most",
    "minimum_duration": "seconds a cue shows, at least",
    "maximum_duration": "seconds a cue shows, at most",
    "minimum_gap": "seconds between two cues, at least",
    "minimum_pause": "seconds of a gap, where there is one, at least",
    "silence": "seconds without a cue, at most",
    "late_start": "seconds until the first cue, at most",
    "translation_offset": "seconds between a cue and the one it translates, at most",
}

_A = {ERROR: "an error", WARNING: "a warning"}

HEAD = """\
# The quality of captions

<!-- Written by scripts/write_quality_docs.py; change the table or the cases, not this page. -->

`legenda check` reads every caption file as a viewer would: is there time to read it, does it say what is heard, does it look as it should? This page has the guidelines it can judge by and every rule, with a good and a bad example.

Choose a guideline, change a figure, leave out a rule: see [for authors](authors.md#the-quality-of-captions).

## How things are counted

- Characters are counted as a viewer sees them: without tags, with character references resolved. A mark above a letter counts nothing. A wide character of an East Asian script takes the place of two; where a profile has figures of its own for Japanese, Korean or Chinese, these are full-width characters, and a narrow one counts half.
- Words are what stands between spaces. In Chinese, Japanese, Thai and other scripts without spaces words are not counted. A cue of fewer than four words has no rate.
- A speed is that of one cue: its characters over the time it shows.
- A time may be a frame longer or shorter than the figure (1/24 s).
- One problem is told of a rule in a cue. What most cues of a file have in common is told once, with how often.
- The language of a file is judged by the whole file, never by a cue, and only with 300 letters or more. Without the extra `language` (`pip install 'legenda[language]'`) only the script is.

"""

EXCUSES = """\
## Excuses

A rule can be wrong about a cue. Say so, and why, in a note above it:

```
NOTE excuse reading-speed: song lyrics, nobody reads them to the end

00:12.000 --> 00:13.000
La la la, I can't hear you, la la la
```

The problem is then not told. `legenda check` counts the excuses. A note may have several, one on each line. An excuse without a reason excuses nothing. What holds for a whole file, such as its language, is excused above its first cue. The rules of [reading](#what-reading-finds) cannot be excused: what they find is broken for everyone.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join([*_profiles(), *_rules(), *_reading_rules(), EXCUSES])


def _profiles() -> Iterator[str]:
    yield "## The profiles\n"
    yield "| figure | " + " | ".join(f"`{name}`" for name in PROFILES) + " |"
    yield "| --- |" + " --- |" * len(PROFILES)
    for name in FIGURES:
        figures = (_figure(profile.thresholds, name) for profile in PROFILES.values())
        yield f"| {WHAT[name]} | " + " | ".join(figures) + " |"
    yield ""
    for profile in PROFILES.values():
        yield from _profile(profile)
    yield (
        "No guideline says how long captions may be silent, when they should begin, or how near a "
        "translation stays to its source: those figures are ours, in every profile.\n"
    )


def _profile(profile: Profile) -> Iterator[str]:
    source = f" [Source]({profile.source})." if profile.source.startswith("https:") else ""
    yield f"- `{profile.name}`: **{profile.title}.** {profile.note}{source}"
    for tag, changes in profile.languages.items():
        told = (f"{_number(value)} {WHAT[key]}" for key, value in changes.items() if key in WHAT)
        yield f"    - `{tag}`: {'; '.join(told)}."
    if profile.off:
        yield f"    - without {', '.join(f'`{rule}`' for rule in sorted(profile.off))}"
    if profile is list(PROFILES.values())[-1]:
        yield ""


def _figure(thresholds: Thresholds, name: str) -> str:
    value = getattr(thresholds, name)
    if value is None:
        return "–"
    return _number(value / 1000 if name in TIMES else value)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _rules() -> Iterator[str]:
    cases = tomllib.loads(CASES.read_text("utf-8"))["case"]
    yield "## The rules\n"
    yield "| rule | severity | what it says |"
    yield "| --- | --- | --- |"
    for id_, rule in QUALITY_RULES.items():
        yield f"| [`{id_}`](#{id_}) | {rule.severity} | {_escaped(rule.reason)} |"
    yield ""
    yield (
        f"Reading finds {len(READING_RULES)} more: [what reading finds](#what-reading-finds), below.\n"
    )
    for id_, rule in QUALITY_RULES.items():
        yield from _rule(id_, rule, next(case for case in cases if case["rule"] == id_))


def _reading_rules() -> Iterator[str]:
    cases = tomllib.loads(READING_CASES.read_text("utf-8"))["case"]
    yield "## What reading finds\n"
    yield (
        "These rules are about the form of a file. They hold for every file of captions, whatever "
        "the profile, and cannot be excused. What to do about each is in "
        "[problems.md](problems.md#captions).\n"
    )
    for id_, rule in READING_RULES.items():
        yield f"### {id_}\n"
        linked = rule.source.startswith("https:")
        said = f". [Source]({rule.source})" if linked else f" ({rule.source})"
        yield f"{_escaped(rule.reason)} It is {_A[rule.severity]}{said}.\n"
        case = next((it for it in cases if it["rule"] == id_), None)
        if case and "good" in case:
            named = f", in `.{case['format']}`" if "format" in case else ""
            yield from _example(f"Bad ({case['title']}{named})", case["text"])
            yield from _example("Good", case["good"])


def _rule(id_: str, rule: QualityRule, case: dict[str, str]) -> Iterator[str]:
    yield f"### {id_}\n"
    source = "Ours." if rule.source == "ours" else f"[Source]({rule.source})."
    yield f"{_escaped(rule.reason)} {source}\n"
    if rule.reads:
        yield f"It reads {', '.join(f'`{name}`' for name in rule.reads)}.\n"
    if rule.kinds != QUALITY_RULES["reading-speed"].kinds:
        yield f"It is for {', '.join(sorted(rule.kinds))}.\n"
    if "source" in case:
        yield from _example("The source", case["source"])
    where = f", in `{case['profile']}`" if "profile" in case else ""
    yield from _example(f"Bad ({case['title']}{where})", case["bad"])
    yield from _example("Good", case["good"])


def _example(title: str, text: str) -> Iterator[str]:
    yield f"{title}:\n"
    yield f"```\n{_visible(text.strip())}\n```\n"


def _escaped(text: str) -> str:
    """A sentence as Markdown that shows it as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _visible(text: str) -> str:
    """What cannot be seen, by its number."""
    return "".join(
        char if char in "\n\t" or char.isprintable() else f"<U+{ord(char):04X}>"
        for char in text.replace("\r\n", "\n")
    )


def main() -> int:
    """Writes the page, or says whether it is current."""
    if "--check" in sys.argv[1:]:
        current = PAGE.is_file() and PAGE.read_text("utf-8") == page()
        if not current:
            print(f"{PAGE.relative_to(ROOT)} is not current: run {Path(__file__).name}.")
        return 0 if current else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The rules that reading can find broken: one row each; documentation and tests follow the table.

Knows ids, severities and reasons; knows nothing of how they are found. `quality.table` has the
rest of the table: rules about captions that were read.
"""

from __future__ import annotations

from server.problems import Problem, Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

# So many problems of one file are listed; the rest are counted.
MOST_PROBLEMS = 1000

_WEBVTT = "https://www.w3.org/TR/webvtt1/"


RULES: dict[str, Rule] = {
    "captions-encoding": Rule(
        ERROR,
        "Caption files are UTF-8: browsers read WebVTT as nothing else.",
        _WEBVTT + "#file-structure",
    ),
    "captions-code-page": Rule(
        WARNING,
        "What is not UTF-8 is read in the code page its letters look most like; it may be wrong.",
        "RFC 3629; captions from before it are in the code page of their country",
    ),
    "captions-extra": Rule(
        ERROR,
        "Some formats are read by libraries that are an extra: pip install 'legenda[formats]'.",
        "so that a small installation stays small",
    ),
    "captions-lost": Rule(
        WARNING,
        "What the file has and WebVTT or the chosen format has not is left behind, and named.",
        "the formats differ in what they can say",
    ),
    "captions-no-end": Rule(
        WARNING,
        "A cue has an end; without one it is shown until the next begins, or for ten seconds.",
        "https://www.w3.org/TR/ttml2/#timing-attribute-end",
    ),
    "captions-odd": Rule(
        WARNING,
        "What the library that reads a format complains of is told.",
        "ttconv, which reads TTML, SCC and EBU STL",
    ),
    "captions-suffix": Rule(
        WARNING,
        "A file's suffix says its format; content that is plainly of another is read as that.",
        "names that mislead, as in captions.srt that begins with WEBVTT",
    ),
    "captions-nul": Rule(
        WARNING,
        "The character NUL is replaced by U+FFFD when a file is read.",
        _WEBVTT + "#file-parsing",
    ),
    "captions-more": Rule(
        WARNING,
        f"At most {MOST_PROBLEMS} problems of a file are listed.",
        "so that a hostile file cannot fill the memory",
    ),
    "vtt-signature": Rule(
        ERROR,
        "A WebVTT file begins with WEBVTT, alone on its line or followed by a space or a tab.",
        _WEBVTT + "#file-structure",
    ),
    "vtt-header": Rule(
        WARNING,
        "The line WEBVTT is followed by a blank line; what stands between is no cue or block.",
        _WEBVTT + "#file-structure",
    ),
    "vtt-timing": Rule(
        ERROR,
        "A line with --> has two times, as in 00:01.000 --> 00:02.500; else its cue is not shown.",
        _WEBVTT + "#collect-webvtt-cue-timings-and-settings",
    ),
    "vtt-end": Rule(
        ERROR,
        "A cue ends after it starts; else it is never shown.",
        _WEBVTT + "#webvtt-cue-timings",
    ),
    "vtt-order": Rule(
        WARNING,
        "No cue starts before the one above it in the file.",
        _WEBVTT + "#webvtt-cue-timings",
    ),
    "vtt-blank-line": Rule(
        WARNING,
        "A blank line ends a cue; a line with --> ends it too, and is read as another cue.",
        _WEBVTT + "#collect-a-webvtt-block",
    ),
    "vtt-block": Rule(
        WARNING,
        "Text without times is not shown; a comment begins with NOTE.",
        _WEBVTT + "#collect-a-webvtt-block",
    ),
    "vtt-late-block": Rule(
        WARNING,
        "STYLE and REGION stand above the first cue; below it they are passed over.",
        _WEBVTT + "#file-structure",
    ),
    "vtt-setting": Rule(
        WARNING,
        "A cue setting that is unknown or has a wrong value is passed over.",
        _WEBVTT + "#webvtt-cue-settings",
    ),
    "vtt-legacy-setting": Rule(
        WARNING,
        "Drafts of WebVTT wrote “middle” for “center”; browsers no longer read it.",
        _WEBVTT + "#webvtt-alignment-cue-setting",
    ),
    "vtt-region": Rule(
        WARNING,
        "A cue can only be shown in a region that the file defines.",
        _WEBVTT + "#webvtt-region-cue-setting",
    ),
    "vtt-region-setting": Rule(
        WARNING,
        "A region setting that is unknown or has a wrong value is passed over.",
        _WEBVTT + "#webvtt-region-settings",
    ),
    "vtt-tag": Rule(
        WARNING,
        "Cue text knows the tags b, c, i, lang, ruby, rt, u and v; a < that is text is &lt;.",
        _WEBVTT + "#webvtt-cue-text",
    ),
    "srt-malformed": Rule(
        ERROR,
        "A SubRip file begins with a number, then a line of times, then text.",
        "the habits of SubRip; there is no specification",
    ),
    "srt-timing": Rule(
        ERROR,
        "A line with --> in SubRip has two times, as in 00:00:01,000 --> 00:00:02,500.",
        "the habits of SubRip; there is no specification",
    ),
    "sbv-malformed": Rule(
        ERROR,
        "An SBV file begins with a line of times, as in 0:00:01.000,0:00:02.500, then text.",
        "the habits of YouTube's export; there is no specification",
    ),
    "ttml-malformed": Rule(
        ERROR,
        "A TTML file is XML with <tt> as its root, in the namespace of TTML 1 or 2.",
        "https://www.w3.org/TR/ttml-imsc1.1/",
    ),
    "scc-malformed": Rule(
        ERROR,
        "An SCC file begins with “Scenarist_SCC V1.0”, then times and codes of line 21.",
        "CTA-608-E",
    ),
    "stl-malformed": Rule(
        ERROR,
        "An EBU STL file has a first block of 1024 bytes, then blocks of 128.",
        "EBU Tech 3264",
    ),
    "ass-malformed": Rule(
        ERROR,
        "A SubStation file has [Script Info], styles and [Events].",
        "the habits of SubStation; there is no specification",
    ),
    "json-malformed": Rule(
        ERROR,
        "A JSON file of captions is ours, YouTube's json3 or Whisper's.",
        "RFC 8259",
    ),
    "captions-missing": Rule(
        WARNING,
        "A file of captions has at least one cue.",
        "a track without cues promises what it does not give",
    ),
}


class Findings:
    """Problems of one file as they are found, bounded."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether looking for more is in vain."""
        return len(self._kept) > MOST_PROBLEMS

    def add(self, rule: str, message: str, line: int = 0, *, column: int = 0) -> None:
        """One more problem, with the severity of its rule."""
        if not self.full:
            severity = RULES[rule].severity
            self._kept.append(
                Problem(rule=rule, message=message, line=line, column=column, severity=severity)
            )

    def replace(self, rule: str, message: str, line: int = 0, *, column: int = 0) -> None:
        """This problem alone: where a file is something else, the others say nothing."""
        self._kept.clear()
        self.add(rule, message, line, column=column)

    def found(self) -> tuple[Problem, ...]:
        """All of them in the order of the file, those of the whole file first."""
        listed = sorted(self._kept[:MOST_PROBLEMS], key=lambda it: (it.line, it.column))
        if self.full:
            message = f"There are more than {MOST_PROBLEMS} problems; mend these first."
            listed.append(Problem(rule="captions-more", message=message, severity=WARNING))
        return tuple(listed)


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of the character with index `at`; line ends are of any kind."""
    above = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return above.count("\n") + 1, len(above) - above.rfind("\n")

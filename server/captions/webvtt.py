"""WebVTT to Captions and back, in the order of the specification's parser.

Knows the text of a file; knows nothing of bytes or of other formats.
Source: https://www.w3.org/TR/webvtt1/#file-parsing
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from .cues import Captions, Cue, Note
from .cuetext import text_faults
from .rules import place
from .settings import region, region_faults, setting_faults
from .timestamps import TIMESTAMP, milliseconds, timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rules import Findings
    from .settings import Fault

SIGNATURE = re.compile(r"WEBVTT(?=[ \t\n]|\Z)")

# WebVTT's white space is these characters and no others of Unicode.
_SPACE = " \t\f"
_TIMINGS = re.compile(rf"[ \t\f]*{TIMESTAMP}[ \t\f]*-->[ \t\f]*{TIMESTAMP}(?![0-9])")
_BLOCK = re.compile(r"(STYLE|REGION)[ \t\f]*")
_MOST_FAULTS = 20  # of one cue


def read_webvtt(text: str, findings: Findings) -> Captions:
    """The captions in a file's text (no byte-order mark); what is wrong goes to `findings`."""
    raw, text = text, _normal(text)
    if not SIGNATURE.match(text):
        findings.replace("vtt-signature", _no_signature(text), 1, column=1)
        return Captions()
    if "\0" in raw:
        _report_nul(raw, findings)
    return _Reader(text.split("\n"), findings).read()


def _report_nul(text: str, findings: Findings) -> None:
    line, column = place(text, text.index("\0"))
    message = "The character NUL stands here; delete it. U+FFFD is shown for it."
    findings.add("captions-nul", message, line, column=column)


def _no_signature(text: str) -> str:
    if re.search(r"^[ \t]*[0-9]+:[0-9:]+,[0-9]{3} *-->", text[:1000], re.MULTILINE):
        return "This looks like a SubRip file; name it .srt, or convert it."
    return "This is no WebVTT file: its first line is not WEBVTT. Put that line, then a blank one."


class _Reader:
    """Reads line after line; `at` is the index of the next one."""

    def __init__(self, lines: list[str], findings: Findings) -> None:
        self.lines = lines
        self.at = 0
        self.findings = findings
        self.cues: list[Cue] = []
        self.places: list[int] = []  # the line of each cue's times
        self.latest = 0  # the start of the last cue
        self.styles: list[str] = []
        self.regions: list[str] = []
        self.notes: list[Note] = []
        self.region_ids: dict[str, object] = {}
        # Most files use a few settings over and over: each is looked at once.
        self.known_faults: dict[str, tuple[Fault, ...]] = {"": ()}

    def read(self) -> Captions:
        header = self.header()
        lines, count = self.lines, len(self.lines)
        while self.at < count:
            if not lines[self.at]:
                self.at += 1
            else:
                self.block()
        if not self.cues:
            self.findings.add("captions-missing", "There is no cue in this file; add one.")
        return Captions(
            tuple(self.cues),
            tuple(self.styles),
            tuple(self.regions),
            tuple(self.notes),
            header,
            tuple(self.places),
        )

    def header(self) -> str:
        beside = self.lines[0][len("WEBVTT") :].strip(_SPACE)
        end = self.block_end(1)
        self.at = end
        below = self.lines[1:end]
        swallowed = next((i for i, line in enumerate(below) if _is_lost(line)), None)
        if end < len(self.lines) and self.lines[end]:
            message = "Put a blank line between WEBVTT and the first cue."
            self.findings.add("vtt-header", message, end + 1, column=1)
        elif swallowed is not None:
            message = "This stands in the header and is not read; put a blank line under WEBVTT."
            self.findings.add("vtt-header", message, swallowed + 2, column=1)
        return "\n".join([beside, *below]) if below else beside

    def block_end(self, start: int) -> int:
        """The first line from `start` that is blank or holds an arrow: no block goes beyond it."""
        lines = self.lines
        for at in range(start, len(lines)):
            line = lines[at]
            if not line or "-->" in line:
                return at
        return len(lines)

    def block(self) -> None:
        lines, at = self.lines, self.at
        if "-->" in lines[at]:
            self.cue("", at)
        elif at + 1 < len(lines) and "-->" in lines[at + 1]:
            self.cue(lines[at], at + 1)
        else:
            self.other_block(lines[at])

    def cue(self, id_: str, at: int) -> None:
        # Long and flat on purpose: it runs for every cue of every file.
        line = self.lines[at]
        self.at = end = self.block_end(at + 1)
        match = _TIMINGS.match(line)
        times = match.groups() if match else ()
        start = milliseconds(*times[:4]) if times else None
        stop = milliseconds(*times[4:]) if times else None
        if match is None or start is None or stop is None:
            if not self.findings.full:
                self.findings.add("vtt-timing", _bad_timing(id_, line), at + 1, column=1)
            return
        settings = line[match.end() :].strip(_SPACE)
        text = self.lines[at + 1] if end == at + 2 else "\n".join(self.lines[at + 1 : end])
        if settings:
            self.check_settings(settings, at, line)
        if "<" in text:
            self.check_text(text, at + 1)
        if stop <= start or start < self.latest:
            self.check_times(start, stop, at)
        if end < len(self.lines) and self.lines[end]:
            message = "Put a blank line above this: a line with --> begins another cue."
            self.findings.add("vtt-blank-line", message, end + 1, column=1)
        self.latest = start
        self.cues.append(Cue(start, stop, text, id_, settings))
        self.places.append(at + 1)

    def check_times(self, start: int, end: int, at: int) -> None:
        if end <= start:
            message = f"This cue ends at {timestamp(end)}, not after its start; set a later end."
            self.findings.add("vtt-end", message, at + 1, column=1)
        if start < self.latest:
            message = f"This cue starts before the one above it ({timestamp(self.latest)})."
            self.findings.add("vtt-order", message + " Move it up.", at + 1, column=1)

    def check_settings(self, settings: str, at: int, line: str) -> None:
        faults = () if self.findings.full else self.known_faults.get(settings)
        if faults is None:
            faults = tuple(islice(setting_faults(settings, self.region_ids), _MOST_FAULTS))
            self.known_faults[settings] = faults
        if faults:
            offset = line.rindex(settings) + 1
            for fault in faults:
                self.findings.add(fault.rule, fault.message, at + 1, column=offset + fault.at)

    def check_text(self, text: str, at: int) -> None:
        if self.findings.full:
            return
        for message, index in islice(text_faults(text), _MOST_FAULTS):
            line, column = place(text, index)
            self.findings.add("vtt-tag", message, at + line, column=column)

    def other_block(self, first: str) -> None:
        start = self.at
        # The line after `first` is no arrow, so it belongs to this block or is blank.
        self.at = end = self.block_end(start + 1)
        text = "\n".join(self.lines[start + 1 : end])
        kind = _BLOCK.fullmatch(first)
        if first == "NOTE" or first.startswith(("NOTE ", "NOTE\t")):
            note = "\n".join(self.lines[start:end])[len("NOTE") :].strip(_SPACE + "\n")
            self.notes.append(Note(note, len(self.cues)))
        elif kind is None or not text:
            message = f"“{first[:40]}” has no times and is not shown. Add times, or put NOTE above."
            self.findings.add("vtt-block", message, start + 1, column=1)
        elif self.cues:
            message = f"{kind[1]} below a cue is passed over; move it above the first cue."
            self.findings.add("vtt-late-block", message, start + 1, column=1)
        elif kind[1] == "STYLE":
            self.styles.append(text)
        else:
            self.region(text, start + 1)

    def region(self, text: str, at: int) -> None:
        self.regions.append(text)
        self.region_ids[region(text).id] = True
        for fault in islice(region_faults(text), _MOST_FAULTS):
            line, column = place(text, fault.at)
            self.findings.add(fault.rule, fault.message, at + line, column=column)


def _is_lost(line: str) -> bool:
    """Whether a line in the header was meant as something else, or is a region of an old draft."""
    return line.strip(_SPACE).isdigit() or line.startswith(("NOTE", "STYLE", "REGION", "Region:"))


def _bad_timing(id_: str, line: str) -> str:
    if line.startswith("NOTE") or id_.startswith("NOTE"):
        return "A comment cannot hold -->; write something else there."
    if re.search(r"[0-9],[0-9]{3}", line[:200]):
        return "The times have a comma; WebVTT has a dot, as in 00:01.000 --> 00:02.500."
    return f"“{line[:60]}” gives no two times; expected 00:01.000 --> 00:02.500 or with hours."


def write_webvtt(captions: Captions) -> str:
    """The file's text; what cannot stand in a file (blank lines in a cue, arrows) is mended."""
    return "\n".join(_blocks(captions))


def _blocks(captions: Captions) -> Iterator[str]:
    beside, newline, below = _normal(captions.header).partition("\n")
    header = beside + newline + _lines(below)
    yield "WEBVTT" + ("" if header[:1] in ("", "\n") else " ") + header.removesuffix("\n") + "\n"
    for name, texts in (("STYLE", captions.styles), ("REGION", captions.regions)):
        for text in texts:
            if written := _lines(text):
                yield f"{name}\n{written}\n"
    notes: dict[int, list[str]] = {}
    for note in captions.notes:
        notes.setdefault(min(note.before, len(captions.cues)), []).append(_note(note.text))
    for at, cue in enumerate(captions.cues):
        yield from notes.get(at, ())
        yield _cue(cue)
    yield from notes.get(len(captions.cues), ())


def _cue(cue: Cue) -> str:
    times = f"{timestamp(cue.start)} --> {timestamp(cue.end)}"
    settings = _normal(cue.settings).replace("\n", " ")
    id_ = _lines(cue.id).replace("\n", " ")
    head = f"{id_}\n{times}" if id_ else times
    text = _lines(cue.text, arrow="--&gt;")
    return "".join((head, " " if settings else "", settings, "\n", text, "\n" if text else ""))


def _note(text: str) -> str:
    written = _lines(text).strip(_SPACE + "\n")
    return "NOTE" + ("\n" if "\n" in written else " " if written else "") + written + "\n"


def _normal(text: str) -> str:
    if "\0" in text or "\r" in text:
        text = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return text


def _lines(text: str, *, arrow: str = "-- >") -> str:
    """The text without what would end its block: blank lines and arrows."""
    text = _normal(text)
    if "-->" in text:
        text = text.replace("-->", arrow)
    if "\n\n" in text or text[:1] == "\n" or text[-1:] == "\n":
        text = "\n".join(line for line in text.split("\n") if line)
    return text

"""SubRip (.srt) and SBV (.sbv), read through webvtt-py, and SubRip written.

Knows the two formats' habits: SubRip's font tags and `{\an8}`, text that is not escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from .cues import Captions, Cue
from .cuetext import escaped, spans

if TYPE_CHECKING:
    from .cuetext import Span
    from .rules import Findings

_CLOCK = r"[0-9]+:[0-9]{1,2}:[0-9]{1,2}"
# A number above the times, or a comma in them: no other format has either.
SRT = re.compile(
    rf"\s*(?:[0-9]+[ \t]*[\r\n]\s*{_CLOCK}[.,]|{_CLOCK},)[0-9]+[ \t]*-->",
)
_SRT_TIMES = re.compile(rf"\s*{_CLOCK}[.,][0-9]+\s*-->\s*{_CLOCK}[.,][0-9]+")
SBV = re.compile(rf"\s*{_CLOCK}\.[0-9]{{3}},{_CLOCK}\.[0-9]{{3}}")

# Tags that mean the same in WebVTT; any other tag of SubRip says how text looks, and is dropped.
_TAG = re.compile(r"(</?[biu]>)|</?(?:font|s|c)\b[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
# SubRip borrows {\an7} to {\an9}, the keys of the top row, for "at the top of the picture".
_TOP = re.compile(r"\{\\an[789]\}")
_KEPT = ("b", "i", "u")
_BEGINNING = {
    "srt": "1, then 00:00:01,000 --> 00:00:02,500",
    "sbv": "0:00:01.000,0:00:02.500",
}


def read_srt(text: str, findings: Findings) -> Captions:
    """The captions in a SubRip file."""
    text = _unix(text)
    first, newline, rest = text.lstrip().partition("\n")
    # webvtt-py refuses a file whose first cue has no number, or a space behind it.
    _report_times(text, findings)
    number = f"1\n{first}" if "-->" in first else first.strip()
    return _read(number + newline + rest, "srt", findings)


def read_sbv(text: str, findings: Findings) -> Captions:
    """The captions in an SBV file."""
    return _read(_unix(text).lstrip(), "sbv", findings)


def _unix(text: str) -> str:
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def _report_times(text: str, findings: Findings) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if "-->" in line and not findings.full and not _SRT_TIMES.match(line):
            message = f"“{line[:60]}” gives no two times; expected 00:00:01,000 --> 00:00:02,500."
            findings.add("srt-timing", message, number, column=1)


def _read(text: str, suffix: str, findings: Findings) -> Captions:
    try:
        found = webvtt.from_buffer(text.split("\n"), format=suffix).captions
    except (MalformedFileError, MalformedCaptionError, ValueError):
        found = []
    if not found:
        message = f"No cue is found in this file; expected it to begin with {_BEGINNING[suffix]}."
        findings.add(f"{suffix}-malformed", message, 1, column=1)
    return Captions(tuple(_cue(it, suffix) for it in found))


def _cue(caption: webvtt.Caption, suffix: str) -> Cue:
    raw = "\n".join(line for line in caption.lines if line.strip())
    start, end = _time(caption.start), _time(caption.end)
    if suffix == "sbv":
        return Cue(start, end, escaped(raw))
    return Cue(start, end, _cue_text(raw), settings="line:0" if _TOP.search(raw) else "")


def _time(text: str) -> int:
    hours, minutes, seconds = text.split(":")
    whole, _, thousandths = seconds.partition(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1000 + int(thousandths)


def _cue_text(raw: str) -> str:
    parts, at = [], 0
    for match in _TAG.finditer(raw):
        parts += [escaped(raw[at : match.start()]), (match[1] or "").lower()]
        at = match.end()
    return "".join(parts) + escaped(raw[at:])


def write_srt(captions: Captions) -> str:
    """A SubRip file: bold, italic and underlined text stay, voices become “Name: ”."""
    written = [(cue, text) for cue in captions.cues if (text := _srt_text(cue.text)).strip()]
    return "\n".join(
        f"{number}\n{_srt_time(cue.start)} --> {_srt_time(cue.end)}\n{text}\n"
        for number, (cue, text) in enumerate(written, 1)
    )


def _srt_time(time: int) -> str:
    seconds, thousandths = divmod(max(0, time), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02},{thousandths:03}"


def _srt_text(text: str) -> str:
    voice, written = "", []
    for span in spans(text):
        if span.voice and span.voice != voice:
            written.append(f"{span.voice}: ")
        voice = span.voice
        written.append(_tagged(span))
    joined = "".join(written).replace("-->", "→")
    return "\n".join(line for line in joined.split("\n") if line.strip())


def _tagged(span: Span) -> str:
    tags = [name for name in _KEPT if name in span.names]
    before = "".join(f"<{name}>" for name in tags)
    after = "".join(f"</{name}>" for name in reversed(tags))
    return before + span.text + after

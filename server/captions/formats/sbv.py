"""SBV (.sbv), YouTube's own, read through webvtt-py; its text is not escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from ..cues import Captions, Cue
from .marking import Run, cue_text

if TYPE_CHECKING:
    from ..rules import Findings

_CLOCK = r"[0-9]+:[0-9]{1,2}:[0-9]{1,2}"
SBV = re.compile(rf"\s*{_CLOCK}\.[0-9]{{3}},{_CLOCK}\.[0-9]{{3}}")


def read_sbv(text: str, findings: Findings) -> Captions:
    """The captions in an SBV file."""
    text = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").lstrip()
    try:
        found = webvtt.from_buffer(text.split("\n"), format="sbv").captions
    except (MalformedFileError, MalformedCaptionError, ValueError):
        found = []
    if not found:
        message = "No cue is found in this file; expected it to begin with "
        message += "0:00:01.000,0:00:02.500."
        findings.add("sbv-malformed", message, 1, column=1)
    return Captions(tuple(_cue(it) for it in found))


def _cue(caption: webvtt.Caption) -> Cue:
    lines = "\n".join(line for line in caption.lines if line.strip())
    return Cue(_time(caption.start), _time(caption.end), cue_text([Run(lines)]))


def _time(text: str) -> int:
    hours, minutes, seconds = text.split(":")
    whole, _, thousandths = seconds.partition(".")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1000 + int(thousandths)

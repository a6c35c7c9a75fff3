"""Where cues of formats other than WebVTT were read, and whether their times can be.

Knows the text of a file and the captions read from it; knows nothing of any one format.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .timestamps import timestamp

if TYPE_CHECKING:
    from .cues import Captions
    from .rules import Findings


def placed(captions: Captions, text: str) -> Captions:
    """The captions with the line of each cue, where there are as many arrows as cues."""
    if captions.lines or "-->" not in text:
        return captions
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(at for at, line in enumerate(text.split("\n"), 1) if "-->" in line)
    return replace(captions, lines=lines) if len(lines) == len(captions.cues) else captions


def check_times(captions: Captions, findings: Findings) -> None:
    """Report cues that end before they start or come too late, as the WebVTT reader does."""
    lines = captions.lines if len(captions.lines) == len(captions.cues) else ()
    latest = 0
    for at, cue in enumerate(captions.cues):
        line, column = (lines[at], 1) if lines else (0, 0)
        if cue.end <= cue.start:
            message = (
                f"This cue ends at {timestamp(cue.end)}, not after its start; set a later end."
            )
            findings.add("vtt-end", message, line, column=column)
        if cue.start < latest:
            message = f"This cue starts before the one above it ({timestamp(latest)}). Move it up."
            findings.add("vtt-order", message, line, column=column)
        latest = cue.start

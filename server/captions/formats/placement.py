"""Nine places of the picture, numbered as the keys of a keypad, and WebVTT's settings for them.

SubRip and SubStation write a place as this number; TTML as a region of that part of the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..settings import settings

if TYPE_CHECKING:
    from ..settings import Settings

# 2, at the bottom in the middle, is where captions stand unless something else is said.
USUAL = 2
_ALIGN = {0: "align:left", 1: "", 2: "align:right"}
_LINE = {0: "", 1: "line:50%", 2: "line:0"}


def settings_at(place: int) -> str:
    """The settings of a cue at a place, 1 to 9; none for the usual one."""
    row, column = divmod(place - 1, 3)
    return " ".join(part for part in (_LINE[row], _ALIGN[column]) if part)


def place_of(text: str) -> int:
    """The place that a cue's settings come nearest to."""
    if not text:
        return USUAL
    found = settings(text)
    return _row(found) * 3 + _column(found) + 1


def _row(found: Settings) -> int:
    if found.vertical or found.line == "auto":
        return 0
    if found.snap_to_lines:
        # So many lines from the top, or from the bottom where it is negative.
        return 2 if 0 <= found.line < 8 else 0
    return 2 if found.line < 34 else 1 if found.line < 67 else 0


def _column(found: Settings) -> int:
    if found.align in ("left", "start"):
        return 0
    return 2 if found.align in ("right", "end") else 1

"""Times as WebVTT writes them, `01:02:03.456`, to milliseconds and back.

Source: https://www.w3.org/TR/webvtt1/#collect-a-webvtt-timestamp
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Hours may be left out. The specification sets no end to their digits; more than these are no time
# of any video, and Python refuses to convert endless ones.
TIMESTAMP = r"(?:([0-9]{1,12}):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})"

_INSIDE_TEXT = re.compile(rf"<{TIMESTAMP}(?=>)")
_WHOLE = re.compile(TIMESTAMP)


def milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int | None:
    """The time those digits write, or None where minutes or seconds are over 59."""
    if minutes > "59" or seconds > "59":
        return None
    time = int(minutes) * 60_000 + int(seconds + thousandths)
    return time + int(hours) * 3_600_000 if hours else time


def timestamp(time: int) -> str:
    """`01:02:03.456`; hours always, of two digits or more."""
    seconds, thousandths = divmod(max(0, time), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def parsed(text: str) -> int | None:
    """The time in milliseconds that `text` writes, all of it, or None."""
    match = _WHOLE.fullmatch(text)
    return milliseconds(match[1], match[2], match[3], match[4]) if match else None


def shifted_text(text: str, by: int) -> str:
    """Cue text whose inner time stamps (`<00:01.000>`) are `by` milliseconds later."""
    return changed_text(text, lambda time: time + by)


def changed_text(text: str, change: Callable[[int], int]) -> str:
    """Cue text whose inner time stamps (`<00:01.000>`) are what `change` makes of them."""

    def changed(match: re.Match[str]) -> str:
        time = milliseconds(match[1], match[2], match[3], match[4])
        return match[0] if time is None else f"<{timestamp(change(time))}"

    return _INSIDE_TEXT.sub(changed, text) if "<" in text else text

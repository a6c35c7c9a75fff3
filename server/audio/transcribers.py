"""The plug-in point for speech recognition: what is installed, and what it must give.

Legenda brings no transcriber. A package brings one with an entry point of the group
`legenda.transcribers` whose object is a function

    def transcribe(heard, *, rate, language): -> iterable of (start, end, text)

`heard` are samples (numpy, float32, one channel, -1 to 1), `rate` how many there are in a second
(16,000), `language` a BCP 47 tag; times are milliseconds. Knows nothing of captions.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from server.problems import NotFound, Unavailable, nearest

from .sound import RATE

if TYPE_CHECKING:
    from .sound import Samples

GROUP = "legenda.transcribers"


def transcribers() -> dict[str, EntryPoint]:
    """What is installed, by name."""
    return {one.name: one for one in entry_points(group=GROUP)}


def transcribed(heard: Samples, *, language: str, by: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and text of what the transcriber `by` hears, in order of time.

    Raises `NotFound` where there is no such transcriber, `Unavailable` where what it gives is no
    list of times and texts.
    """
    known = transcribers()
    if by not in known:
        raise NotFound(
            f"There is no transcriber “{by}”. {nearest(by, known)} Legenda brings none itself."
        )
    given = known[by].load()(heard, rate=RATE, language=language)
    try:
        cues = sorted((int(start), int(end), str(text).strip()) for start, end, text in given)
    except (TypeError, ValueError) as error:
        raise Unavailable(f"The transcriber “{by}” gave no list of start, end, text.") from error
    wrong = next(((one, two) for one, two, _ in cues if not 0 <= one < two), None)
    if wrong:
        raise Unavailable(f"The transcriber “{by}” gave a cue from {wrong[0]} to {wrong[1]} ms.")
    return tuple(cue for cue in cues if cue[2])

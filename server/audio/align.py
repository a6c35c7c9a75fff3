"""Texts to the times at which they are said: which engine does it for which language.

Knows the engines; knows nothing of how texts are cut into cues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.problems import NotFound

from .forced import by_forced_alignment
from .reading import by_reading
from .sound import duration
from .speech import speech

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .sound import Samples
    from .speech import Spans

    Engine = Callable[..., tuple[tuple[int, int], ...]]

ENGINES: dict[str, Engine] = {"pocketsphinx": by_forced_alignment, "espeak-ng": by_reading}


# Milliseconds. pocketsphinx takes time with the square of the length: 80 s for 7½ minutes.
LONG = 300_000


def engine(language: str, *, length: int) -> str:
    """The engine for a language: pocketsphinx carries a model of English only, and is slow."""
    english = language.lower().partition("-")[0] == "en"
    return "pocketsphinx" if english and length <= LONG else "espeak-ng"


def aligned(
    texts: Sequence[str],
    heard: Samples,
    *,
    language: str,
    by: str | None = None,
    spoken: Spans | None = None,
) -> tuple[tuple[int, int], ...]:
    """When each of `texts` is said, start and end in milliseconds; starts never go back.

    `by` is one of `ENGINES`; `spoken` is where speech is, found if left out. Everything that is
    said must be in the texts, in order. Raises `NotFound` where there is no speech, `Unavailable`
    where text and sound do not fit or a tool is missing.
    """
    if not texts:
        raise NotFound("There is no text to align.")
    spans = speech(heard) if spoken is None else spoken
    times: list[tuple[int, int]] = []
    chosen = ENGINES[by or engine(language, length=duration(heard))]
    for start, end in chosen(texts, heard, spans, language=language):
        first = max(start, times[-1][0] if times else 0)
        times.append((first, max(first, end)))
    return tuple(times)

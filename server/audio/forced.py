"""Times of texts in sound by forced alignment: pocketsphinx and the English model it carries.

Knows pocketsphinx; knows nothing of captions. English only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from server.problems import Unavailable

from .excerpt import excerpt
from .pronunciation import is_spelled, pronunciation, spoken_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pocketsphinx

    from .sound import Samples
    from .speech import Spans

# pocketsphinx counts 100 frames a second.
_FRAME = 160
_MARGIN = 120
# Milliseconds; a start so near to where speech begins is that.
_NEAR = 320
# Of all words; else the text is another.
_FOUND = 0.9


def by_forced_alignment(
    texts: Sequence[str],
    heard: Samples,
    spoken: Spans,
    *,
    language: str,  # noqa: ARG001
) -> tuple[tuple[int, int], ...]:
    """When each of `texts` is said, in milliseconds; `spoken` is where speech is."""
    kept = excerpt(heard, spoken, margin=_MARGIN)
    decoder = _decoder()
    words = [[_known(decoder, word) for word in spoken_words(text)] for text in texts]
    frames = _frames(decoder, [word for said in words for word in said], kept.heard)
    times: list[tuple[int, int]] = []
    at = 0
    for said in words:
        own = frames[at : at + len(said)]
        at += len(said)
        before = times[-1][1] if times else 0
        start = kept.onset(own[0][0] * _FRAME, within=_NEAR) if own else before
        times.append((start, kept.time((own[-1][1] + 1) * _FRAME - 1) if own else start))
    return tuple(times)


def _decoder() -> pocketsphinx.Decoder:
    try:
        from pocketsphinx import Decoder
    except ModuleNotFoundError:
        message = "Forced alignment needs the library pocketsphinx: pip install 'legenda[audio]'"
        raise Unavailable(message) from None
    # Beams wide enough that the right path is never dropped: there is only one text to follow.
    return Decoder(
        lm=None, samprate=16_000.0, loglevel="FATAL", beam=1e-80, wbeam=1e-80, pbeam=1e-80
    )


def _known(decoder: pocketsphinx.Decoder, word: str) -> str:
    """The entry of the dictionary for a word, made where there is none."""
    entry = f"{word.lower()}-spelled" if is_spelled(word) else word.lower()
    if decoder.lookup_word(entry) is None:
        decoder.add_word(entry, pronunciation(word), True)  # noqa: FBT003
    return entry


def _frames(
    decoder: pocketsphinx.Decoder, words: Sequence[str], heard: Samples
) -> list[tuple[int, int]]:
    """The first and last frame of every word."""
    decoder.set_align_text(" ".join(words))
    decoder.start_utt()
    sound = (np.clip(heard, -1, 1) * 32767).astype("<i2").tobytes()
    decoder.process_raw(sound, no_search=False, full_utt=True)
    decoder.end_utt()
    found = [
        (one.start_frame, one.end_frame)
        for one in decoder.seg() or ()
        if not one.word.startswith(("<", "["))
    ]
    if len(found) < _FOUND * len(words):
        raise Unavailable(
            f"The text does not fit what is said: {len(found)} of {len(words)} words were found."
        )
    # The end can be said otherwise than it is written, as numbers are.
    last = (len(heard) - 1) // _FRAME
    return [*found, *[(last, last)] * (len(words) - len(found))]

"""Rules about time: how fast, how long, how far apart, what is left without a cue."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from server.captions.timestamps import timestamp

from .draft import WITHOUT_SPACES, Finding, figure, is_sound, seconds, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft

# A rate is not told from fewer words than this: "Oh, no!" is read at a glance.
FEWEST_WORDS = 4
# A frame more or less is nobody's fault: 1/24 of a second.
FRAME = 42
# Speech recognition and editors end a cue a moment after the last frame.
AFTER_END = 1000


def reading_speed(draft: Draft) -> Iterator[Finding]:
    """Cues that cannot be read in their time, by characters, else by words."""
    most, pace = draft.limits.characters_per_second, draft.limits.words_per_minute
    if draft.base in WITHOUT_SPACES:
        pace = None
    for at in draft.order:
        text = draft.texts[at]
        time = draft.cues[at].end - draft.cues[at].start
        # What is written as 17.0 is no more than 17.
        if most and (size := draft.size(text)) * 1000 > (most + 0.05) * time:
            fewer = ceil(size - most * time / 1000)
            yield Finding(
                at,
                f"{figure(size * 1000 / time)} characters a second, at most {figure(most)} can be "
                f"read. Show it {_longer(size * 1000 / most - time)} longer, or leave out {fewer} "
                "of its characters.",
            )
        elif pace and FEWEST_WORDS <= (count := words(text)) > (pace + 0.5) * time / 60_000:
            yield Finding(
                at,
                f"{count * 60_000 / time:.0f} words a minute, at most {figure(pace)} can be read. "
                f"Show it {_longer(count * 60_000 / pace - time)} longer, or say it in fewer "
                "words.",
            )


def _longer(time: float) -> str:
    return seconds(ceil(time / 10) * 10)


def short_cue(draft: Draft) -> Iterator[Finding]:
    """Cues that flash by."""
    least = draft.limits.minimum_duration
    for at in draft.order if least else ():
        time = draft.cues[at].end - draft.cues[at].start
        if least and time < least - FRAME:
            yield Finding(
                at,
                f"This cue shows for {seconds(time)}, at least {seconds(least)} is needed. "
                "Let it stand longer, or join it with its neighbour.",
            )


def long_cue(draft: Draft) -> Iterator[Finding]:
    """Cues that stay when they have long been read; a sound may last."""
    most = draft.limits.maximum_duration
    for at in draft.order if most else ():
        time = draft.cues[at].end - draft.cues[at].start
        if most and time > most + FRAME and not all(map(is_sound, draft.lines[at])):
            yield Finding(
                at,
                f"This cue stays for {seconds(time)}, at most {seconds(most)} was expected: "
                "viewers begin to read it again. Split it, or let it end with the speech.",
            )


def short_gap(draft: Draft) -> Iterator[Finding]:
    """Gaps too short to see that the text has changed, or so short that they flicker."""
    least, pause = draft.limits.minimum_gap or 0, draft.limits.minimum_pause or 0
    for before, at in draft.pairs() if least or pause else ():
        gap = draft.cues[at].start - draft.cues[before].end
        if 0 <= gap < least:
            yield Finding(
                at,
                f"There are {gap} ms before this cue, at least {least} are needed to see the "
                "change. End the cue above a little earlier.",
            )
        elif 0 < gap < pause:
            yield Finding(
                at,
                f"A gap of {seconds(gap)} before this cue flickers. Close it, or leave at least "
                f"{seconds(pause)}.",
            )


def overlap(draft: Draft) -> Iterator[Finding]:
    """Cues in the same place of the picture at the same time."""
    ends: dict[str, int] = {}  # by place: the cue that ends last
    for at in draft.order:
        cue = draft.cues[at]
        last = ends.get(cue.settings)
        if last is not None and cue.start < draft.cues[last].end:
            both = draft.cues[last].end - cue.start
            if draft.texts[last].strip() != draft.texts[at].strip():
                yield Finding(
                    at,
                    f"This cue starts {seconds(both)} before another has ended (at "
                    f"{timestamp(draft.cues[last].end)}): the text jumps. End that one here, or "
                    "give one of them another place.",
                )
            if cue.end <= draft.cues[last].end:
                continue
        ends[cue.settings] = at


def duplicate_cue(draft: Draft) -> Iterator[Finding]:
    """The same text twice without a pause, or at the same time."""
    for before, at in draft.pairs():
        one, two = draft.cues[before], draft.cues[at]
        text = draft.texts[at].strip()
        if two.start <= one.end and text and text == draft.texts[before].strip():
            if (one.start, one.end) == (two.start, two.end):
                yield Finding(at, "This cue is there twice, with the same times. Delete one.")
            else:
                message = "The cue above says the same and has not gone. Make one cue of both."
                yield Finding(at, message)


def empty_cue(draft: Draft) -> Iterator[Finding]:
    """Cues without a character that can be seen."""
    for at, text in enumerate(draft.texts):
        if not text.strip(" \t\n\u00a0\u200b\u200e\u200f\ufeff"):
            yield Finding(at, "There is nothing to read in this cue. Write its words or delete it.")


def past_end(draft: Draft) -> Iterator[Finding]:
    """Cues beyond the end of the video."""
    end = draft.duration
    for at in draft.order if end else ():
        cue = draft.cues[at]
        if end and cue.start >= end:
            yield Finding(
                at,
                f"The video ends at {timestamp(end)}, before this cue: nobody sees it. Were the "
                "captions made for another cut?",
            )
        elif end and cue.end > end + AFTER_END:
            yield Finding(
                at,
                f"This cue ends {seconds(cue.end - end)} after the video "
                f"(at {timestamp(end)}). Let it end with the video.",
            )


def silence(draft: Draft) -> Iterator[Finding]:
    """A long time without a cue, to the end of the video."""
    most = draft.limits.silence
    if not most or not draft.order:
        return
    last = draft.order[0]
    for at in draft.order[1:]:
        if draft.cues[at].start - draft.cues[last].end > most:
            yield Finding(at, _uncovered(draft.cues[last].end, draft.cues[at].start))
        if draft.cues[at].end > draft.cues[last].end:
            last = at
    if draft.duration and draft.duration - draft.cues[last].end > most:
        yield Finding(last, _uncovered(draft.cues[last].end, draft.duration))


def late_start(draft: Draft) -> Iterator[Finding]:
    """Nothing at the beginning."""
    most = draft.limits.late_start
    first = draft.cues[draft.order[0]].start if draft.order else 0
    if most and first > most:
        yield Finding(draft.order[0], _uncovered(0, first))


def _uncovered(start: int, end: int) -> str:
    return (
        f"Nothing is captioned for {seconds(end - start)}, from {timestamp(start)} to "
        f"{timestamp(end)}. Caption what is heard; where nothing is, say so: [silence]."
    )

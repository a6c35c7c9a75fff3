"""SCC written, through ttconv: captions of line 21, which hold Western European letters only.

Lines too long for its 32 columns are broken anew, and a first cue at 0 comes a moment later: its
letters must be sent before it shows. Refused where words would be lost: letters it has no code for,
more than four lines, cues that overlap, or too fast for its two letters a frame.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

from server.problems import LegendaError

from ..cues import Captions, Cue
from ..cuetext import escaped, plain_text
from ..timestamps import timestamp
from .table import About
from .timed_text import complaints
from .timed_text_xml import TT
from .ttml import write_ttml

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = 32
_ROWS = 4
# Line 21 sends so many pairs of bytes in a second; a pop-on cue has so many pairs of commands, each
# of them sent twice, besides those of its lines.
_PAIRS_PER_SECOND = 29.97
_COMMANDS = 3
# So many cues are a group with times of its own. ttconv looks at all cues for each moment; of other
# groups it looks at the times alone.
_GROUP = 50
_TOO_FAST = re.compile(r"Skipping ISD at (\d+(?:\.\d+)?) due to overlap")


class Unwritable(LegendaError):
    """A format cannot hold these captions without losing some; says which and why."""


def write_scc(captions: Captions, about: About) -> str:  # noqa: ARG001 - as every writer
    """A Scenarist file of pop-on captions, in drop-frame time."""
    from ttconv.imsc.reader import to_model
    from ttconv.scc.config import SCCFrameRate, SccWriterConfiguration
    from ttconv.scc.writer import from_model

    plain = [_plain(cue) for cue in captions.cues if plain_text(cue.text).strip()]
    _must_fit(plain)
    plain[:1] = map(_sent_in_time, plain[:1])
    document = to_model(_grouped(plain))
    settings = SccWriterConfiguration(
        allow_reflow=False, force_popon=True, frame_rate=SCCFrameRate.FPS_2997_DF
    )
    with complaints() as found:
        try:
            written: str = from_model(document, settings)
        except Exception as error:
            raise Unwritable(f"These captions cannot be written as SCC: {error}.") from error
    lost = [message for message in found if "lang" not in message]
    if lost and (fast := _TOO_FAST.match(lost[0])):
        time = timestamp(round(float(fast[1]) * 1000))
        message = f"SCC sends two letters a frame; the cue at {time} follows too soon after the "
        raise Unwritable(message + "one above it. Join them, or say it in fewer words.")
    if lost:
        raise Unwritable(f"These captions cannot be written as SCC: {lost[0]}.")
    return written


def _grouped(cues: list[Cue]) -> ET.ElementTree:
    """The cues as TTML, a `div` for each group of them, in whose time theirs count."""
    root = ET.fromstring(write_ttml(Captions(tuple(cues)), About()))  # noqa: S314 - our own
    body = next(root.iter(f"{TT}body"))
    paragraphs = list(root.iter(f"{TT}p"))
    body.clear()
    for at in range(0, len(cues), _GROUP):
        group = cues[at : at + _GROUP]
        start = group[0].start
        times = {"begin": timestamp(start), "end": timestamp(group[-1].end)}
        division = ET.SubElement(body, f"{TT}div", times)
        for cue, paragraph in zip(group, paragraphs[at : at + _GROUP], strict=True):
            paragraph.set("begin", timestamp(cue.start - start))
            paragraph.set("end", timestamp(cue.end - start))
            division.append(paragraph)
    return ET.ElementTree(root)


def _sent_in_time(first: Cue) -> Cue:
    """The first cue, no earlier than it can be there."""
    lines = plain_text(first.text).split("\n")
    # A line has a command for its place, spaces to be in the middle, and two letters in a pair.
    pairs = 2 * (_COMMANDS + len(lines)) + sum(len(line) // 2 + 3 for line in lines)
    earliest = round(pairs * 1000 / _PAIRS_PER_SECOND)
    if first.start >= earliest:
        return first
    if (first.end - earliest) * 2 < first.end - first.start:
        message = "SCC sends two letters a frame; the first cue cannot be there before "
        raise Unwritable(
            f"{message}{timestamp(earliest)}. Let it end later, or say it in fewer words."
        )
    return replace(first, start=earliest)


def _plain(cue: Cue) -> Cue:
    lines = [" ".join(line.split()) for line in plain_text(cue.text).split("\n") if line.strip()]
    if max(map(len, lines)) > _COLUMNS:
        lines = wrap(" ".join(lines), _COLUMNS)
    return Cue(cue.start, cue.end, escaped("\n".join(lines)))


def _must_fit(cues: list[Cue]) -> None:
    unfit = dict.fromkeys(it for cue in cues for it in _unfit(plain_text(cue.text)))
    if unfit:
        named = ", ".join(f"{it} (U+{ord(it):04X})" for it in list(unfit)[:10])
        more = f" and {len(unfit) - 10} more" if len(unfit) > 10 else ""
        raise Unwritable(f"SCC has no code for these characters: {named}{more}.")
    for cue in cues:
        lines = plain_text(cue.text).split("\n")
        if len(lines) > _ROWS or max(map(len, lines)) > _COLUMNS:
            message = f"SCC has {_ROWS} lines of {_COLUMNS} characters; break the cue at "
            raise Unwritable(message + f"{timestamp(cue.start)} into shorter ones.")
    for one, after in pairwise(cues):
        if after.start < one.end:
            message = f"SCC shows one cue at a time; two overlap at {timestamp(after.start)}."
            raise Unwritable(message)


def _unfit(text: str) -> Iterator[str]:
    from ttconv.scc.codes.characters import unicode_to_scc

    # ttconv writes a space for what it does not know.
    return (it for it in text if it not in " \n" and unicode_to_scc(it) == b" ")

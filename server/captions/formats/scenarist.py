"""SCC written, through ttconv: captions of line 21, which hold Western European letters only.

Lines too long for its 32 columns are broken anew. Refused where words would be lost: letters it
has no code for, more than four lines, cues that overlap, or too fast for its two letters a frame.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from textwrap import wrap
from typing import TYPE_CHECKING

from server.problems import LegendaError

from ..cues import Captions, Cue
from ..cuetext import escaped, plain_text
from ..timestamps import timestamp
from .table import About
from .timed_text import complaints
from .ttml import write_ttml

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = 32
_ROWS = 4


class Unwritable(LegendaError):
    """A format cannot hold these captions without losing some; says which and why."""


def write_scc(captions: Captions, about: About) -> str:  # noqa: ARG001 - as every writer
    """A Scenarist file of pop-on captions, in drop-frame time."""
    from ttconv.imsc.reader import to_model
    from ttconv.scc.config import SCCFrameRate, SccWriterConfiguration
    from ttconv.scc.writer import from_model

    plain = Captions(tuple(_plain(cue) for cue in captions.cues if plain_text(cue.text).strip()))
    _must_fit(plain)
    document = to_model(ET.ElementTree(ET.fromstring(write_ttml(plain, About()))))  # noqa: S314
    settings = SccWriterConfiguration(
        allow_reflow=False, force_popon=True, frame_rate=SCCFrameRate.FPS_2997_DF
    )
    with complaints() as found:
        try:
            written: str = from_model(document, settings)
        except Exception as error:
            raise Unwritable(f"These captions cannot be written as SCC: {error}.") from error
    lost = [message for message in found if "lang" not in message]
    if lost:
        raise Unwritable(f"These captions cannot be written as SCC: {lost[0]}.")
    return written


def _plain(cue: Cue) -> Cue:
    lines = [" ".join(line.split()) for line in plain_text(cue.text).split("\n") if line.strip()]
    if max(map(len, lines)) > _COLUMNS:
        lines = wrap(" ".join(lines), _COLUMNS)
    return Cue(cue.start, cue.end, escaped("\n".join(lines)))


def _must_fit(captions: Captions) -> None:
    unfit = dict.fromkeys(it for cue in captions.cues for it in _unfit(plain_text(cue.text)))
    if unfit:
        named = ", ".join(f"{it} (U+{ord(it):04X})" for it in list(unfit)[:10])
        more = f" and {len(unfit) - 10} more" if len(unfit) > 10 else ""
        raise Unwritable(f"SCC has no code for these characters: {named}{more}.")
    for cue in captions.cues:
        lines = plain_text(cue.text).split("\n")
        if len(lines) > _ROWS or max(map(len, lines)) > _COLUMNS:
            message = f"SCC has {_ROWS} lines of {_COLUMNS} characters; break the cue at "
            raise Unwritable(message + f"{timestamp(cue.start)} into shorter ones.")
    for one, after in zip(captions.cues, captions.cues[1:], strict=False):
        if after.start < one.end:
            message = f"SCC shows one cue at a time; two overlap at {timestamp(after.start)}."
            raise Unwritable(message)


def _unfit(text: str) -> Iterator[str]:
    from ttconv.scc.codes.characters import unicode_to_scc

    # ttconv writes a space for what it does not know.
    return (it for it in text if it not in " \n" and unicode_to_scc(it) == b" ")

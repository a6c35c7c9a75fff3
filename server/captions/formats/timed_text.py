"""TTML (IMSC, EBU-TT-D), SCC and EBU STL, read through ttconv's model of timed text.

Knows that model; the three formats themselves are ttconv's. What it complains of becomes problems.
"""

from __future__ import annotations

import io
import logging
import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..cues import Captions
from .features import Losses
from .timed_text_xml import BadXML, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..rules import Findings
    from .timed_text_xml import Source

# Comments and a document type, matched without going back: else many of them take for ever.
_COMMENT = r"<!--(?:(?!-->).){0,5000}+-->"
_DOCTYPE = r"<!DOCTYPE[^>\[]{0,5000}+(?:\[[^\]]{0,5000}+\])?+\s*+>"
_ASIDE = rf"(?:(?:{_COMMENT}|{_DOCTYPE})\s*+)*+"
TTML = re.compile(rf"\s*+(?:<\?xml[^>]*+>\s*+)?+{_ASIDE}<(?:[\w.-]++:)?tt[\s>/]", re.DOTALL)
SCC = re.compile(r"\s*Scenarist_SCC V", re.IGNORECASE)
STL = re.compile(rb".{3}STL\d\d\.\d\d", re.DOTALL)
# EBU Tech 3264: a first block of so many bytes, then others; a subtitle has so many at the most,
# the last of them marked by 0xFF in its fourth byte.
_FIRST_BLOCK, _BLOCK, _MOST_BLOCKS = 1024, 128, 0xF1


def read_ttml(text: str, findings: Findings) -> Captions:
    """The captions in a TTML document of any of its profiles."""
    from ttconv.imsc.reader import to_model

    losses = Losses()
    try:
        document, source = tree(text, losses)
    except BadXML as error:
        findings.replace("ttml-malformed", str(error), error.line, column=error.column)
        return Captions()
    return _captions("ttml", lambda: to_model(document), findings, losses, source)


def read_scc(text: str, findings: Findings) -> Captions:
    """The captions in the first channel of a Scenarist file."""
    from ttconv.scc.reader import to_model

    if not SCC.match(text):
        message = "This is no SCC file: its first line is not “Scenarist_SCC V1.0”."
        findings.replace("scc-malformed", message, 1, column=1)
        return Captions()
    return _captions("scc", lambda: to_model(text), findings, Losses())


def read_stl(data: bytes, findings: Findings) -> Captions:
    """The captions in an EBU STL file; its times count from the start of the programme."""
    from ttconv.stl.config import STLReaderConfiguration
    from ttconv.stl.reader import to_model

    if not STL.match(data) or len(data) < _FIRST_BLOCK:
        message = "This is no EBU STL file: its first block does not say STL25.01 or the like."
        findings.replace("stl-malformed", message)
        return Captions()
    lasts = bytes(it == 0xFF for it in data[_FIRST_BLOCK + 3 :: _BLOCK])
    if b"\0" * _MOST_BLOCKS in lasts:
        message = f"A subtitle of more than {_MOST_BLOCKS} blocks does not end; the file is broken."
        findings.replace("stl-malformed", message)
        return Captions()
    settings = STLReaderConfiguration(program_start_tc="TCP")
    return _captions("stl", lambda: to_model(io.BytesIO(data), settings), findings, Losses())


def _captions(
    name: str,
    model: Callable[[], Any],
    findings: Findings,
    losses: Losses,
    source: Source | None = None,
) -> Captions:
    from .timed_text_model import read_document

    with complaints() as found:
        try:
            document = model()
            captions = read_document(document, losses, source or {}, findings)
        except Exception as error:  # ttconv raises whatever it meets in a bad file
            message = f"This file cannot be read: {type(error).__name__}: {error}"[:300]
            findings.replace(f"{name}-malformed", message, 1 if name != "stl" else 0)
            return Captions()
    for message, count in found.items():
        times = "" if count == 1 else f" ({count} times)"
        findings.add("captions-odd", f"The file is odd: {message}{times}. Look at its cues.")
    losses.report(findings)
    if not captions.cues:
        findings.add("captions-missing", "There is no cue in this file; add one.")
    return captions


@contextmanager
def complaints() -> Iterator[dict[str, int]]:
    """What ttconv logs in this thread, with how often; it has no other way to say it."""
    found: dict[str, int] = {}
    thread = threading.get_ident()

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                message = record.getMessage().rstrip(".")[:200]
                found[message] = found.get(message, 0) + 1

    logger, handler = logging.getLogger("ttconv"), Listening(logging.WARNING)
    logger.addHandler(handler)
    logger.propagate = False  # it is told as problems, not on the terminal too
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = True

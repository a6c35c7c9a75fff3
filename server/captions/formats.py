"""The formats: suffix → how to recognise, read and write it; bytes to text and back.

Knows formats; knows nothing of what cues are for. A suffix has no dot.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.problems import NotFound

from . import subrip
from .places import check_times, placed
from .rules import Findings, place
from .transcript import transcript, transcript_text
from .webvtt import SIGNATURE, read_webvtt, write_webvtt

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.problems import Problem

    from .cues import Captions

_BYTE_ORDER_MARK = "\ufeff"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: either way may be missing. `begins` recognises the text of a file."""

    name: str
    media_type: str
    begins: re.Pattern[str] | None = None
    reader: Callable[[str, Findings], Captions] | None = None
    writer: Callable[[Captions], str] | None = None


FORMATS: dict[str, Format] = {
    "vtt": Format("WebVTT", "text/vtt", SIGNATURE, read_webvtt, write_webvtt),
    "srt": Format("SubRip", "application/x-subrip", subrip.SRT, subrip.read_srt, subrip.write_srt),
    "sbv": Format("SBV", "text/plain", subrip.SBV, subrip.read_sbv),
    "txt": Format(
        "plain text", "text/plain", writer=lambda captions: transcript_text(transcript(captions))
    ),
}
READABLE = tuple(suffix for suffix, it in FORMATS.items() if it.reader)
WRITABLE = tuple(suffix for suffix, it in FORMATS.items() if it.writer)


def read(
    data: bytes | str,
    format: str | None = None,  # noqa: A002
) -> tuple[Captions, tuple[Problem, ...]]:
    """Captions and what is wrong with them; never raises for bad text.

    `format` is a suffix of `READABLE` (`NotFound` otherwise); without it the text says what it is,
    and what nothing recognises is taken for WebVTT, which then says what is missing.
    """
    findings = Findings()
    text = decoded(data, findings)
    suffix = recognised(text) if format is None else format
    reader = FORMATS[suffix].reader if suffix in FORMATS else None
    if reader is None:
        raise NotFound(f"No captions are read from “{suffix}”. Known: {', '.join(READABLE)}.")
    captions = reader(text, findings)
    if suffix != "vtt":
        captions = placed(captions, text)
        check_times(captions, findings)
    return captions, findings.found()


def write(captions: Captions, format: str = "vtt") -> bytes:  # noqa: A002
    """The file in a format of `WRITABLE` (`NotFound` otherwise), in UTF-8."""
    writer = FORMATS[format].writer if format in FORMATS else None
    if writer is None:
        raise NotFound(f"No captions are written as “{format}”. Known: {', '.join(WRITABLE)}.")
    return writer(captions).encode("utf-8", "replace")


def recognised(text: str) -> str:
    """The suffix of the format that the text begins like; `vtt` where nothing fits."""
    for suffix, it in FORMATS.items():
        if it.begins and it.begins.match(text):
            return suffix
    return "vtt"


def decoded(data: bytes | str, findings: Findings) -> str:
    """The text of a file, without its byte-order mark; U+FFFD where bytes are no UTF-8."""
    text = _decoded_bytes(data, findings) if isinstance(data, bytes) else data
    if lone := _SURROGATE.search(text):
        line, column = place(text, lone.start())
        message = "Half a character (a lone surrogate) stands here; U+FFFD is shown for it."
        findings.add("captions-encoding", message, line, column=column)
        text = _SURROGATE.sub("\ufffd", text)
    return text.removeprefix(_BYTE_ORDER_MARK)


def _decoded_bytes(data: bytes, findings: Findings) -> str:
    if data.startswith(_UTF_16):
        message = "This file is UTF-16, which browsers do not read as captions; save it as UTF-8."
        findings.add("captions-encoding", message)
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start].decode("utf-8"), error.start)
        message = f"The byte 0x{data[error.start]:02X} is no UTF-8; save the file as UTF-8."
        findings.add("captions-encoding", message, line, column=column)
        return data.decode("utf-8", "replace")

"""Other libraries that read and write captions, as benchmarks call them.

Knows how each is called; knows nothing of what is measured. They are needed here alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pycaption
import webvtt
from pysubs2 import SSAFile

from server.captions import read, write

OURS = "Legenda"
# How a format is read to whatever a library makes of it, and how that is written.
Ways = tuple[Callable[[str], Any], Callable[[Any], str]]

_PYCAPTION = {
    "vtt": (pycaption.WebVTTReader, pycaption.WebVTTWriter),
    "srt": (pycaption.SRTReader, pycaption.SRTWriter),
}


def _legenda(suffix: str) -> Ways:
    """Bytes in and out; every problem is looked for."""
    return (
        lambda text: read(text.encode(), suffix)[0],
        lambda captions: write(captions, suffix).decode(),
    )


def _webvtt_py(suffix: str) -> Ways:
    def written(captions: Any) -> str:
        output = io.StringIO()
        captions.write(output, format=suffix)
        return output.getvalue()

    return lambda text: webvtt.from_buffer(text.split("\n"), format=suffix), written


def _pysubs2(suffix: str) -> Ways:
    """Everything becomes SubStation in between."""
    return (
        lambda text: SSAFile.from_string(text, format_=suffix),
        lambda script: script.to_string(suffix),
    )


def _pycaption(suffix: str) -> Ways:
    reader, writer = _PYCAPTION[suffix]
    return lambda text: reader().read(text), lambda captions: writer().write(captions)


LIBRARIES: dict[str, Callable[[str], Ways]] = {
    OURS: _legenda,
    "webvtt-py": _webvtt_py,
    "pysubs2": _pysubs2,
    "pycaption": _pycaption,
}

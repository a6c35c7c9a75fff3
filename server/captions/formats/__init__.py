"""The formats: suffix → how to recognise, read and write it.

Knows formats; knows nothing of what cues are for. A suffix has no dot. What a reader cannot carry
over it reports; what a writer would leave behind, `losses` says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.languages import BadLanguage, Language
from server.problems import NotFound, NotOffered

from ..cues import Captions, Note
from ..places import check_times, placed
from ..rules import Findings
from ..webvtt import SIGNATURE, read_webvtt, write_webvtt
from . import json_files, sbv, scenarist, subrip, substation, timed_text, transcripts, ttml
from .encoding import Decoded, decoded, report
from .features import FEATURES, lost
from .table import About, Format, is_installed

if TYPE_CHECKING:
    from server.problems import Problem

_EVERYTHING = frozenset({*FEATURES, "styles", "regions", "notes"})
_LOOKS = frozenset({"bold, italic and underlined text", "colours", "positions"})
_TTML = Format(
    "TTML",
    "application/ttml+xml",
    timed_text.TTML,
    timed_text.read_ttml,
    ttml.write_ttml,
    keeps=_LOOKS | {"ids", "names of speakers", "languages of parts"},
    reading="ttconv",
)
_SUBSTATION = Format(
    "SubStation Alpha", "text/plain", substation.ASS, substation.read_ass, reading="pysubs2"
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SPOKEN = frozenset({"names of speakers"})

FORMATS: dict[str, Format] = {
    "vtt": Format(
        "WebVTT",
        "text/vtt",
        SIGNATURE,
        read_webvtt,
        lambda captions, about: write_webvtt(_credited(captions, about)),
        keeps=_EVERYTHING,
        utf_8=True,
    ),
    "srt": Format(
        "SubRip",
        "application/x-subrip",
        subrip.SRT,
        subrip.read_srt,
        subrip.write_srt,
        keeps=_LOOKS | _SPOKEN,
    ),
    "sbv": Format("SBV", "text/plain", sbv.SBV, sbv.read_sbv),
    "ttml": _TTML,
    "dfxp": Format(_TTML.name, _TTML.media_type, _TTML.begins, _TTML.reader, reading="ttconv"),
    "xml": Format(_TTML.name, _TTML.media_type, _TTML.begins, _TTML.reader, reading="ttconv"),
    "scc": Format(
        "SCC",
        "text/plain",
        timed_text.SCC,
        timed_text.read_scc,
        scenarist.write_scc,
        reading="ttconv",
        writing="ttconv",
    ),
    "stl": Format(
        "EBU STL",
        "application/octet-stream",
        magic=timed_text.STL,
        opens=timed_text.read_stl,
        reading="ttconv",
    ),
    "ass": _SUBSTATION,
    "ssa": _SUBSTATION,
    "json": Format(
        "JSON",
        "application/json",
        json_files.JSON,
        json_files.read_json,
        json_files.write_json,
        keeps=_EVERYTHING,
    ),
    "json3": Format("YouTube json3", "application/json", json_files.JSON, json_files.read_json),
    "txt": Format("plain text", "text/plain", writer=transcripts.write_text, keeps=_SPOKEN),
    "html": Format(
        "HTML",
        "text/html",
        writer=transcripts.write_html,
        keeps=_SPOKEN | {"languages of parts"},
    ),
    "docx": Format("DOCX", _DOCX, writer=transcripts.write_docx, keeps=_SPOKEN, writing="docx"),
}
READABLE = tuple(suffix for suffix, it in FORMATS.items() if it.is_read)
WRITABLE = tuple(suffix for suffix, it in FORMATS.items() if it.writer)
_INSTALL = "pip install 'legenda[formats]'"


def read(
    data: bytes | str,
    format: str | None = None,  # noqa: A002
) -> tuple[Captions, tuple[Problem, ...]]:
    """Captions and what is wrong with them; never raises for bad text.

    `format` is a suffix of `READABLE` (`NotFound` otherwise). Without it the content says what it
    is, and what nothing recognises is taken for WebVTT, which then says what is missing. Content
    that is plainly of another format than its suffix is read as what it is, and reported; WebVTT
    alone must be what it says, for browsers take nothing else.
    """
    if format is not None and format not in READABLE:
        raise NotFound(f"No captions are read from “{format}”. Known: {', '.join(READABLE)}.")
    findings = Findings()
    found = Decoded("") if _is_binary(data) else decoded(data)
    suffix = read_as(format, found.text, data)
    it = FORMATS[suffix]
    if format not in (None, suffix):
        message = f"The file is named .{format} but is {it.name}; name it .{suffix}."
        findings.add("captions-suffix", message)
    if not is_installed(it.reading):
        message = f"Reading {it.name} needs a library that is not installed: {_INSTALL}."
        findings.add("captions-extra", message)
        return Captions(), findings.found()
    captions = Captions()
    if it.opens:
        content = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
        captions = it.opens(content, findings)
    elif it.reader:
        report(found, findings, utf_8=it.utf_8)
        captions = it.reader(found.text, findings)
    if suffix != "vtt":
        captions = placed(captions, found.text)
        check_times(captions, findings)
    return captions, findings.found()


def read_as(name: str | None, text: str, data: bytes | str = "") -> str:
    """The suffix of the format that a file named so, or not named, is read as.

    Only WebVTT is what its name says whatever it holds.
    """
    if name is None:
        return recognised(text, data)
    here = FORMATS[name]
    if name == "vtt" or (here.begins and here.begins.match(text)):
        return name
    content = recognised(text, data, otherwise=name)
    return name if FORMATS[content].name == here.name else content


def _is_binary(data: bytes | str) -> bool:
    return isinstance(data, bytes) and any(
        it.magic and it.magic.match(data) for it in FORMATS.values()
    )


def recognised(text: str, data: bytes | str = "", *, otherwise: str = "vtt") -> str:
    """The suffix of the format that a file begins like; `otherwise` where nothing fits."""
    for suffix, it in FORMATS.items():
        if it.begins and it.begins.match(text):
            return suffix
        if it.magic and isinstance(data, bytes) and it.magic.match(data):
            return suffix
    return otherwise


def write(
    captions: Captions,
    format: str = "vtt",  # noqa: A002
    about: About | None = None,
) -> bytes:
    """The file in a format of `WRITABLE` (`NotFound` otherwise), text in UTF-8.

    Raises `NotOffered` where the library it needs is not installed, `Unwritable` where the format
    cannot hold these captions.
    """
    it = FORMATS.get(format)
    if it is None or it.writer is None:
        raise NotFound(f"No captions are written as “{format}”. Known: {', '.join(WRITABLE)}.")
    if not is_installed(it.writing):
        raise NotOffered(f"Writing {it.name} needs a library that is not installed: {_INSTALL}.")
    written = it.writer(captions, _known(captions, about or About()))
    return written.encode("utf-8", "replace") if isinstance(written, str) else written


def _credited(captions: Captions, about: About) -> Captions:
    """The captions with a note of who made them above all, where none says it already."""
    told = about.credits
    if not told or any(told in note.text for note in captions.notes):
        return captions
    return replace(captions, notes=(Note(told), *captions.notes))


def _known(captions: Captions, about: About) -> About:
    """What is said, and the language that the header names where none is."""
    if about.language:
        return about
    for line in captions.header.split("\n"):
        name, _, tag = line.partition(":")
        if name.strip().lower() == "language":
            try:
                language = Language.parse(tag)
            except BadLanguage:
                break
            return replace(about, language=language)
    return about


def losses(captions: Captions, format: str) -> tuple[Problem, ...]:  # noqa: A002
    """What of these captions a file of this format would not hold, a problem for each kind.

    Each has the line of the first such cue, where the captions know their lines.
    """
    if format not in WRITABLE:
        raise NotFound(f"No captions are written as “{format}”. Known: {', '.join(WRITABLE)}.")
    findings = Findings()
    it = FORMATS[format]
    lost(captions, it.keeps, it.name).report(findings)
    return findings.found()


def is_written(format: str) -> bool:  # noqa: A002
    """Whether a format can be written here, its library included."""
    return format in WRITABLE and is_installed(FORMATS[format].writing)

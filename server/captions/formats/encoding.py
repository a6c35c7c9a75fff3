"""Bytes to text: UTF-8, UTF-16, and the code pages of old, found by charset-normalizer.

Knows letters; knows nothing of formats but that XML may name its own encoding.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..rules import place

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

    from ..rules import Findings

_BYTE_ORDER_MARK = "\ufeff"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SURROGATE = re.compile("[\ud800-\udfff]")
_XML = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding=["']([A-Za-z][\w.:-]{0,40})["']""")
# What caption files were saved in before UTF-8: one for each family of scripts, and no others, so
# that a rare relative does not win by a hair.
CODE_PAGES = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp874": "Windows-874 (Thai)",
    "cp932": "Shift JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp949": "Windows-949 (Korean)",
}
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
# So many bytes with letters beyond ASCII are enough to tell.
_ENOUGH = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its byte-order mark.

    `code_page` names what it was saved in where that was found and is not UTF-8, `codec` is what
    Python calls it, `fault` is what a file of a format that must be UTF-8 is told, `line` and
    `column` the first byte that is none.
    """

    text: str
    code_page: str = ""
    codec: str = "utf-8"
    fault: str = ""
    line: int = 0
    column: int = 0
    surrogate: tuple[int, int] | None = None


def decoded(data: bytes | str) -> Decoded:
    """The text of a file; U+FFFD where bytes are no letters in any encoding that is known."""
    found = _decoded_bytes(data) if isinstance(data, bytes) else Decoded(data)
    text, at = found.text, None
    if lone := SURROGATE.search(text):
        at = place(text, lone.start())
        text = SURROGATE.sub("\ufffd", text)
    text = text.removeprefix(_BYTE_ORDER_MARK)
    return replace(found, text=text, surrogate=at)


def report(found: Decoded, findings: Findings, *, utf_8: bool) -> None:
    """What is wrong with the letters; `utf_8` where the format allows nothing else."""
    if found.fault:
        kept = found.code_page and not utf_8
        rule = "captions-code-page" if kept else "captions-encoding"
        findings.add(rule, found.fault, found.line, column=found.column)
    if found.surrogate:
        line, column = found.surrogate
        message = "Half a character (a lone surrogate) stands here; U+FFFD is shown for it."
        findings.add("captions-encoding", message, line, column=column)


def _decoded_bytes(data: bytes) -> Decoded:
    if data.startswith(_UTF_16):
        return _utf_16(data, "utf-16")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        # Text of ASCII in two bytes each has a NUL in every second place.
        for codec, nuls in (("utf-16-le", data[1:64:2]), ("utf-16-be", data[0:64:2])):
            if nuls and not nuls.strip(b"\0") and len(data) > 3:
                return _utf_16(data, codec)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf_8(data, error.start)


def _utf_16(data: bytes, codec: str) -> Decoded:
    message = "This file is UTF-16, which browsers do not read as captions; save it as UTF-8."
    return Decoded(data.decode(codec, "replace"), "UTF-16", codec, message)


def _not_utf_8(data: bytes, at: int) -> Decoded:
    line, column = place(data[:at].decode("utf-8"), at)
    fault = f"The byte 0x{data[at]:02X} is no UTF-8"
    codec = _declared(data) or _guessed(data)
    if codec is None:
        fault += "; save the file as UTF-8."
        text = data.decode("utf-8", "replace")
        return Decoded(text, fault=fault, line=line, column=column)
    name = CODE_PAGES.get(codec, codec)
    fault += f": the file was read as {name}. Look at its letters, and save it as UTF-8."
    return Decoded(data.decode(codec, "replace"), name, codec, fault, line, column)


def _declared(data: bytes) -> str | None:
    match = _XML.match(data)
    try:
        return codecs.lookup(match[1].decode()).name if match else None
    except LookupError:
        return None


def _guessed(data: bytes) -> str | None:
    """The code page of text that is not UTF-8; None where it is UTF-8 with a few faults."""
    replaced = data.decode("utf-8", "replace")
    if sum(letter > "\x7f" and letter != "\ufffd" for letter in replaced) > replaced.count(
        "\ufffd"
    ):
        return None
    from charset_normalizer import from_bytes

    # Lines of times are the same in every code page: those with other letters tell them apart.
    telling = [line for line in re.split(rb"[\r\n]+", data) if re.search(rb"[\x80-\xff]", line)]
    sample = b"\n".join(telling)[:_ENOUGH]
    if re.search(rb"[\x00-\x08\x0e-\x1f]", sample):
        return None
    # Among Latin letters few are beyond ASCII; in any other script nearly all are.
    beyond = len(re.findall(rb"[\x80-\xff]", sample))
    latin = beyond < 0.4 * len(re.findall(rb"[A-Za-z\x80-\xff]", sample))
    pages = _LATIN if latin else tuple(CODE_PAGES)
    found = from_bytes(sample, cp_isolation=list(pages), enable_fallback=False)
    matches = {page: it for it in found for page in it.could_be_from_charset if page in pages}
    # Of pages that are as likely, the first in our order: the most common.
    likely = [(-_likeness(it), pages.index(page)) for page, it in matches.items()]
    return pages[min(likely)[1]] if likely else None


def _likeness(match: CharsetMatch) -> float:
    """How much it looks like a language, less how messy it is; the Baltic page must be clear."""
    return match.coherence - 5 * match.chaos - (0.05 if match.encoding == "cp1257" else 0)

"""What a format is, and what a writer may know of a file besides its cues."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from server.languages import Language

    from ..cues import Captions
    from ..rules import Findings


@dataclass(frozen=True, slots=True)
class About:
    """Of a track: the title of what it captions, its language, what its transcript shows too.

    `title_language` is the title's, where it is another; `by` and `rights` say who made the
    captions and who may use them.
    """

    title: str = ""
    language: Language | None = None
    title_language: Language | None = None
    chapters: Captions | None = None
    descriptions: Captions | None = None
    by: str = ""
    rights: str = ""

    @property
    def credits(self) -> str:
        """Who made them and who may use them, a line each."""
        told = (("By", self.by), ("Rights", self.rights))
        return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in told if value)


@dataclass(frozen=True, slots=True)
class Format:
    """One format: either way may be missing. `begins` recognises the text of a file.

    `opens` reads bytes, for a format that is no text; `magic` recognises them. `keeps` are the
    features of cues that writing keeps. `reading` and `writing` are the libraries each way needs;
    the extra `formats` has them all.
    """

    name: str
    media_type: str
    begins: re.Pattern[str] | None = None
    reader: Callable[[str, Findings], Captions] | None = None
    writer: Callable[[Captions, About], str | bytes] | None = None
    magic: re.Pattern[bytes] | None = None
    opens: Callable[[bytes, Findings], Captions] | None = None
    keeps: frozenset[str] = frozenset()
    reading: str = ""
    writing: str = ""
    utf_8: bool = False

    @property
    def is_read(self) -> bool:
        """Whether there is a reader, installed or not."""
        return bool(self.reader or self.opens)


def is_installed(library: str) -> bool:
    """Whether a library can be imported; "" is none and always there."""
    return not library or find_spec(library) is not None

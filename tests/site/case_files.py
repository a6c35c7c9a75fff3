"""Cases that are text files, and the sites they describe.

A case is a title, a line of `.`, the input, `.`, what is expected, `.`. Lines above the title that
begin with `#` are notes.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from server.problems import Unavailable
from server.storage.memory import MemoryStore
from tests.conftest import clip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from server.problems import Problem

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    title: str
    given: str
    expected: str


def cases(name: str) -> list[Case]:
    found: list[Case] = []
    parts: list[list[str]] = [[]]
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line != ".":
            parts[-1].append(line)
        elif len(parts) < 3:
            parts.append([])
        else:
            titles = [one for one in parts[0] if one.strip() and not one.startswith("#")]
            assert len(titles) == 1, f"expected one line of title above line . in {name}: {titles}"
            found.append(Case(titles[0], *("\n".join(part) for part in parts[1:])))
            parts = [[]]
    rest = [one for part in parts for one in part if one.strip()]
    assert not rest, f"expected three lines of . in each case of {name}; after the last: {rest}"
    return found


GOOD: Mapping[str, str | bytes] = {
    "site.toml": 'name = "Good"\n',
    "topics/good.en.md": '+++\ntitle = "Good"\nvideos = ["intro"]\n+++\n\n## One\n\nText.\n',
    "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\n',
    "media/intro/720p.mp4": clip(),
    "captions/intro/en.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n",
}


def image() -> bytes:
    written = BytesIO()
    Image.new("RGB", (8, 6)).save(written, "PNG")
    return written.getvalue()


class Locked(MemoryStore):
    """A store with files that are there and that nobody may read."""

    keys_locked: frozenset[str] = frozenset()

    def read(self, key: str) -> bytes:
        if key in self.keys_locked:
            raise Unavailable(f"{key} cannot be used: Permission denied.")
        return super().read(key)


def changed(files: str) -> MemoryStore:
    """The good site with the files of a case."""
    made = dict(GOOD)
    locked: set[str] = set()
    for part in re.split(r"^=== ", files, flags=re.M)[1:]:
        key, _, content = part.partition("\n")
        match content.strip():
            case "(clip)":
                made[key] = clip()
            case "(long clip)":
                made[key] = clip(seconds=4)
            case "(image)":
                made[key] = image()
            case "(zeros)":
                made[key] = bytes(100)
            case "(latin-1 text)":
                made[key] = '+++\ntitle = "Caf\xe9"\n+++\n'.encode("latin-1")
            case "(none)":
                del made[key]
            case "(locked)":
                locked.add(key)
            case _:
                made[key] = content
    store = Locked(made)
    store.keys_locked = frozenset(locked)
    return store


def assert_told(problems: Sequence[Problem], expected: str) -> None:
    """The problems are those expected, a line for each, in which … stands for any words."""
    found = sorted(problems, key=lambda one: (one.path, one.line, one.message))
    lines = expected.splitlines()
    assert len(found) == len(lines), "\n".join(map(str, found))
    for problem, line in zip(found, lines, strict=True):
        pattern = ".*".join(re.escape(words) for words in line.split("…"))
        assert re.fullmatch(pattern, str(problem)), f"{problem}\nis not\n{line}"

"""How a text was changed, as a unified diff that people read and `patch` takes."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from rich.text import Text

from server.terminal import console, visible, write_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STYLES = {"---": "bold", "+++": "bold", "@@": "cyan", "-": "red", "+": "green"}
# Spaces at the end of a line would not be seen without a ground.
_GROUNDS = {"-": "on red", "+": "on green"}
_NO_END = "\\ No newline at end of file"


def show_diff(path: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Print what differs between two lists of lines, their ends included."""
    to = console(output=True)
    for line in _diff(path, before, after):
        if to.is_terminal:
            to.print(_coloured(line.rstrip("\r")))
        else:
            write_out(line)


def _diff(path: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    for line in unified_diff(before, after, f"a/{path}", f"b/{path}"):
        yield line.removesuffix("\n")
        if not line.endswith(("\n", "\r")):
            yield _NO_END


def _coloured(line: str) -> Text:
    style = next((style for begins, style in _STYLES.items() if line.startswith(begins)), "")
    kept = line.rstrip(" \t")
    spaces = Text(visible(line[len(kept) :]), style=_GROUNDS.get(line[:1], ""))
    return Text(visible(kept), style=style).append_text(spaces)

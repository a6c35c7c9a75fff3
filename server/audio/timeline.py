"""A picture of speech and captions in time, as SVG, and the same as a table in a page.

Knows a `Coverage`; knows nothing of sites. Speech, captions and differences have rows of their own
and the differences words, so nothing hangs on colour. Names and texts given are escaped here.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .coverage import Coverage

# A line of the picture shows so much time (milliseconds), over so many units of width.
_LINE_MS, _WIDTH, _LEFT = 60_000, 900, 110
_ROWS = {"speech": 24, "captions": 48, "difference": 72}
_LINE_HEIGHT, _TOP, _BAR = 120, 40, 16
_MOST_LINES = 240
_TABLE = "caption,th,td{text-align:start;padding:.25em 1em .25em 0}caption{font-weight:bold}"
_STYLE = (
    "svg{background:#fff;color:#1a1a1a;font:12px sans-serif}text{fill:#1a1a1a}"
    ".speech{fill:#1f5fa8}.captions{fill:#5c5c5c}.difference{fill:#b3261e}.tick{stroke:#8a8a8a}"
)


def clock(time: int) -> str:
    """`1:05.3`, or `1:00:05.3` from an hour on."""
    minutes, rest = divmod(round(time / 100), 600)
    hours, minutes = divmod(minutes, 60)
    shown = f"{minutes:02}" if hours else f"{minutes}"
    return f"{hours}:" * bool(hours) + f"{shown}:{rest // 10:02}.{rest % 10}"


def summary(found: Coverage) -> str:
    """The figures in one sentence or two."""
    return (
        f"{found.share:.1%} of {found.speech / 1000:.1f} s of speech has captions. "
        f"Speech without a caption: {len(found.uncovered)}. "
        f"Captions over silence: {len(found.silent)}."
    )


def differences(
    found: Coverage, texts: Sequence[str] = ()
) -> tuple[tuple[str, str, str, str], ...]:
    """Rows of start, end, what is wrong, and the caption's text, in order of time."""
    rows = [(*span, "speech without a caption", "") for span in found.uncovered]
    rows += [
        (*found.captions[at], "caption over silence", texts[at] if at < len(texts) else "")
        for at in found.silent
    ]
    return tuple((clock(one), clock(two), what, text) for one, two, what, text in sorted(rows))


def svg(found: Coverage, *, title: str) -> str:
    """The picture, with a title and a description for those who cannot see it."""
    lines = min(_MOST_LINES, max(1, -(-found.length // _LINE_MS)))
    height = _TOP + lines * _LINE_HEIGHT
    name, told = escape(title), escape(summary(found))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 40} {height}" '
        'role="img" aria-labelledby="title description">',
        f'<title id="title">{name}</title><desc id="description">{told}</desc>',
        f'<style>{_STYLE}</style><text x="8" y="22">{name}. {told}</text>',
    ]
    for line in range(lines):
        parts += _line(found, line)
    return "\n".join([*parts, "</svg>\n"])


def _line(found: Coverage, line: int) -> Iterator[str]:
    start, top = line * _LINE_MS, _TOP + line * _LINE_HEIGHT
    for kind, below in _ROWS.items():
        yield f'<text x="8" y="{top + below + 12}">{kind}</text>'
    for tick in range(0, _LINE_MS + 1, 10_000):
        x = _LEFT + tick * _WIDTH // _LINE_MS
        yield f'<path class="tick" d="M{x} {top + 20}v72"/>'
        yield f'<text x="{x}" y="{top + 106}">{clock(start + tick)[:-2]}</text>'
    silent = [found.captions[at] for at in found.silent]
    drawn = [("speech", found.spoken), ("captions", found.captions)]
    for kind, spans in (*drawn, ("difference", (*found.uncovered, *silent))):
        for one, two in spans:
            first, last = max(one, start), min(two, start + _LINE_MS)
            if first < last:
                left = _LEFT + (first - start) * _WIDTH / _LINE_MS
                width = max(1.0, (last - first) * _WIDTH / _LINE_MS)
                yield (
                    f'<rect class="{kind}" x="{left:.1f}" y="{top + _ROWS[kind]}" '
                    f'width="{width:.1f}" height="{_BAR}"/>'
                )


def page(found: Coverage, *, title: str, texts: Sequence[str] = ()) -> str:
    """The picture and beside it its table, as a page."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n"
        for row in differences(found, texts)
    )
    name = escape(title)
    table = (
        f"<style>{_TABLE}</style><table><caption>Differences</caption>\n"
        "<thead><tr><th scope=col>From</th>"
        "<th scope=col>To</th><th scope=col>What</th><th scope=col>Caption</th></tr></thead>\n"
        f"<tbody>\n{rows}</tbody></table>"
        if rows
        else "<p>There are no differences.</p>"
    )
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{name}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<main><h1>{name}</h1>\n<p>{escape(summary(found))}</p>\n"
        f"{svg(found, title=title)}{table}</main></html>\n"
    )

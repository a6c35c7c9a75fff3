"""Where a region of timed text is, as the settings of a cue.

Across, a place is kept to the percent; up and down, captions stand at the top, in the middle or at
the bottom, and what is far from those is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ttconv.style_properties import DisplayAlignType, LengthType, StyleProperties, TextAlignType

if TYPE_CHECKING:
    from .features import Losses


def settings_of(document: Any, region: Any, align: Any, line: int, losses: Losses) -> str:
    """The settings of text in a region, aligned so; a line of the file to name."""
    if region is None:
        return ""
    left, top, width, height = _box(document, region)
    parts = [_vertical(region, top, height, line, losses), _across(left, width, align)]
    return " ".join(part for part in parts if part)


def _box(document: Any, region: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height, in percent of the picture."""
    origin = region.get_style(StyleProperties.Origin)
    extent = region.get_style(StyleProperties.Extent)
    position = region.get_style(StyleProperties.Position)
    width = _percent(document, extent.width, 0) if extent else 100
    height = _percent(document, extent.height, 1) if extent else 100
    left = _percent(document, origin.x, 0) if origin else 0
    top = _percent(document, origin.y, 1) if origin else 0
    if origin is None and position is not None:
        left = _percent(document, position.h_offset, 0) * (100 - width) / 100
        top = _percent(document, position.v_offset, 1) * (100 - height) / 100
    return left, top, width, height


def _percent(document: Any, length: Any, axis: int) -> float:
    value, units = float(length.value), length.units
    if units is LengthType.Units.px:
        size = document.get_px_resolution()
        return 100 * value / int(size.height if axis else size.width)
    if units is LengthType.Units.c:
        cells = document.get_cell_resolution()
        return 100 * value / int(cells.rows if axis else cells.columns)
    return value


def _vertical(region: Any, top: float, height: float, line: int, losses: Losses) -> str:
    shown = region.get_style(StyleProperties.DisplayAlign) or DisplayAlignType.before
    if shown is DisplayAlignType.before:
        anchor = top
    else:
        anchor = top + (height if shown is DisplayAlignType.after else height / 2)
    if shown is DisplayAlignType.before and 15 < anchor < 67:
        return f"line:{anchor:.4g}%"
    if anchor >= 67 and top + height > 85:
        return ""  # lines that end at the bottom, as those of SCC do: that is where cues stand
    if (15 < anchor < 40) or (60 < anchor < 80):
        losses.add("exact positions", line)
    return "line:0" if anchor < 34 else "line:50%" if anchor < 67 else ""


def _across(left: float, width: float, align: Any) -> str:
    right = left + width
    if align in (TextAlignType.end, getattr(TextAlignType, "right", None)):
        return ("" if right > 89 else f"position:{right:.4g}% ") + "align:right"
    if align is TextAlignType.center:
        middle = left + width / 2
        return "" if 45 < middle < 55 else f"position:{min(100, max(0, middle)):.4g}%"
    return ("" if left < 11 else f"position:{min(100, left):.4g}% ") + "align:left"

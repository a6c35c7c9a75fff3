"""The report's charts: the insides of an `<svg>`, numbers alone. Beside each stands its table.

Knows `Reading` and `Shown`; the words and the frame are the template's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from server.captions.quality.measures import STEPS, joined

if TYPE_CHECKING:
    from server.captions.quality.measures import Reading, Shown

# In units of the picture: a bar and the space after it, the height of all.
BAR, SPACE, HEIGHT = 16, 4, 40
# How long the strip is; what is closer than one unit is drawn as one.
LENGTH = 400


def bars(of: Reading) -> Markup:
    """A bar for each step of speed, and a line where the limit is."""
    most = max(of.cues)
    drawn = []
    for place, count in enumerate(of.cues):
        # A few among many are still to be seen.
        height = max(2, round(count * HEIGHT / most)) if count else 0
        beyond = ' class="beyond"' if place > STEPS.index(1.0) else ""
        left = place * (BAR + SPACE)
        drawn.append(
            f'<rect{beyond} x="{left}" y="{HEIGHT - height}" width="{BAR}" height="{height}"/>'
        )
    limit = (STEPS.index(1.0) + 1) * (BAR + SPACE) - SPACE // 2
    drawn.append(f'<path class="limit" d="M{limit} 0v{HEIGHT}"/>')
    return Markup("".join(drawn))  # noqa: S704 - numbers


def strip(of: Shown) -> Markup:
    """A band from the beginning of the video to its end, filled where there is a cue."""
    scale = LENGTH / max(of.duration, 1)
    # A short cue is still to be seen.
    places = ((round(one * scale), round(two * scale)) for one, two in of.spans)
    drawn = joined((one, max(one + 1, two)) for one, two in places)
    moves = "".join(f"M{start} 0H{end}V1H{start}z" for start, end in drawn)
    return Markup(f'<path d="{moves}"/>')  # noqa: S704 - numbers

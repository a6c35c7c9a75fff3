"""EN 301 549 V3.2.1, clause 7: what the player of a page does, where a video gives it something.

Knows which rows of docs/conformance.md a criterion needs, and which of them tests show. What no
test shows is not claimed, and what another provider's player does is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.site.conformance.criteria import Outcome
from server.site.conformance.findings import Finding
from server.site.conformance.shown import SHOWN

if TYPE_CHECKING:
    from server.site.conformance.facts import Facts

# The row that each criterion needs; for those about audio description, see `_row`.
ROWS = {
    "7.1.1": "EN 7.1.1",
    "7.1.2": "EN 7.1.2",
    "7.1.3": "EN 7.1.3",
    "7.1.4": "EN 7.1.4",
    "7.1.5": "EN 7.1.5",
    "7.3": "EN 7.3",
}
# A version with audio description; descriptions in text, which the player speaks.
DESCRIBED, SPOKEN = "DV-2", "TVD-1"


def playing(id_: str, facts: Facts, *, shown: frozenset[str] = SHOWN) -> Finding:
    """Whether the player does for this video what a criterion of clause 7 asks."""
    video = facts.video
    # The clause is about pictures with sound.
    if video.is_audio or video.is_silent:
        return Finding(Outcome.NONE, "sound-alone" if video.is_audio else "pictures-alone")
    if video.embed:
        return Finding(Outcome.PERSON, "provider-player", settings=facts.settings)
    captions = any(it.track.readable and it.cues for it in facts.tracks)
    described = bool(facts.described or facts.descriptions)
    if id_.startswith("7.1.") and not captions:
        return Finding(Outcome.NONE, "no-captions")
    if id_.startswith("7.2.") and not described:
        return Finding(Outcome.NONE, "no-description")
    if not captions and not described:
        return Finding(Outcome.NONE, "nothing-to-control")
    if _row(id_, facts) in shown:
        return Finding(Outcome.MET, f"player-{id_}")
    return Finding(Outcome.PERSON, "player-unproved", settings=facts.settings)


def _row(id_: str, facts: Facts) -> str:
    return ROWS.get(id_) or (DESCRIBED if facts.described else SPOKEN)

"""EN 301 549 V3.2.1, clause 7: what the player of a page does, where a video gives it something.

Knows the player by a table, which docs/conformance.md shows to be true test by test: a row is `MET`
only when its row there is. What another provider's player does is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.site.conformance.criteria import Outcome
from server.site.conformance.findings import Finding

if TYPE_CHECKING:
    from server.site.conformance.facts import Facts

# What the player does, whatever the video. With another row, the sentence is `no-player-…`.
PLAYER: dict[str, Outcome] = {
    "7.1.1": Outcome.MET,
    "7.1.2": Outcome.MET,
    "7.1.3": Outcome.MET,
    "7.1.4": Outcome.PERSON,
    "7.1.5": Outcome.NOT_MET,
    "7.2.1": Outcome.MET,
    "7.2.2": Outcome.MET,
    "7.2.3": Outcome.MET,
    "7.3": Outcome.MET,
}
# Whether it speaks descriptions in text, which are no audio description before somebody does.
SPEAKS_DESCRIPTIONS = False


def playing(id_: str, facts: Facts) -> Finding:
    """Whether the player does for this video what a criterion of clause 7 asks."""
    video = facts.video
    # The clause is about pictures with sound.
    if video.is_audio or video.is_silent:
        return Finding(Outcome.NONE, "sound-alone" if video.is_audio else "pictures-alone")
    if video.embed:
        return Finding(Outcome.PERSON, "provider-player", settings=facts.settings)
    captions = any(it.track.readable and it.cues for it in facts.tracks)
    spoken = SPEAKS_DESCRIPTIONS and facts.descriptions is not None
    described = spoken or bool(facts.described)
    if id_.startswith("7.1.") and not captions:
        return Finding(Outcome.NONE, "no-captions")
    if id_.startswith("7.2.") and not described:
        return Finding(Outcome.NONE, "no-description")
    if not captions and not described:
        return Finding(Outcome.NONE, "nothing-to-control")
    if PLAYER[id_] is Outcome.MET:
        return Finding(Outcome.MET, f"player-{id_}")
    return Finding(PLAYER[id_], f"no-player-{id_}", settings=facts.settings)

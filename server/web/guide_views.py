"""The guide to its view: the reader's own players first, and the ways to say which device it is.

Knows players and devices; knows neither files nor forms. Trying things out is in `practice`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.web.devices import DEVICES, OTHER

if TYPE_CHECKING:
    from server.languages import Language
    from server.web.asking import Asked
    from server.web.guide import Player
    from server.web.snapshot import Snapshot
    from server.web.video_parts import VideoView


@dataclass(frozen=True, slots=True)
class DeviceLink:
    """A device that a reader can say they use, or `other`: this page for it; `current` where it is
    the one that is meant, or may be."""

    id: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class GuideView:
    """How to turn captions on: `own` fit the reader's own player, `others` are one step away.

    `devices` are all there are to choose from.
    """

    own: tuple[Player, ...]
    others: tuple[Player, ...]
    devices: tuple[DeviceLink, ...]
    language: Language
    unreviewed: bool


def guide_view(
    snapshot: Snapshot, asked: Asked, language: Language, videos: tuple[VideoView, ...] | None
) -> GuideView:
    """The guide for a page with these videos; None is the guide's own page, for all of them."""
    guides = snapshot.theme.guides
    guide, own = guides.guide(language), {*guides.own(asked.reader)}
    if videos is None or any(not view.embed for view in videos):
        own |= {player.id for player in guide.players if player.group == "page"}
    own |= {view.embed.provider.lower() for view in videos or () if view.embed}
    # Under a video there is how to turn captions on; how they look is a step away.
    apart = "device" if videos is not None else ""
    first = [one for one in guide.players if one.id in own and one.group != apart]
    return GuideView(
        own=tuple(first),
        others=tuple(player for player in guide.players if player not in first),
        devices=_devices(asked),
        language=guide.language,
        unreviewed=guide.unreviewed,
    )


def _devices(asked: Asked) -> tuple[DeviceLink, ...]:
    reader = asked.reader
    return tuple(
        DeviceLink(
            id_,
            asked.with_query(**{"for": id_}) + "#own",
            id_ in reader.devices or (id_ == OTHER and reader.told and not reader.devices),
        )
        for id_ in (*DEVICES, OTHER)
    )

"""The guide: steps for every player, the reader's own first.

Knows the browsers by how they name themselves, and the files `guide/<language>.toml`; when a
browser hides its name, none is taken for the reader's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from server.site.matter import Matter, read_matter

if TYPE_CHECKING:
    from server.problems import Problem

Group = Literal["page", "browser", "embed", "device"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, the icon to look for, and the version it was last tried on, if any."""

    text: str
    icon: str
    tried: str


@dataclass(frozen=True, slots=True)
class Player:
    """A player or device and the steps to captions in it."""

    id: str
    group: Group
    name: str
    icon: str
    note: str
    steps: tuple[Step, ...]


class StepMatter(Matter):
    """A step as an owner writes it."""

    text: str
    icon: str = ""
    tried: str = ""


class PlayerMatter(Matter):
    """A player as an owner writes it."""

    id: str
    group: Group
    name: str
    icon: str = ""
    note: str = ""
    step: tuple[StepMatter, ...] = Field(min_length=1)


class GuideMatter(Matter):
    """A file of the guide."""

    translation: Literal["unreviewed", "reviewed"] = "reviewed"
    player: tuple[PlayerMatter, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide in one language."""

    players: tuple[Player, ...]
    unreviewed: bool


def read_guide(text: str) -> tuple[Guide | None, tuple[Problem, ...]]:
    """The guide of a TOML text, or None with every problem in it."""
    matter, problems = read_matter(text, GuideMatter)
    if matter is None:
        return None, problems
    return Guide(tuple(map(_player, matter.player)), matter.translation == "unreviewed"), ()


def _player(matter: PlayerMatter) -> Player:
    steps = tuple(Step(step.text, step.icon, step.tried) for step in matter.step)
    return Player(matter.id, matter.group, matter.name, matter.icon, matter.note, steps)


# What a browser's name for itself tells: the first row that is found in it decides. Browsers on
# iPhone and iPad all play with Safari's player; Edge, Opera and others name Chrome too.
BROWSERS = (
    (r"iPhone|iPad|iPod", ("iphone", "style-ios")),
    (r"Android", ("android", "style-android")),
    (r"Firefox/", ("firefox",)),
    (r"Chrome/|Chromium/|Edg/", ("chrome", "style-chrome")),
    (r"Version/[\d.]+ .*Safari/", ("safari",)),
)
SYSTEMS = ((r"Windows NT", "style-windows"), (r"Macintosh|Mac OS X", "style-macos"))


def own_players(user_agent: str) -> tuple[str, ...]:
    """The ids of the players and settings this browser has, nearest first; empty when unsure."""
    browser = next((ids for name, ids in BROWSERS if re.search(name, user_agent)), ())
    mobile = re.search("iPhone|iPad|iPod|Android", user_agent)
    system = next((id_ for name, id_ in SYSTEMS if re.search(name, user_agent)), None)
    return (*browser, *((system,) if system and not mobile else ()))

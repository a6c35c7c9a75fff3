"""The guide: what there is to do for every player, and the words for it in each language.

Knows the files `guide/players.toml` and `guide/<language>.toml`; knows neither folders nor who
reads. A player that a language has no fitting words for has English ones.
"""

from __future__ import annotations

import datetime  # noqa: TC003 - pydantic needs it at runtime
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from server.languages import Language
from server.problems import Problem, nearest
from server.site.matter import Matter, Words, read_matter
from server.site.places import line_of
from server.web.devices import Browser, Device  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from server.site.matter import Model
    from server.web.devices import Identity

Group = Literal["page", "browser", "embed", "device"]
PLAYERS = "players.toml"
FALLBACK = Language("en")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, the icon to look for, and the version it was last tried on and when."""

    text: str
    icon: str
    tried: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Player:
    """A player or device and the steps to captions in it; `language` is that of its words."""

    id: str
    group: Group
    icon: str
    name: str
    note: str
    steps: tuple[Step, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide in one language; `unreviewed` where some of its words await a native speaker."""

    players: tuple[Player, ...]
    language: Language
    unreviewed: bool


class StepMatter(Matter):
    """What is the same of a step in every language."""

    icon: str = ""
    tried: str = ""
    date: datetime.date | None = None


class PlayerMatter(Matter):
    """What is the same of a player in every language."""

    group: Group
    icon: str = ""
    devices: tuple[Device, ...] = ()
    browsers: tuple[Browser, ...] = ()
    steps: tuple[StepMatter, ...] = Field(min_length=1)

    def is_own(self, reader: Identity) -> bool:
        """Whether the reader may have it, as far as they are known."""
        known = reader.browser is None or not self.browsers or reader.browser in self.browsers
        return known and any(device in self.devices for device in reader.devices)


class PlayersMatter(RootModel[dict[Annotated[str, Field(pattern="^[a-z0-9-]+$")], PlayerMatter]]):
    """The file `players.toml`: players by id, in the order of the page."""


class WordsMatter(Matter):
    """The words of a player in one language."""

    name: Words
    note: str = ""
    steps: tuple[Words, ...]


class GuideMatter(Matter):
    """A file of words: players by id, beside what holds for all of them."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, WordsMatter] = Field(init=False)
    translation: Literal["unreviewed", "reviewed"] = "reviewed"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the guide and what is in it; `own` says that it is the site's."""

    path: str
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one player, from one file."""

    words: WordsMatter
    language: Language
    unreviewed: bool


# A reload reads every file again, and nearly always none has changed.
_matter = lru_cache(maxsize=64)(read_matter)


class Guides:
    """The guide in every language there is, of files ours first, then the site's: a table of a
    later file replaces that of the same name."""

    def __init__(self, players: Iterable[File], words: Mapping[Language, Iterable[File]]) -> None:
        self.problems: list[Problem] = []
        self.players: dict[str, PlayerMatter] = {}
        self._files: dict[str, File] = {}
        for file in players:
            if matter := self._read(file, PlayersMatter):
                self.players |= matter.root
                self._files |= dict.fromkeys(matter.root, file)
        self._said: dict[Language, dict[str, _Said]] = {}
        for language, files in words.items():
            self._said[language] = {
                id_: said for file in files for id_, said in self._fitting(file, language)
            }
        self.problems.extend(self._wordless())

    def guide(self, language: Language) -> Guide:
        """The guide in the nearest language there is, with English where that has no words."""
        nearby = language.match(tuple(self._said)) or FALLBACK
        found = {id_: said for id_ in self.players if (said := self._nearest(id_, nearby))}
        return Guide(
            tuple(_player(id_, self.players[id_], said) for id_, said in found.items()),
            nearby,
            any(said.unreviewed for said in found.values()),
        )

    def own(self, reader: Identity) -> frozenset[str]:
        """The ids of the players that the reader may have."""
        return frozenset(id_ for id_, one in self.players.items() if one.is_own(reader))

    def _nearest(self, id_: str, language: Language) -> _Said | None:
        known = (self._said[one].get(id_) for one in (language, FALLBACK) if one in self._said)
        return next((said for said in known if said), None)

    def _read(self, file: File, model: type[Model]) -> Model | None:
        matter, problems = _matter(file.text, model)
        self.problems.extend(problem.at(file.path) for problem in problems)
        return matter

    def _fitting(self, file: File, language: Language) -> Iterator[tuple[str, _Said]]:
        """The words of a file that have a player and as many steps as it has."""
        matter = self._read(file, GuideMatter)
        if matter is None:
            return
        for id_, words in matter.__pydantic_extra__.items():
            player = self.players.get(id_)
            if player and len(words.steps) == len(player.steps):
                yield id_, _Said(words, language, matter.translation == "unreviewed")
            # Our words need not fit a player that the site has changed.
            elif file.own or player is None or not self._files[id_].own:
                self.problems.append(self._misfit(file, id_, words, player))

    def _misfit(
        self, file: File, id_: str, words: WordsMatter, player: PlayerMatter | None
    ) -> Problem:
        if player is None:
            return Problem(
                rule="guide-player",
                message=f"There is no player “{id_}” in guide/{PLAYERS}. "
                f"{nearest(id_, self.players)}".strip(),
                path=file.path,
                line=line_of(file.text, (id_,)),
            )
        return Problem(
            rule="guide-steps",
            message=f"“{id_}” has {len(words.steps)} steps here; expected "
            f"{len(player.steps)}, as in guide/{PLAYERS}.",
            path=file.path,
            line=line_of(file.text, (id_, "steps")),
        )

    def _wordless(self) -> Iterator[Problem]:
        for id_, file in self._files.items():
            if self._nearest(id_, FALLBACK) is None:
                yield Problem(
                    rule="guide-words",
                    message=f"“{id_}” has no words with {len(self.players[id_].steps)} steps in "
                    f"guide/{FALLBACK}.toml; expected [{id_}] there.",
                    path=file.path,
                    line=line_of(file.text, (id_,)),
                )


def _player(id_: str, matter: PlayerMatter, said: _Said) -> Player:
    words = said.words
    steps = tuple(
        Step(text, step.icon, step.tried, step.date)
        for text, step in zip(words.steps, matter.steps, strict=True)
    )
    return Player(id_, matter.group, matter.icon, words.name, words.note, steps, said.language)

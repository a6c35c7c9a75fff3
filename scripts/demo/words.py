"""The words of one item, read from its TOML file; knows nothing of times, sounds or pictures."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SPOKEN = "en-GB"
LINE_BREAK = "|"


@dataclass(frozen=True, slots=True)
class Line:
    """One cue: what is said or heard, and its text in each language."""

    texts: dict[str, str]
    say: str
    sound: str
    pause: float


@dataclass(frozen=True, slots=True)
class Scene:
    """Lines that share one drawing; `describe` is spoken before the first line."""

    draw: str
    chapter: str
    describe: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A whole video or audio item."""

    id: str
    title: str
    titles: dict[str, str]
    credits: str
    rights: str
    poster: float
    described: bool
    audio_only: bool
    background: str
    scenes: tuple[Scene, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The language tags that have texts, in the order of the file."""
        return tuple(self.scenes[0].lines[0].texts)


def read_item(path: Path) -> Item:
    """The item in `path`; raises KeyError for a missing key, ValueError for a missing language."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    item = Item(
        id=table["id"],
        title=table["title"],
        titles=table.get("titles", {}),
        credits=table["credits"],
        rights=table["rights"],
        poster=table.get("poster", 0.0),
        described=table.get("described", False),
        audio_only=table.get("audio_only", False),
        background=table.get("background", ""),
        scenes=tuple(_scene(scene) for scene in table["scenes"]),
    )
    _demand_all_languages(item, path)
    return item


def _scene(table: dict[str, Any]) -> Scene:
    return Scene(
        draw=table.get("draw", ""),
        chapter=table.get("chapter", ""),
        describe=table.get("describe", ""),
        lines=tuple(_line(cue) for cue in table["cues"]),
    )


def _line(table: dict[str, Any]) -> Line:
    texts = {key: value for key, value in table.items() if key not in ("say", "sound", "pause")}
    return Line(
        texts=texts,
        say=table.get("say", texts[SPOKEN].replace(LINE_BREAK, " ").replace("’", "'")),
        sound=table.get("sound", ""),
        pause=table.get("pause", 0.34),
    )


def _demand_all_languages(item: Item, path: Path) -> None:
    for scene in item.scenes:
        for line in scene.lines:
            if tuple(line.texts) != item.languages:
                text = line.texts[SPOKEN]
                raise ValueError(f"{path.name}: {text!r} must have texts in {item.languages}")

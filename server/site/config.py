"""site.toml to a typed `Config`, loud on unknown keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from server.languages import Language
from server.problems import ConfigError, NotFound, Problem
from server.site.matter import Address, Matter, Tag, Words, read_matter
from server.site.quality import NO_CHOICE, QualityChoice, QualityMatter, quality_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.storage import Store

FILE = "site.toml"


def _file_name(text: str) -> str:
    if text and not re.fullmatch(r"[\w-]+(\.[\w-]+)*", text, re.ASCII):
        raise ValueError("expected the name of a file in the site's folder, or nothing")
    return text


def _folder_name(text: str) -> str:
    if text in ("topics", "media", "captions", "templates", FILE):
        raise ValueError("expected a folder of its own")
    return _file_name(text)


def _logo(text: str) -> str:
    if not re.fullmatch(r"[\w-]+(/[\w-]+)*\.(svg|png|webp|avif)", text, re.ASCII):
        raise ValueError("expected a picture in templates/, such as logo.svg")
    return text


def _hex(text: str) -> str:
    if not re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", text):
        raise ValueError("expected a colour such as #075656")
    return text.lower()


# The custom properties of templates/base.css that are colours.
# fmt: off
ColourName = Literal[
    "paper", "card", "text", "text-soft", "link", "link-strong", "line", "edge", "tint",
    "ink", "on-ink", "on-ink-soft", "on-ink-link", "stage", "stage-soft", "ring",
    "amber", "on-amber", "amber-tint", "coral", "coral-tint",
]
# fmt: on
Colours = dict[ColourName, Annotated[str, AfterValidator(_hex)]]


class ColoursMatter(Matter):
    """`[colours.light]` and `[colours.dark]`."""

    light: Colours = Field(default_factory=dict)
    dark: Colours = Field(default_factory=dict)


class SiteMatter(Matter):
    """The keys of site.toml; each has a default, so an empty file is a valid one."""

    name: Words = "Legenda"
    language: Tag = "en"
    languages: tuple[Tag, ...] = ()
    captions: Tag | None = None
    contact: Address | None = None
    logo: Annotated[str, AfterValidator(_logo)] | None = None
    colours: ColoursMatter = ColoursMatter()
    tagline: dict[Tag, str] = Field(default_factory=dict)
    important: dict[Tag, str] = Field(default_factory=dict)
    quality: QualityMatter | None = None
    reports: Annotated[str, AfterValidator(_file_name)] = "reports.sqlite3"
    practice: str = ""
    search: Annotated[str, AfterValidator(_folder_name)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a site is called, the languages of its pages, and its own words.

    `captions` is the language of captions when nothing else decides; `tagline` and `important`
    (Markdown) are by language, `quality` says how captions are judged. `reports` is the file of
    what readers write, "" where nothing is kept. `logo` is a picture below templates/, "" where
    the name alone is shown; `light` and `dark` are colours of the site's own, by their names;
    `practice` is the video of the guide, "" for any; `search` is the folder in which the index of
    the search is kept, "" where it is made anew at each start.
    """

    name: str
    language: Language
    languages: tuple[Language, ...]
    captions: Language
    contact: str
    tagline: dict[Language, str]
    important: dict[Language, str]
    quality: QualityChoice = NO_CHOICE
    reports: str = ""
    logo: str = ""
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    practice: str = ""
    search: str = ""


def config(matter: SiteMatter) -> Config:
    """The settings an owner wrote, with what they left out filled in."""
    default = Language(matter.language)
    named = tuple(Language(tag) for tag in matter.languages)
    return Config(
        name=matter.name,
        language=default,
        languages=tuple(dict.fromkeys(named if default in named else (default, *named))),
        captions=Language(matter.captions or matter.language),
        contact=matter.contact or "",
        tagline={Language(tag): text for tag, text in matter.tagline.items()},
        important={Language(tag): text for tag, text in matter.important.items()},
        quality=quality_choice(matter.quality),
        reports=matter.reports,
        logo=matter.logo or "",
        light={str(name): value for name, value in matter.colours.light.items()},
        dark={str(name): value for name, value in matter.colours.dark.items()},
        practice=matter.practice,
        search=matter.search,
    )


def read_config(store: Store) -> Config:
    """The settings of the site in `store`; raises `ConfigError` where they cannot be used."""
    try:
        text = store.read(FILE).decode("utf-8-sig")
    except NotFound:
        return config(SiteMatter())
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "This is not UTF-8; save it as UTF-8."
        problem = Problem(rule="not-utf8", message=message, path=FILE, line=line)
        raise ConfigError(f"{FILE} is not UTF-8; save it as UTF-8.", (problem,)) from None
    matter, problems = read_matter(text, SiteMatter)
    if matter is None:
        raise ConfigError(f"{FILE} cannot be used.", tuple(p.at(FILE) for p in problems))
    return config(matter)

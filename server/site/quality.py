"""`[quality]` of site.toml and video.toml: which profile, with which figures of the owner's own.

Knows what an owner may write (times in seconds); the rules and profiles are `server.captions`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from server.captions.quality import PROFILES, QUALITY_RULES
from server.captions.quality.profiles import DEFAULT, TIMES
from server.problems import nearest
from server.site.matter import Matter, Names, Tag

if TYPE_CHECKING:
    from server.captions.quality import Profile

# Names of figures and their values.
Figures = tuple[tuple[str, float], ...]
Figure = Annotated[float | None, Field(gt=0, allow_inf_nan=False)]


def _profile(name: str) -> str:
    if name not in PROFILES:
        raise ValueError(f"expected a profile. {nearest(name, PROFILES)}")
    return name


def _rules(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in QUALITY_RULES:
            raise ValueError(f"expected rules, not “{name}”. {nearest(name, QUALITY_RULES)}")
    return names


class FiguresMatter(Matter):
    """The figures that rules read; what is left out is the profile's."""

    characters_per_second: Figure = None
    words_per_minute: Figure = None
    characters_per_line: Figure = None
    lines_per_cue: Annotated[int | None, Field(gt=0)] = None
    minimum_duration: Figure = None
    maximum_duration: Figure = None
    minimum_gap: Figure = None
    minimum_pause: Figure = None
    silence: Figure = None
    late_start: Figure = None
    translation_offset: Figure = None


class QualityMatter(FiguresMatter):
    """The table `[quality]`."""

    profile: Annotated[str, AfterValidator(_profile)] | None = None
    off: Annotated[Names, AfterValidator(_rules)] = ()
    languages: dict[Tag, FiguresMatter] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QualityChoice:
    """What an owner chose: a profile ("" none), figures that differ, rules left out."""

    profile: str = ""
    figures: Figures = ()
    languages: tuple[tuple[str, Figures], ...] = ()
    off: frozenset[str] = frozenset()


NO_CHOICE = QualityChoice()


def quality_choice(matter: QualityMatter | None) -> QualityChoice:
    """The choice that a table `[quality]` makes; without one, none."""
    if matter is None:
        return NO_CHOICE
    return QualityChoice(
        profile=matter.profile or "",
        figures=_figures(matter),
        languages=tuple((tag, _figures(own)) for tag, own in matter.languages.items()),
        off=frozenset(matter.off),
    )


def _figures(matter: FiguresMatter) -> Figures:
    """What was written, times in milliseconds."""
    written = {name: getattr(matter, name) for name in FiguresMatter.model_fields}
    return tuple(
        (name, round(value * 1000) if name in TIMES else value)
        for name, value in written.items()
        if value is not None
    )


def quality_profile(site: QualityChoice, video: QualityChoice) -> Profile:
    """The profile for a video: its own, else the site's; the figures of both, its own first.

    Where the video names a profile of its own, the site's figures do not touch it.
    """
    chosen = PROFILES[video.profile or site.profile or DEFAULT]
    for one in (video,) if video.profile else (site, video):
        languages = {tag: dict(figures) for tag, figures in one.languages}
        chosen = chosen.changed(dict(one.figures), languages=languages, off=one.off)
    return chosen

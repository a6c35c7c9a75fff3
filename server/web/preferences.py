"""URL, cookie and Accept-Language → which captions to show, and the cookie that keeps a choice.

Nothing in a cookie is trusted: what does not fit is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.languages import Language
from server.web.views import ChoiceView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from server.site.model import Track
    from server.web.views import Source

COOKIE = "legenda"
YEAR = 365 * 24 * 60 * 60
OFF = "off"
# Languages chosen before are kept behind the last one, so that the next video without the last
# one falls back to a language the viewer is known to read.
MOST_LANGUAGES = 5
# Of two tracks in one language, who has not chosen gets the one that tells of sounds too.
KINDS = ("captions", "subtitles")


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a viewer has chosen: captions on or off (None: never said), languages, best first, and
    a kind where a language had two."""

    captions: bool | None = None
    languages: tuple[Language, ...] = ()
    kind: str = ""

    def choosing(self, language: Language | None, kind: str = "") -> Preferences:
        """These, after a choice of captions in `language`, or of none."""
        if language is None:
            return replace(self, captions=False)
        kept = tuple(dict.fromkeys((language, *self.languages)))[:MOST_LANGUAGES]
        kind = kind if kind in KINDS else self.kind
        return Preferences(captions=True, languages=kept, kind=kind)


def read_cookie(text: str) -> Preferences:
    """The preferences in a cookie's value, such as `1.on.ar~en` or `1.on.en.subtitles`; none where
    it is anything else."""
    parts = text.split(".")
    kind = "".join(parts[3:])
    if len(text) > 200 or len(parts) < 3 or parts[0] != "1" or parts[1] not in ("on", OFF):
        return Preferences()
    if len(parts) > 3 and kind not in KINDS:
        return Preferences()
    try:
        languages = tuple(Language.parse(tag) for tag in parts[2].split("~") if tag)
    except ValueError:
        return Preferences()
    return Preferences(parts[1] == "on", languages[:MOST_LANGUAGES], kind)


def cookie(preferences: Preferences) -> str:
    """The cookie's value for `preferences`."""
    tags = "~".join(language.tag for language in preferences.languages)
    kind = f".{preferences.kind}" if preferences.kind else ""
    return f"1.{OFF if preferences.captions is False else 'on'}.{tags}{kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Everything that says which captions a reader wants: `link` is the link's `captions`."""

    link: str = ""
    saved: Preferences = Preferences()
    browser: tuple[Language, ...] = ()
    default: Language

    @property
    def off(self) -> Source | None:
        """What turned captions off, or None when they are on. A link beats a saved choice."""
        if self.link == OFF:
            return "link"
        return "saved" if self.saved.captions is False and self._linked is None else None

    @property
    def _linked(self) -> Language | None:
        try:
            return Language.parse(self.link.partition(".")[0]) if self.link else None
        except ValueError:
            return None

    def languages(self) -> Iterator[tuple[Source, Language]]:
        """Each wish and where it comes from, strongest first."""
        if linked := self._linked:
            yield "link", linked
        yield from (("saved", language) for language in self.saved.languages)
        yield from (("browser", language) for language in self.browser)
        yield "default", self.default


def choice(wishes: Wishes, tracks: Sequence[Track]) -> ChoiceView:
    """Which of `tracks`, all captions or subtitles of one video, is shown, and why."""
    wanted = list(wishes.languages())
    source, first = wanted[0]
    count = len({track.language for track in tracks})
    if wishes.off:
        return ChoiceView("off" if tracks else "none", wishes.off, None, None, count)
    if not tracks:
        return ChoiceView("none", source, first, None, 0)
    named = next((track for track in tracks if wishes.link in _names(track)), None)
    if named:
        return ChoiceView("shown", "link", named.language, named, count)
    for place, language in wanted:
        found = language.match([track.language for track in tracks])
        if found is None:
            continue
        shown = _of(found, tracks, wishes.saved.kind)
        if language == first:
            exact = first.covers(found)
            return ChoiceView("shown" if exact else "near", place, first, shown, count)
        return ChoiceView("missing", source, first, shown, count)
    return ChoiceView("missing", source, first, _spoken(tracks), count)


def _names(track: Track) -> tuple[str, str]:
    """What a link may call a track where its language alone would not be enough."""
    return track.name, f"{track.language}.{track.kind}"


def _of(language: Language, tracks: Sequence[Track], kind: str) -> Track:
    """The track in a language; captions before subtitles unless `kind` says otherwise."""
    own = (track for track in tracks if track.language == language)
    return min(own, key=lambda track: (track.kind != kind, track.kind))


def _spoken(tracks: Sequence[Track]) -> Track:
    return min(tracks, key=lambda track: (track.kind, bool(track.language.variants)))

"""What a reader prefers, each preference with what it may be, and which captions follow from it.

Knows values; knows neither cookies nor forms nor requests. What comes from outside is validated
field by field: what does not fit is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, TypeAdapter

from server.languages import Language
from server.web import fields
from server.web.look import canonical
from server.web.video_parts import ChoiceView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from server.site.model import Track
    from server.web.video_parts import Source

OFF = "off"
# Languages chosen before are kept behind the last one, so that the next video without the last
# one falls back to a language the viewer is known to read.
MOST_LANGUAGES = 5
# Of two tracks in one language, who has not chosen gets the one that tells of sounds too.
KINDS = ("captions", "subtitles")
# The names of the voices of browsers are shorter than this.
VOICE = 80


def _language(value: object) -> Language | None:
    if isinstance(value, str):
        return Language.parse(value) if value else None
    if value is None or isinstance(value, Language):
        return value
    raise ValueError("expected a language tag")


def _languages(value: object) -> tuple[Language, ...]:
    """Languages, best first, each once: a list of tags, or tags with `~` or `,` between."""
    listed = re.split("[~,]", value) if isinstance(value, str) else value
    if not isinstance(listed, list | tuple):
        raise ValueError("expected language tags")
    found = (_language(one) for one in listed)
    return tuple(dict.fromkeys(one for one in found if one))[:MOST_LANGUAGES]


def _unsaid(value: object) -> object:
    return None if value in ("", "null") else value


def _shown(text: str) -> str:
    if not text.isprintable():
        raise ValueError("expected a name that can be shown")
    return text


Languages = Annotated[tuple[Language, ...], PlainValidator(_languages)]
OneLanguage = Annotated[Language | None, PlainValidator(_language)]
Answer = Annotated[bool | None, BeforeValidator(_unsaid)]
Percent = Annotated[int, Field(ge=50, le=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a reader has chosen; as it is made here, nothing.

    `captions` and `descriptions` are on, off, or None: never said. `languages` are those of
    captions, best first; `kind` decides where a language has two tracks; `second` is shown beside.
    `place` is where captions stand, `spoken` reads them aloud, `wait` holds the video for a reader
    of so many words a minute (0: never), `view` is the one for braille and screen readers.
    `describe` is how descriptions are given: by a recording, the browser's `voice` (its name; rate
    and volume in per cent) or the reader's own screen reader. `clear` is clean speech.
    `transcript` opens it; its language is that of the captions where none is named.
    `speed`, `contrast` and `brightness` are in per cent; `look` is the code of a look of captions.
    """

    captions: Answer = None
    languages: Languages = ()
    kind: Literal["", "captions", "subtitles"] = ""
    second: OneLanguage = None
    place: Literal["over", "below", "above"] = "over"
    spoken: bool = False
    wait: Annotated[int, Field(ge=0, le=600)] = 0
    view: bool = False
    descriptions: Answer = None
    describe: Literal["recorded", "voice", "screen-reader"] = "recorded"
    voice: Annotated[str, Field(max_length=VOICE), AfterValidator(_shown)] = ""
    voice_rate: Percent = 100
    voice_volume: Annotated[int, Field(ge=0, le=100)] = 100
    sign: bool = False
    sign_place: Literal["beside", "over", "main"] = "beside"
    clear: bool = False
    transcript: bool = False
    transcript_language: OneLanguage = None
    speed: Annotated[int, Field(ge=50, le=250)] = 100
    controls: Literal["ours", "native"] = "ours"
    motion: Literal["system", "less"] = "system"
    contrast: Percent = 100
    brightness: Percent = 100
    look: Annotated[str, AfterValidator(canonical)] = ""

    def told(self) -> dict[str, Any]:
        """What was chosen, by name, as JSON can say it; without what is as usual."""
        told = {name: getattr(self, name) for name in NAMES}
        return {
            name: _plain(value) for name, value in told.items() if value != getattr(UNSAID, name)
        }


UNSAID = Preferences()
NAMES = fields.names(Preferences)
# What is on or off, and off until somebody says otherwise.
SWITCHES = tuple(name for name in NAMES if getattr(UNSAID, name) is False)
_ADAPTER = TypeAdapter(Preferences)
LIMITS = fields.limits(_ADAPTER)
CHOICES = fields.choices(_ADAPTER)


def validated(
    given: Mapping[str, object], base: Preferences = UNSAID
) -> tuple[Preferences, frozenset[str]]:
    """`base` with what is `given` by name, and the names of what cannot be used."""
    return fields.validated(_ADAPTER, base, given)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return str(value) if isinstance(value, Language) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Everything that says which captions a reader wants: `link` is the link's `captions`."""

    link: str = ""
    saved: Preferences = UNSAID
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

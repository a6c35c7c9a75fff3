"""Trying captions out on the guide's page: a clip, whether its words can be seen, what to try next.

Knows videos, preferences and the steps; knows neither forms nor requests. Each step is an address,
so that it works without script.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.captions.cuetext import plain_text
from server.web import look
from server.web.preferences import OFF, choice
from server.web.transcripts import cues
from server.web.video_views import video_view

if TYPE_CHECKING:
    from server.languages import Language
    from server.site.model import Track, Video
    from server.web.asking import Asked
    from server.web.preferences import Wishes
    from server.web.snapshot import Snapshot
    from server.web.video_parts import VideoView

# What is tried, one after another, with what a form sends to try it. The last one asks for help.
STEPS: dict[str, dict[str, str]] = {
    "on": {"captions": "", "controls": "ours"},  # in the language of the form
    "larger": {"look": look.code_of(look.PRESETS["large"])},
    "language": {},
    "browser": {},
    "device": {},
    "tell": {},
}
SEEN = "seen"
# Of so many cues at the start the longest is asked about: the first may be a sound.
FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A clip to try captions with: `video` has nothing but its captions, and is None where the site
    has none to try with; `words` are what there is to see, of `track`.

    `languages` are those of the site's captions, `language` the one to begin with; `shown` says
    that captions are on because the reader chose it. `step` is what is tried now, "seen" when the
    words were seen, "" at the start; `tried` is what was tried before. `next` comes then, "" at
    the end, and `sends` are the fields that try it. `address` and the name of a step lead to it.
    `browser` is what the reader's calls itself.
    """

    video: VideoView | None
    track: Track | None
    words: str
    languages: tuple[Language, ...]
    language: Language
    shown: bool
    step: str
    next: str
    sends: tuple[tuple[str, str], ...]
    tried: tuple[str, ...]
    address: str
    browser: str


def practice(snapshot: Snapshot, asked: Asked, language: Language) -> Practice | None:
    """What there is to try captions with; None where the site has no captions at all."""
    site = snapshot.site
    known = {track.language for video in site.videos for track in video.captions}
    languages = tuple(sorted(known, key=lambda one: one.name.casefold()))
    if not languages:
        return None
    wishes = _on(asked.wishes)
    wanted = (found for _, one in wishes.languages() if (found := one.match(languages)))
    video = _clip(site.videos, wishes, site.config.practice)
    track = choice(wishes, video.captions).shown if video else None
    start, words = _words(snapshot, track) if track else (None, "")
    step = asked.step if asked.step in (*STEPS, SEEN) else ""
    after = _after(step)
    first = next(wanted, languages[0])
    query = asked.with_query("step")
    return Practice(
        video=_bare(snapshot, video, asked, language, start) if video else None,
        track=track,
        words=words,
        languages=languages,
        language=first,
        shown=asked.wishes.saved.captions is True,
        step=step,
        next=after,
        sends=tuple((name, value or first.tag) for name, value in STEPS.get(after, {}).items()),
        tried=tuple(STEPS)[: tuple(STEPS).index(step)] if step in STEPS else (),
        address=f"{query}{'&' if '?' in query else '?'}step=",
        browser=asked.browser,
    )


def _after(step: str) -> str:
    order = ("", *STEPS, "")
    return order[order.index(step) + 1] if step != SEEN else ""


def _on(wishes: Wishes) -> Wishes:
    """What the reader would see with captions on."""
    link = "" if wishes.link == OFF else wishes.link
    return replace(wishes, link=link, saved=replace(wishes.saved, captions=True))


def _clip(videos: tuple[Video, ...], wishes: Wishes, named: str) -> Video | None:
    """The video that the site names, else the first with captions that the reader asks for."""
    fitting = [one for one in videos if one.captions and one.with_role("main") and not one.is_audio]
    chosen = next((one for one in fitting if one.id == named), None)
    read = (one for one in fitting if choice(wishes, one.captions).outcome == "shown")
    return chosen or next(read, None) or next(iter(fitting), None)


def _bare(
    snapshot: Snapshot, video: Video, asked: Asked, language: Language, start: int | None
) -> VideoView:
    """The video with its captions alone, from a second on."""
    there = replace(asked, video=video.id, version="main", second=start)
    return replace(
        video_view(snapshot, video, there, language, first=True),
        versions=(),
        chapters=(),
        descriptions=(),
        described=(),
        sign=(),
        clear=False,
        transcript=None,
    )


def _words(snapshot: Snapshot, track: Track) -> tuple[int | None, str]:
    """The second and the text of the cue that is asked about."""
    found = cues(snapshot, track)
    first = found.cues[:FIRST] if found else ()
    if not first:
        return None, ""
    cue = max(first, key=lambda one: len(one.text))
    return cue.start // 1000, plain_text(cue.text)

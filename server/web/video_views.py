"""A video of the site to what a page shows of it, before any script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from server.captions import Captions, plain_text, transcript
from server.problems import NotFound
from server.site.loading import goes_beyond_cues
from server.web.converting import DOWNLOADS
from server.web.live import live_now
from server.web.preferences import choice
from server.web.transcripts import cue_url, cues, nearest_track, transcript_view
from server.web.versions import languages_of, media_url, sources, usual_role, versions
from server.web.video_parts import ChapterView, EmbedView, NoteView, TrackView, VideoView

if TYPE_CHECKING:
    from server.languages import Language
    from server.site.model import Embed, Track, Video
    from server.web.asking import Asked
    from server.web.snapshot import Snapshot
    from server.web.video_parts import ChoiceView

# The shape of a picture whose size nobody knows.
WIDE = (1280, 720)
FRAMES = {"youtube": "https://www.youtube-nocookie.com", "vimeo": "https://player.vimeo.com"}
OUTSIDE = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows of a video: the version (`role`, where `usual` is the one that no link has
    to name) and the captions; `second` is where it begins, if the link means this video."""

    video: Video
    language: Language
    role: str
    usual: str
    second: int | None
    choice: ChoiceView


def video_view(
    snapshot: Snapshot, video: Video, asked: Asked, language: Language, *, first: bool
) -> VideoView:
    """`video` on a page in `language`; `first` when a link's second means it without naming it."""
    meant = asked.video == video.id or (first and not asked.video)
    usual = usual_role(video, asked.wishes.saved, language)
    shown = _Shown(
        video,
        language,
        role=asked.version if meant and asked.version in video.roles else usual,
        usual=usual,
        second=asked.second if meant else None,
        choice=choice(asked.wishes, video.captions),
    )
    return _view(
        snapshot, shown, asked, cue_url(video, asked, first=first, usual=shown.role == usual)
    )


def _view(snapshot: Snapshot, shown: _Shown, asked: Asked, cues_at: str) -> VideoView:
    video, language = shown.video, shown.language
    title, title_language = video.title_in(language)
    width, height = _size(video, shown.role)
    tracks = _tracks(snapshot, shown)
    return VideoView(
        id=video.id,
        anchor=f"video-{video.id}",
        title=title,
        title_language=title_language,
        language=video.language,
        is_audio=video.is_audio,
        is_silent=video.is_silent,
        duration=video.duration,
        width=width,
        height=height,
        poster=_poster(video),
        sources=sources(video, shown.role, shown.second),
        tracks=tuple(tracks.values()),
        captions=tuple(tracks[track] for track in video.captions),
        version=shown.role,
        versions=versions(video, shown.role, asked, usual=shown.usual),
        chapters=_chapters(snapshot, video, language),
        notes=_notes(snapshot, video, language),
        descriptions=tuple(track.language for track in video.of_kind("descriptions")),
        described=languages_of(video, "described"),
        sign=languages_of(video, "sign"),
        clear="clear" in video.roles,
        choice=shown.choice,
        transcript=transcript_view(snapshot, video, asked, language, shown=shown.choice.shown),
        cue_url=cues_at,
        embed=_embed(video.embed, video, asked, shown.choice, language) if video.embed else None,
        credits=video.credits,
        rights=video.rights,
    )


def frame_source(view: VideoView) -> str:
    """The origin a page must let in for this video, or nothing."""
    return (
        "/".join(view.embed.player_url.split("/")[:3]) if view.embed and view.embed.loaded else ""
    )


def _size(video: Video, role: str) -> tuple[int, int]:
    for source in (*video.with_role(role), *video.with_role("main"), *video.with_role("poster")):
        if source.width and source.height:
            return source.width, source.height
    return WIDE


def _poster(video: Video) -> str:
    posters = video.with_role("poster")
    return media_url(posters[0].key) if posters else ""


def _tracks(snapshot: Snapshot, shown: _Shown) -> dict[Track, TrackView]:
    live = live_now(snapshot.store, shown.video.id)
    return {
        track: _track(snapshot, track, shown.choice.shown, live) for track in shown.video.tracks
    }


def _track(
    snapshot: Snapshot, track: Track, shown: Track | None, live: frozenset[str]
) -> TrackView:
    address = f"/captions/{quote(track.video)}/{quote(track.name)}"
    try:
        regions = track.readable and goes_beyond_cues(snapshot.store, track)
    except NotFound:  # gone since the site was read
        regions = False
    return TrackView(
        track=track,
        url=f"{address}.vtt",
        label=label(track),
        default=track is shown,
        live=f"{address}.live" if track.name in live else "",
        regions=regions,
        downloads=tuple((suffix.upper(), f"{address}.{suffix}") for suffix in DOWNLOADS),
    )


def label(track: Track) -> str:
    """A track's name in a menu: its language's own, captions for deaf viewers told apart."""
    name = track.language.name
    return f"{name} [CC]" if track.kind == "captions" else name


def _chapters(snapshot: Snapshot, video: Video, language: Language) -> tuple[ChapterView, ...]:
    track = nearest_track(video, "chapters", language)
    found = cues(snapshot, track)
    if track is None or found is None:
        return ()
    return tuple(
        ChapterView(it.start, it.title, track.language, it.level)
        for it in transcript(Captions(), chapters=found).sections
    )


def _notes(snapshot: Snapshot, video: Video, language: Language) -> tuple[NoteView, ...]:
    track = nearest_track(video, "notes", language)
    found = cues(snapshot, track)
    if track is None or found is None:
        return ()
    return tuple(
        NoteView(cue.start, cue.end, plain_text(cue.text), track.language) for cue in found.cues
    )


def _embed(
    embed: Embed, video: Video, asked: Asked, chosen: ChoiceView, language: Language
) -> EmbedView:
    meant = asked.load == video.id
    wanted = chosen.shown.language if chosen.shown else chosen.wanted
    return EmbedView(
        provider=embed.name,
        load_url=asked.with_query(load=video.id) + f"#video-{video.id}",
        loaded=meant,
        player_url=player_url(
            embed,
            captions=wanted,
            page=language,
            origin=asked.origin,
            second=asked.second if meant else None,
        ),
        outside_url=OUTSIDE[embed.provider].format(embed.id),
    )


def player_url(
    embed: Embed,
    *,
    captions: Language | None,
    page: Language,
    origin: str,
    second: int | None = None,
) -> str:
    """The address of a provider's player with captions on in a language, or with none said.

    `origin` is that of the page, which the player may talk with.

    YouTube: `cc_load_policy`, `cc_lang_pref`, `hl`, `rel`, `start`, `enablejsapi`, `origin` of its
    player parameters.
    Vimeo: `texttrack`, `dnt` and the fragment `t` of its player parameters.
    """
    if embed.provider == "vimeo":
        query = {"dnt": "1", **({"texttrack": captions.tag} if captions else {})}
        at = f"#t={second}s" if second else ""
        return f"{FRAMES['vimeo']}/video/{embed.id}?{urlencode(query)}{at}"
    asks = {"cc_load_policy": "1", "cc_lang_pref": captions.tag} if captions else {}
    start = {"start": str(second)} if second else {}
    talks = {"enablejsapi": "1", "origin": origin}
    query = {**asks, "hl": page.tag, "rel": "0", **start, **talks}
    return f"{FRAMES['youtube']}/embed/{embed.id}?{urlencode(query)}"

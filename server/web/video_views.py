"""A video of the site to what a page shows of it, before any script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from server.captions import transcript
from server.captions.cuetext import plain_text
from server.captions.transcript import sentence
from server.languages import Language
from server.problems import NotFound
from server.site.loading import captions, goes_beyond_cues
from server.web.converting import DOWNLOADS
from server.web.preferences import choice
from server.web.views import ChapterView, EmbedView, SourceView, TrackView, VersionView, VideoView

if TYPE_CHECKING:
    from server.captions import Captions, Transcript
    from server.site.model import Embed, Kind, Track, Video
    from server.web.asking import Asked
    from server.web.snapshot import Snapshot
    from server.web.views import ChoiceView

# The shape of a picture whose size nobody knows.
WIDE = (1280, 720)
FRAMES = {"youtube": "https://www.youtube-nocookie.com", "vimeo": "https://player.vimeo.com"}
OUTSIDE = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}


def video_view(
    snapshot: Snapshot, video: Video, asked: Asked, language: Language, *, first: bool
) -> VideoView:
    """`video` on a page in `language`; `first` when a link's second means it without naming it."""
    meant = asked.video == video.id or (first and not asked.video)
    role = asked.version if meant and asked.version in video.roles else "main"
    chosen = choice(asked.wishes, video.captions)
    read = chosen.shown or _transcript_track(video)
    title, title_language = video.title_in(language)
    width, height = _size(video, role)
    posters = video.with_role("poster")
    return VideoView(
        id=video.id,
        anchor=f"video-{video.id}",
        title=title,
        title_language=title_language,
        language=video.language,
        is_audio=video.is_audio,
        duration=video.duration,
        width=width,
        height=height,
        poster=_media_url(posters[0].key) if posters else "",
        sources=_sources(video, role, asked.second if meant else None),
        tracks=tuple(_track(snapshot, track, chosen.shown) for track in video.tracks),
        captions=tuple(_track(snapshot, track, chosen.shown) for track in video.captions),
        versions=_versions(video, role, asked),
        chapters=_chapters(snapshot, video, language),
        descriptions=tuple(track.language for track in video.of_kind("descriptions")),
        sign=tuple(_sign(role) for role in video.roles if role.startswith("sign:")),
        choice=chosen,
        transcript=_transcript(snapshot, video, read) if read else None,
        transcript_of=read,
        cue_url=_cue_url(video, role, asked, first=first),
        embed=_embed(video.embed, video, asked, chosen, language) if video.embed else None,
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


def _media_url(key: str) -> str:
    return "/" + quote(key)


def _sources(video: Video, role: str, second: int | None) -> tuple[SourceView, ...]:
    # Media Fragments (W3C) 4.2.1: the browser itself starts there, without any script.
    at = f"#t={second}" if second is not None else ""
    return tuple(
        SourceView(_media_url(source.key) + at, source.type) for source in video.with_role(role)
    )


def _track(snapshot: Snapshot, track: Track, shown: Track | None) -> TrackView:
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
        regions=regions,
        downloads=tuple((suffix.upper(), f"{address}.{suffix}") for suffix in DOWNLOADS),
    )


def label(track: Track) -> str:
    """A track's name in a menu: its language's own, captions for deaf viewers told apart."""
    name = track.language.name
    return f"{name} [CC]" if track.kind == "captions" else name


def _versions(video: Video, role: str, asked: Asked) -> tuple[VersionView, ...]:
    if len(video.roles) < 2:
        return ()
    anchor = f"#video-{video.id}"
    return tuple(
        VersionView(
            role=one,
            language=_sign(one) if one.startswith("sign:") else None,
            url=asked.with_query("load", "t", version=one, video=video.id) + anchor
            if one != "main"
            else asked.with_query("load", "t", "version", video=video.id) + anchor,
            current=one == role,
        )
        for one in video.roles
    )


def _sign(role: str) -> Language:
    return Language(role.partition(":")[2])


def _cue_url(video: Video, role: str, asked: Asked, *, first: bool) -> str:
    # A version in the address that is meant for another video must not become this one's, and a
    # player that was asked for stays.
    drop = [
        *("t", "video"),
        *(("version",) if role == "main" else ()),
        *(("load",) if asked.load != video.id else ()),
    ]
    address = asked.with_query(*drop, **({} if first else {"video": video.id}))
    return f"{address}{'&' if '?' in address else '?'}t="


def _transcript_track(video: Video) -> Track | None:
    """With captions off, the words as they were spoken; else whatever there is."""
    found = video.language.match([track.language for track in video.captions])
    spoken = (track for track in video.captions if track.language == found)
    return next(spoken, next(iter(video.captions), None))


def _transcript(snapshot: Snapshot, video: Video, track: Track) -> Transcript | None:
    spoken = _cues(snapshot, track)
    if spoken is None:
        return None
    chapters = _cues(snapshot, _nearest(video, "chapters", track.language))
    descriptions = _cues(snapshot, _nearest(video, "descriptions", track.language))
    return transcript(spoken, chapters=chapters, descriptions=descriptions)


def _cues(snapshot: Snapshot, track: Track | None) -> Captions | None:
    # A file may be gone since the site was read: the rest of the page is still a page.
    try:
        return captions(snapshot.store, track) if track else None
    except NotFound:
        return None


def _nearest(video: Video, kind: Kind, language: Language) -> Track | None:
    tracks = video.of_kind(kind)
    found = language.match([track.language for track in tracks])
    return next((track for track in tracks if track.language == found), None)


def _chapters(snapshot: Snapshot, video: Video, language: Language) -> tuple[ChapterView, ...]:
    """The chapters in the page's language, else in that of the video, else in any."""
    tracks = video.of_kind("chapters")
    track = _nearest(video, "chapters", language) or _nearest(video, "chapters", video.language)
    track = track or next(iter(tracks), None)
    found = _cues(snapshot, track)
    if track is None or found is None:
        return ()
    cues = sorted(found.cues, key=lambda cue: (cue.start, -cue.end))
    return tuple(
        ChapterView(
            start=cue.start,
            title=sentence(plain_text(cue.text).split()),
            language=track.language,
            # WebVTT 1, 1.5: a chapter that lies within another one is part of it.
            level=1 + sum(other.end >= cue.end for other in cues[:place] if other.end > cue.start),
        )
        for place, cue in enumerate(cues)
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
            embed, captions=wanted, page=language, second=asked.second if meant else None
        ),
        outside_url=OUTSIDE[embed.provider].format(embed.id),
    )


def player_url(
    embed: Embed, *, captions: Language | None, page: Language, second: int | None = None
) -> str:
    """The address of a provider's player with captions on in a language, or with none said.

    YouTube: `cc_load_policy`, `cc_lang_pref`, `hl`, `rel`, `start` of its player parameters.
    Vimeo: `texttrack`, `dnt` and the fragment `t` of its player parameters.
    """
    if embed.provider == "vimeo":
        query = {"dnt": "1", **({"texttrack": captions.tag} if captions else {})}
        at = f"#t={second}s" if second else ""
        return f"{FRAMES['vimeo']}/video/{embed.id}?{urlencode(query)}{at}"
    asks = {"cc_load_policy": "1", "cc_lang_pref": captions.tag} if captions else {}
    start = {"start": str(second)} if second else {}
    query = {**asks, "hl": page.tag, "rel": "0", **start}
    return f"{FRAMES['youtube']}/embed/{embed.id}?{urlencode(query)}"

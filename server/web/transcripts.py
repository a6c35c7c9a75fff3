"""A video's transcript: which track is read, what stands beside it, and where its links lead.

Knows tracks and addresses; how cues become paragraphs is known to `captions`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from server.captions import Captions, side_by_side, transcript
from server.problems import NotFound
from server.site.loading import captions
from server.web.preferences import Wishes, choice
from server.web.video_parts import TranscriptView

if TYPE_CHECKING:
    from server.captions import Transcript
    from server.languages import Language
    from server.site.model import Kind, Track, Video
    from server.web.asking import Asked
    from server.web.snapshot import Snapshot


def transcript_view(
    snapshot: Snapshot, video: Video, asked: Asked, language: Language, *, shown: Track | None
) -> TranscriptView | None:
    """The transcript of `video`, whose captions are those of `shown`, on a page in `language`."""
    saved = asked.wishes.saved
    track, missing = _read(video, asked.transcript)
    track = track or _in(video, saved.transcript_language) or shown or _spoken(video)
    # Where nothing is heard, what is seen is all there is to read.
    track = track or (nearest_track(video, "descriptions", language) if video.is_silent else None)
    chapters = nearest_track(video, "chapters", track.language) if track else None
    words = _words(snapshot, video, track, chapters) if track else None
    if track is None or words is None:
        return None
    beside, beside_missing = _read(video, asked.beside)
    other = None
    if beside and beside != track:
        titles = _nearest(video, "chapters", beside.language)
        other = _words(snapshot, video, beside, titles if titles != chapters else None)
    page = replace(asked, path=f"/{language}/transcripts/{quote(video.id)}")
    return TranscriptView(
        words=side_by_side(words, other) if other else words,
        track=track,
        beside=beside if other else None,
        chapters_in=chapters.language if chapters else track.language,
        missing=missing or beside_missing,
        open=bool(video.is_audio or saved.transcript or asked.transcript or asked.beside),
        url=page.with_query("t", "video", "version", "load"),
        query=tuple(it for it in asked.query if it[0] not in ("transcript", "beside", "t")),
    )


def _read(video: Video, wanted: str) -> tuple[Track | None, Language | None]:
    """The track that a link names, or the language that it names and this video has not."""
    if not wanted:
        return None, None
    chosen = choice(Wishes(link=wanted, default=video.language), video.captions)
    if chosen.outcome == "missing" and chosen.source == "link":
        return None, chosen.wanted
    return chosen.shown if chosen.source == "link" else None, None


def _in(video: Video, wanted: Language | None) -> Track | None:
    found = wanted.match([track.language for track in video.captions]) if wanted else None
    return next((track for track in video.captions if track.language == found), None)


def _spoken(video: Video) -> Track | None:
    """With captions off, the words as they were spoken; else whatever there is."""
    return _in(video, video.language) or _any(video.captions)


def _words(
    snapshot: Snapshot, video: Video, track: Track, chapters: Track | None
) -> Transcript | None:
    spoken = cues(snapshot, track)
    if spoken is None:
        return None
    if track.kind == "descriptions":
        return transcript(Captions(), chapters=cues(snapshot, chapters), descriptions=spoken)
    descriptions = cues(snapshot, _nearest(video, "descriptions", track.language))
    return transcript(spoken, chapters=cues(snapshot, chapters), descriptions=descriptions)


def cues(snapshot: Snapshot, track: Track | None) -> Captions | None:
    """What a track says, None where its file is gone: the rest of the page is still a page."""
    try:
        return captions(snapshot.store, track) if track else None
    except NotFound:
        return None


def nearest_track(video: Video, kind: Kind, language: Language) -> Track | None:
    """The track of a kind in a language, else in the one that is spoken, else in any."""
    own = _nearest(video, kind, language)
    return own or _nearest(video, kind, video.language) or _any(video.of_kind(kind))


def _any(tracks: tuple[Track, ...]) -> Track | None:
    return next(iter(tracks), None)


def _nearest(video: Video, kind: Kind, language: Language) -> Track | None:
    tracks = video.of_kind(kind)
    found = language.match([track.language for track in tracks])
    return next((track for track in tracks if track.language == found), None)


def cue_url(video: Video, asked: Asked, *, first: bool, usual: bool) -> str:
    """The address of a moment of `video` on the page that was asked for, up to its second; `usual`
    when the version on the page is the one that no link has to name."""
    # A version in the address that is meant for another video must not become this one's, and a
    # player that was asked for stays.
    drop = [
        *("t", "video"),
        *(("version",) if usual else ()),
        *(("load",) if asked.load != video.id else ()),
    ]
    address = asked.with_query(*drop, **({} if first else {"video": video.id}))
    return f"{address}{'&' if '?' in address else '?'}t="

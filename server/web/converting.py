"""A track as the bytes of any format, kept so that it is read and converted once.

Knows tracks, formats and bounds; knows nothing of requests. What is kept is found by the version of
its file, and by the content where a file was only touched; it is a cache and may be dropped.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from server.captions import About, is_written, read, write
from server.captions.formats import FORMATS
from server.problems import NotFound, NotOffered, Severity
from server.site.loading import captions

if TYPE_CHECKING:
    from collections.abc import Hashable

    from server.captions import Captions
    from server.site.model import Kind, Track, Video
    from server.storage import Stat
    from server.web.snapshot import Snapshot

# What is handed out, by suffix. Text is UTF-8, whatever the file was.
OFFERED = ("vtt", "srt", "ttml", "txt", "html", "json", "docx")
TYPES = {
    suffix: FORMATS[suffix].media_type
    + ("" if suffix in ("docx", "json", "ttml") else "; charset=utf-8")
    for suffix in OFFERED
}
# What readers are offered on a page; JSON is for programs, which know the address.
DOWNLOADS = tuple(suffix for suffix in OFFERED if suffix != "json" and is_written(suffix))
# A caption file of a day of speech has 5 MB; more is not converted.
LONGEST = 10_000_000
# So many bytes of converted captions are kept, and so many files are known by their version.
MOST_BYTES = 32_000_000
MOST_FILES = 4096

# Where reading found these, the bytes are not what their type would say.
_REWRITTEN = frozenset({"captions-suffix", "captions-code-page"})
_TRANSCRIPTS = ("txt", "html", "docx")


@dataclass(frozen=True, slots=True)
class Converted:
    """The bytes of a track in one format, with the tag of their content."""

    content: bytes
    tag: str


class Conversions:
    """The latest conversions, bounded by their bytes; safe for threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most = most
        self.bytes = 0
        self._lock = Lock()
        self._contents: OrderedDict[Hashable, Converted] = OrderedDict()
        self._files: OrderedDict[Hashable, Hashable] = OrderedDict()

    def converted(self, snapshot: Snapshot, track: Track, format_: str, stat: Stat) -> Converted:
        """The track in a format of `OFFERED`; raises `NotOffered` where that cannot be had here."""
        about, versions = _about(snapshot, track, format_)
        file = (snapshot.store, track.key, stat.version, format_, about, versions)
        with self._lock:
            found = self._kept(self._files.get(file))
        if found:
            return found
        content = snapshot.store.read(track.key)
        suffix = track.key.rpartition(".")[2].lower()
        key = (sha256(content).digest(), suffix, format_, about, versions)
        with self._lock:
            found = self._kept(key)
        if found is None:
            made = _convert(content, suffix, format_, about)
            found = Converted(made, sha256(made).hexdigest()[:20])
        self._keep(file, key, found)
        return found

    def _kept(self, key: Hashable) -> Converted | None:
        found = self._contents.get(key)
        if found:
            self._contents.move_to_end(key)
        return found

    def _keep(self, file: Hashable, key: Hashable, found: Converted) -> None:
        with self._lock:
            self._files[file] = key
            while len(self._files) > MOST_FILES:
                self._files.popitem(last=False)
            if key not in self._contents:
                self._contents[key] = found
                self.bytes += len(found.content)
            while self.bytes > self.most:
                _, dropped = self._contents.popitem(last=False)
                self.bytes -= len(dropped.content)


def _convert(content: bytes, suffix: str, format_: str, about: About) -> bytes:
    """A good file of the format itself stays as it is, anything else is written anew."""
    if len(content) > LONGEST:
        if suffix == format_:
            return content
        raise NotOffered(
            f"This track has more than {LONGEST // 1_000_000} MB: too long to convert."
        )
    found, problems = read(content, suffix)
    for problem in problems:
        if problem.rule == "captions-extra":
            raise NotOffered(problem.message)
    good = not any(it.severity is Severity.ERROR or it.rule in _REWRITTEN for it in problems)
    return content if suffix == format_ and good else write(found, format_, about)


def _about(snapshot: Snapshot, track: Track, format_: str) -> tuple[About, tuple[str, ...]]:
    """What a writer is told, and the versions of the files that it comes from."""
    video = snapshot.site.video(track.video)
    if video is None:
        return About(language=track.language), ()
    title, title_language = video.title_in(track.language)
    about = About(title, track.language, title_language, by=track.by, rights=track.rights)
    if format_ not in _TRANSCRIPTS:
        return about, ()
    chapters, one = _beside(snapshot, video, track, "chapters")
    descriptions, other = _beside(snapshot, video, track, "descriptions")
    return replace(about, chapters=chapters, descriptions=descriptions), (one, other)


def _beside(
    snapshot: Snapshot, video: Video, track: Track, kind: Kind
) -> tuple[Captions | None, str]:
    """The track of a kind in the language of this one, as the page's transcript has it."""
    tracks = video.of_kind(kind)
    match = track.language.match([one.language for one in tracks])
    for one in tracks:
        if one.language == match and one is not track:
            try:
                return captions(snapshot.store, one), snapshot.store.stat(one.key).version
            except NotFound:
                break
    return None, ""

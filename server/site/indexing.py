"""A site as documents that can be found: its topics, and what is said in its videos.

Knows what of a site is worth finding; knows nothing of how that is done. Needs the extra `search`.

| | a topic | what is said |
| --- | --- | --- |
| `kind` | `topic` | `moment` |
| `group`, `version` | slug, language | video, name of the track |
| a document | one language version | a paragraph of the transcript |
| a heading | that of a section | the title of the chapter that begins here |
| an anchor | the id of a heading, `""` the top | the milliseconds at which a line starts |
"""

from __future__ import annotations

from hashlib import blake2b
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from server.captions import Captions, transcript
from server.problems import NotFound
from server.search import Document, Part, build_index, open_index
from server.site import loading
from server.storage.folder import FolderStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from server.captions import TranscriptSection
    from server.search.index import Index
    from server.site.markdown import Section
    from server.site.model import Kind, Site, Topic, Track, Video
    from server.storage import Store

TOPIC, MOMENT = "topic", "moment"
KINDS = (TOPIC, MOMENT)
# Where a piece of a text ends, and what stands there in one line when its author put nothing.
ENDS = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "dt"), " –"),
    "li": ";",
    "td": ";",
    "th": ":",
}
# What does not end a word.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "strong", "sub", "sup"}
)


def index_of(
    store: Store,
    site: Site,
    *,
    through: Callable[[Iterable[Document]], Iterable[Document]] = iter,
) -> Index:
    """The index of `site`: kept in the folder that its settings name, else in memory.

    Its documents go `through` what is given, which may stop the making of it by an exception.
    """
    kept, found = site.config.search, through(documents(store, site))
    if kept and isinstance(store, FolderStore):
        return open_index(store.root / kept, mark(store), found)
    return build_index(found)


def documents(store: Store, site: Site) -> Iterator[Document]:
    """Everything in `site` that can be found; what is gone from `store` is left out."""
    for topic in site.topics:
        try:
            yield _topic(store, site, topic)
        except NotFound:
            continue
    for video in site.videos:
        for track in video.captions:
            yield from _said(store, video, track)


def mark(store: Store) -> str:
    """Changes whenever a file does that documents are made of."""
    whole = blake2b(digest_size=16)
    for folder in ("topics", "captions", "media"):
        for key in store.keys(folder):
            if folder != "media" or key.endswith(".toml"):
                whole.update(f"{key}\0{store.stat(key).version}\0".encode())
    return whole.hexdigest()


def _topic(store: Store, site: Site, topic: Topic) -> Document:
    article = loading.article(store, topic)
    videos = [video for name in topic.videos if (video := site.video(name))]
    return Document(
        kind=TOPIC,
        group=topic.slug,
        version=topic.language.tag,
        language=topic.language,
        title=topic.title,
        parts=(
            Part("", "", "\n".join((topic.summary, plain(article.lead)))),
            *map(_part, (*article.sections, *article.questions)),
            *(
                Part(
                    "help", one.name, ", ".join(filter(None, (one.purpose, one.phone, one.region)))
                )
                for one in topic.help
            ),
            *(Part("videos", one.title_in(topic.language)[0], "") for one in videos),
            *(Part("links", one.title, one.source) for one in topic.links),
        ),
    )


def _part(section: Section) -> Part:
    return Part(section.id, plain(section.title), plain(section.body))


def _said(store: Store, video: Video, track: Track) -> Iterator[Document]:
    """The transcript in the language of a track, with chapters and descriptions in it."""
    spoken = _cues(store, track)
    if spoken is None:
        return
    whole = transcript(
        spoken,
        chapters=_beside(store, video, track, "chapters"),
        descriptions=_beside(store, video, track, "descriptions"),
    )
    for parts in _paragraphs(whole.sections):
        yield Document(
            kind=MOMENT,
            group=video.id,
            version=track.name,
            language=track.language,
            # Moments are found by what is said at them: a video's title is found with its topic.
            title="",
            parts=parts,
            is_one_text=True,
        )


def _paragraphs(sections: tuple[TranscriptSection, ...]) -> Iterator[tuple[Part, ...]]:
    for section in sections:
        if section.title and not section.paragraphs:
            yield (Part(str(section.start), section.title, ""),)
        title = section.title
        for paragraph in section.paragraphs:
            first, *rest = paragraph.lines
            yield (
                Part(str(first.start), title, first.text),
                *(Part(str(line.start), "", line.text) for line in rest),
            )
            title = ""


def _beside(store: Store, video: Video, track: Track, kind: Kind) -> Captions | None:
    """The track of another kind in the same language, never in one that stands in for it."""
    others = video.of_kind(kind)
    found = track.language.match([one.language for one in others])
    other = next((one for one in others if one.language == found), None)
    return _cues(store, other) if other else None


def _cues(store: Store, track: Track) -> Captions | None:
    try:
        return loading.captions(store, track)
    except NotFound:
        return None


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.words.append(" ")
        self.words += [f"{value} " for name, value in attrs if name == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in ENDS and "".join(self.words[-1:])[-1:].isalnum():
            self.words.append(ENDS[tag])
        if tag not in INLINE:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def plain(html: str) -> str:
    """The words of safe HTML in one line, those that stand for a picture too."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.words).split())

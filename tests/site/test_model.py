from __future__ import annotations

from server.languages import Language
from server.site.config import SiteMatter, config
from server.site.model import Embed, Site, Source, Topic, Track, Video

EN, ES, CY, AR = (Language(tag) for tag in ("en", "es", "cy", "ar"))


def topic(slug: str, language: Language, title: str = "") -> Topic:
    return Topic(slug=slug, language=language, title=title or slug, key=f"{slug}.{language}.md")


def site(*topics: Topic, language: str = "en") -> Site:
    return Site(config(SiteMatter(language=language)), topics, ())


def test_a_topic_is_given_in_the_nearest_language_then_the_sites_then_any() -> None:
    made = site(topic("one", EN), topic("one", ES), topic("two", CY))
    assert made.topic("one", Language("es-MX")) == topic("one", ES)
    assert made.topic("one", AR) == topic("one", EN)
    assert made.topic("two", AR) == topic("two", CY)
    assert made.topic("absent", EN) is None
    assert set(made.versions("one")) == {EN, ES}
    assert made.versions("absent") == {}


def test_every_topic_is_listed_once_by_title_in_the_readers_language() -> None:
    made = site(topic("one", EN, "Zoo"), topic("one", ES, "Árbol"), topic("two", EN, "apple"))
    assert [one.title for one in made.topics_in(EN)] == ["apple", "Zoo"]
    assert [one.title for one in made.topics_in(ES)] == ["apple", "Árbol"]


def test_a_video_knows_its_versions_its_tracks_and_its_title() -> None:
    def track(name: str, kind: str) -> Track:
        return Track(key=name, video="v", name=name, kind=kind, language=EN)  # type: ignore[arg-type]

    made = Video(
        id="v",
        title="The basics",
        language=Language("en-GB"),
        titles=((ES, "Lo básico"),),
        sources=(
            Source(key="poster.webp", type="image/webp", role="poster"),
            Source(key="a.clear.m4a", type="audio/mp4", role="clear"),
            Source(key="a.sign-bfi.mp4", type="video/mp4", role="sign:bfi"),
            Source(key="a.described.mp4", type="video/mp4", role="described"),
            Source(key="a.mp4", type="video/mp4"),
            Source(key="a.m4a", type="audio/mp4"),
        ),
        tracks=(track("en", "captions"), track("en.chapters", "chapters"), track("x", "subtitles")),
        embed=Embed("youtube", "20SHvU2PKsM"),
    )
    assert made.roles == ("main", "described", "sign:bfi", "clear")
    assert [one.name for one in made.captions] == ["en", "x"]
    assert [one.name for one in made.of_kind("chapters")] == ["en.chapters"]
    assert not made.is_audio
    assert made.title_in(Language("es-MX")) == ("Lo básico", ES)
    assert made.title_in(AR) == ("The basics", Language("en-GB"))
    assert made.embed is not None
    assert made.embed.name == "YouTube"
    assert Site(config(SiteMatter()), (), (made,)).video("v") is made
    assert Site(config(SiteMatter()), (), ()).video("v") is None


def test_only_sound_makes_an_audio_item() -> None:
    sound = Source(key="a.mp3", type="audio/mpeg")
    poster = Source(key="poster.png", type="image/png", role="poster")
    assert Video(id="v", title="V", language=EN, sources=(sound, poster)).is_audio
    assert not Video(id="v", title="V", language=EN, sources=(poster,)).is_audio

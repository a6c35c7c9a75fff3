"""Which version of a video a reader gets, and the way to the others."""

from __future__ import annotations

import pytest

from tests.conftest import TOPIC, VIDEO, VTT, clip
from tests.web.reading import read

FILES = {
    "site.toml": 'name = "S"\nlanguages = ["en", "es"]\n',
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO + "duration = 2\n",
    "media/intro/a.m3u8": "#EXTM3U\n",
    "media/intro/a.described.m3u8": "#EXTM3U\n",
    "media/intro/a.described-es.m3u8": "#EXTM3U\n",
    "media/intro/a.sign-bfi.m3u8": "#EXTM3U\n",
    "media/intro/a.clear.m3u8": "#EXTM3U\n",
    "captions/intro/en.vtt": VTT.format("Hello."),
}
EVERY = ["main", "described", "described:es", "sign:bfi", "clear"]


def played(page):
    return [one["src"].rpartition("/")[2] for one in page.all("source")]


def links(page):
    """The address of each version, by role."""
    found = [one for one in page.all("a") if "data-version" in one]
    return {one["data-version"]: one["href"] for one in found}


def test_every_version_is_a_link_away_and_the_script_finds_what_it_plays(client):
    site = client(FILES)
    page = read(site.get("/en/a-topic"))

    assert list(links(page)) == EVERY
    found = {one["data-version"]: one for one in page.all("a") if "data-version" in one}
    assert found["described:es"]["data-sources"] == (
        "/media/intro/a.described-es.m3u8 application/vnd.apple.mpegurl"
    )
    assert [one["data-language"] for one in found.values()] == ["en", "en", "es", "bfi", "en"]
    for role, href in links(page).items():
        there = read(site.get(href))
        suffix = "" if role == "main" else f".{role.replace(':', '-')}"
        assert played(there) == [f"a{suffix}.m3u8"]
        (current,) = [
            one
            for one in there.all("a")
            if one.get("aria-current") == "true" and "data-version" in one
        ]
        assert current["data-version"] == role


@pytest.mark.requirement("DAC-2")
@pytest.mark.parametrize(
    ("preferences", "language", "expected"),
    [
        ({}, "en", "a.m3u8"),
        ({"descriptions": "on"}, "en", "a.described.m3u8"),
        ({"descriptions": "on"}, "es", "a.described-es.m3u8"),
        ({"descriptions": "on", "describe": "voice"}, "en", "a.m3u8"),
        ({"descriptions": "off"}, "en", "a.m3u8"),
        ({"clear": "on"}, "en", "a.clear.m3u8"),
        ({"clear": "on", "descriptions": "on"}, "en", "a.described.m3u8"),
        ({"clear": "on", "descriptions": "on", "describe": "voice"}, "en", "a.clear.m3u8"),
        ({"sign": "on"}, "en", "a.m3u8"),
    ],
)
def test_a_readers_preferences_choose_the_version(client, preferences, language, expected):
    site = client(FILES)
    site.post("/preferences", data={**preferences, "return": "/"})
    assert played(read(site.get(f"/{language}/a-topic"))) == [expected]


def test_a_reader_of_another_language_gets_the_description_there_is(client):
    site = client({k: v for k, v in FILES.items() if "described." not in k})
    site.post("/preferences", data={"descriptions": "on", "return": "/"})
    assert played(read(site.get("/en/a-topic"))) == ["a.described-es.m3u8"]


def test_a_link_beats_what_the_reader_prefers_and_leads_back(client):
    site = client(FILES)
    site.post("/preferences", data={"descriptions": "on", "return": "/"})
    page = read(site.get("/en/a-topic"))
    assert "version" not in links(page)["described"]
    main = read(site.get(links(page)["main"]))
    assert played(main) == ["a.m3u8"]
    (cue, *_) = [one["href"] for one in main.all("a") if "t=0" in one["href"]]
    assert played(read(site.get(cue))) == ["a.m3u8#t=0"]


def test_sound_alone_is_no_picture_without_script(client):
    files = {k: v for k, v in FILES.items() if "clear" not in k}
    site = client({**files, "media/intro/talk.clear.m4a": clip(sound_only=True)})
    site.post("/preferences", data={"clear": "on", "return": "/"})
    page = read(site.get("/en/a-topic"))
    assert played(page) == ["a.m3u8"]
    assert "Clear speech, sound only" in page.text


def test_descriptions_in_the_language_that_is_spoken_are_the_described_version(client):
    site = client({k.replace("described.", "described-en."): v for k, v in FILES.items()})
    assert list(links(read(site.get("/en/a-topic")))) == EVERY

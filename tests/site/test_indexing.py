"""What of a site can be found, and where each part of it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.languages import Language
from server.site.indexing import MOMENT, TOPIC, documents, index_of, mark, plain
from server.site.loading import load
from server.storage import open_store
from server.storage.memory import MemoryStore
from tests.conftest import VIDEO

if TYPE_CHECKING:
    from server.search import Document

TEXT = """+++
title = "Ketamine"
summary = "In short."
videos = ["intro"]

[[help]]
name = "FRANK"
purpose = "Advice"
phone = "0300"

[[links]]
title = "A page elsewhere"
link = "https://example.org/"
source = "Somebody"
+++

The lead.

## The risks {#risks}

Your *blad*der.

::: questions
### Is it safe? {#safe}

No.
:::
"""
SITE = {
    "topics/ketamine.en.md": TEXT,
    "media/intro/video.toml": VIDEO + 'duration = 60\nembed = "vimeo:1"\n',
    "captions/intro/en.vtt": (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello, <i>every</i>body.\n\n"
        "00:02.000 --> 00:03.000\n<v Ann>Sit down.\n\n00:30.000 --> 00:31.000\nLater.\n"
    ),
    "captions/intro/en.chapters.vtt": "WEBVTT\n\n00:30.000 --> 00:40.000\nThe end\n",
    "captions/intro/en.descriptions.vtt": "WEBVTT\n\n00:05.000 --> 00:06.000\nA red door.\n",
    "captions/intro/es.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHola.\n",
}


def made(files, kind: str) -> list[Document]:
    store = MemoryStore(files)
    site, problems = load(store)
    assert problems == ()
    return [one for one in documents(store, site) if one.kind == kind]


def test_each_part_of_a_topic_has_the_anchor_it_has_on_its_page():
    [topic] = made(SITE, TOPIC)
    assert (topic.group, topic.version, topic.title) == ("ketamine", "en", "Ketamine")
    assert [(part.anchor, part.heading, part.text) for part in topic.parts] == [
        ("", "", "In short.\nThe lead."),
        ("risks", "The risks", "Your bladder."),
        ("safe", "Is it safe?", "No."),
        ("help", "FRANK", "Advice, 0300"),
        ("videos", "Intro", ""),
        ("links", "A page elsewhere", "Somebody"),
    ]


def test_what_is_said_is_found_by_paragraph_with_the_start_of_each_line():
    said = [one for one in made(SITE, MOMENT) if one.version == "en"]
    assert [[(part.anchor, part.heading, part.text) for part in one.parts] for one in said] == [
        [("1000", "", "Hello, everybody."), ("2000", "", "Sit down.")],
        [("5000", "", "A red door.")],
        [("30000", "The end", "Later.")],
    ]
    assert {one.group for one in said} == {"intro"}


def test_chapters_and_descriptions_are_those_of_the_language_that_is_read():
    [spanish] = [one for one in made(SITE, MOMENT) if one.version == "es"]
    assert [part.text for part in spanish.parts] == ["Hola."]


def test_a_chapter_in_which_nothing_is_said_is_found_too():
    files = SITE | {"captions/intro/en.chapters.vtt": "WEBVTT\n\n00:50.000 --> 00:55.000\nMusic\n"}
    last = [one for one in made(files, MOMENT) if one.version == "en"][-1]
    assert [(part.anchor, part.heading) for part in last.parts] == [("50000", "Music")]


def test_a_file_that_is_gone_since_the_site_was_read_is_left_out():
    store = MemoryStore(SITE)
    site, _ = load(store)
    store.delete("topics/ketamine.en.md")
    store.delete("captions/intro/en.vtt")
    assert [(one.kind, one.version) for one in documents(store, site)] == [(MOMENT, "es")]


def test_html_is_read_as_its_words():
    html = '<p>One<br>two <b>th</b>ree</p><ul><li>a</li><li>b.</li></ul><img alt="A &lt; B" src="">'
    assert plain(html) == "One two three a; b. A < B"
    assert plain("<h3>Your bladder</h3><p>It fills.</p>") == "Your bladder – It fills."


def test_the_mark_changes_with_what_can_be_found_and_with_nothing_else():
    store = MemoryStore(SITE)
    first = mark(store)
    store.write("templates/base.css", b"")
    store.write("media/intro/720p.mp4", b"")
    assert mark(store) == first
    for key in ("topics/ketamine.en.md", "captions/intro/es.vtt", "media/intro/video.toml"):
        store.write(key, store.read(key) + b"\n")
        assert mark(store) != first, key
        first = mark(store)


def test_an_index_is_kept_where_the_settings_say(make_site):
    folder = make_site(SITE | {"site.toml": 'search = "search-index"\n'})
    store = open_store(folder)
    site, _ = load(store)
    for _ in range(2):
        index = index_of(store, site)
        assert len(index.search("hello", kinds=(MOMENT,), readers=[Language("en")]).hits) == 1
    assert len(list((folder / "search-index").iterdir())) == 1

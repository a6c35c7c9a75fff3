from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.languages import Language
from server.problems import NotFound
from server.site.authoring import Refused, import_captions, new_site, new_template, new_topic
from server.site.checking import check
from server.site.loading import load
from server.storage import open_store
from server.storage.memory import MemoryStore
from server.web.theme import OURS, Theme

if TYPE_CHECKING:
    from pathlib import Path

EN = Language("en")
VIDEO = {"media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\nembed = "vimeo:1"\n'}
SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello.\n\n2\n00:00:03,000 --> 00:00:04,000\nBye.\n"
VTT = "WEBVTT\n\nNOTE ours\n\n00:01.000 --> 00:02.500\nHello.\n"


@pytest.mark.parametrize("name", ["my-site", 'It\'s "quoted" \\ here', "سلام", "{braces}"])
def test_a_new_site_has_one_topic_and_no_problems(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "below" / name
    written = new_site(folder)
    assert written[:2] == ("site.toml", "topics/welcome.en.md")
    store = open_store(folder)
    site, problems = load(store)
    assert (*problems, *check(store, site)) == ()
    assert [topic.title for topic in site.topics] == ["Welcome"]
    assert site.config.name.casefold() == name.replace("-", " ").casefold()


def test_a_new_site_is_made_in_an_empty_folder_and_in_no_other(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    new_site(tmp_path / "empty")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused, match="exists already and is not empty; choose another name"):
        new_site(tmp_path / "empty")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused):
        new_site(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "file"])


def test_a_new_topic_can_be_read_and_is_written_once() -> None:
    store = MemoryStore()
    assert new_topic(store, "getting-help", Language("cy")) == "topics/getting-help.cy.md"
    site, problems = load(store)
    assert problems == ()
    assert site.topics[0].title == "Getting help"
    with pytest.raises(Refused, match="exists already; nothing was written"):
        new_topic(store, "getting-help", Language("cy"))


@pytest.mark.parametrize("slug", ["", "Help", "two words", "../x", "a/b", "-a", "a--b", "é", "a\n"])
def test_a_topic_has_a_name_that_can_be_an_address(slug: str) -> None:
    store = MemoryStore()
    with pytest.raises(Refused, match="is no name of a topic; expected a-z, 0-9 and -"):
        new_topic(store, slug, EN)
    assert list(store.keys()) == []


@pytest.mark.parametrize("slug", ["search", "captions-guide"])
def test_a_topic_takes_no_name_of_a_page(slug: str) -> None:
    with pytest.raises(Refused, match="is there already"):
        new_topic(MemoryStore(), slug, EN)


def test_a_new_page_extends_ours_and_names_its_blocks() -> None:
    store = MemoryStore()
    assert new_template(store, "topic", open_store(OURS)) == "templates/topic.html"
    text = store.read("templates/topic.html").decode()
    assert text.startswith('{% extends "default:topic.html" %}')
    assert "main" in text
    with pytest.raises(Refused, match="exists already"):
        new_template(store, "topic.html", open_store(OURS))


def test_a_new_component_starts_as_ours() -> None:
    store, ours = MemoryStore(), open_store(OURS)
    key = new_template(store, "components/links/links.html", ours)
    assert store.read(key) == ours.read("components/links/links.html")


def test_styles_to_begin_with_are_in_the_last_layer_and_written_once() -> None:
    store = MemoryStore({})
    assert new_template(store, "theme.css", open_store(OURS)) == "templates/theme.css"

    ours = Theme().assets["style.css"][0]
    assert Theme(store).assets["style.css"][0].startswith(ours)
    assert b"@layer theme {" in Theme(store).assets["style.css"][0].removeprefix(ours)
    with pytest.raises(Refused):
        new_template(store, "theme", open_store(OURS))


@pytest.mark.parametrize("name", ["../server/cli.py", "nothing", "legenda.js", "", "topics.htm"])
def test_only_a_template_of_ours_can_be_started_from(name: str) -> None:
    store = MemoryStore()
    with pytest.raises(NotFound, match=f"There is no template {name}"):
        new_template(store, name, open_store(OURS))
    assert list(store.keys()) == []


def test_a_file_of_captions_is_brought_in_as_webvtt(tmp_path: Path) -> None:
    store = MemoryStore(VIDEO)
    (tmp_path / "es.SRT").write_text(SRT)
    key, captions, problems = import_captions(
        store, tmp_path / "es.SRT", video="intro", language=Language("es")
    )
    assert (key, problems) == ("captions/intro/es.vtt", ())
    assert [(cue.start, cue.end, cue.text) for cue in captions.cues] == [
        (1000, 2500, "Hello."),
        (3000, 4000, "Bye."),
    ]
    assert store.read(key).startswith(b"WEBVTT\n")
    assert load(store)[1] == ()


def test_webvtt_is_brought_in_byte_for_byte(tmp_path: Path) -> None:
    store = MemoryStore(VIDEO)
    (tmp_path / "chapters.vtt").write_text(VTT)
    key, _, _ = import_captions(
        store, tmp_path / "chapters.vtt", video="intro", language=EN, kind="chapters"
    )
    assert key == "captions/intro/en.chapters.vtt"
    assert store.read(key) == VTT.encode()


def test_a_file_without_a_known_suffix_is_recognised_by_its_text(tmp_path: Path) -> None:
    store = MemoryStore(VIDEO)
    (tmp_path / "from-a-friend").write_text(SRT)
    key, captions, _ = import_captions(
        store, tmp_path / "from-a-friend", video="intro", language=EN
    )
    assert len(captions.cues) == 2
    assert store.read(key).startswith(b"WEBVTT\n")


@pytest.mark.parametrize(
    "content", [b"", b"Not captions.", b"\xff\xfe\x00", b"WEBVTT\n", b"WEBVTT\n\nno times\n"]
)
def test_a_file_with_errors_is_not_brought_in(tmp_path: Path, content: bytes) -> None:
    store = MemoryStore(VIDEO)
    (tmp_path / "bad.vtt").write_bytes(content)
    with pytest.raises(Refused, match="it has errors") as refused:
        import_captions(store, tmp_path / "bad.vtt", video="intro", language=EN)
    assert refused.value.problems
    assert all(problem.path == str(tmp_path / "bad.vtt") for problem in refused.value.problems)
    assert list(store.keys("captions")) == []


def test_a_track_is_replaced_only_when_asked(tmp_path: Path) -> None:
    store = MemoryStore({**VIDEO, "captions/intro/en.vtt": VTT})
    (tmp_path / "new.vtt").write_text(VTT.replace("Hello", "Good day"))
    with pytest.raises(Refused, match=r"captions/intro/en\.vtt exists already"):
        import_captions(store, tmp_path / "new.vtt", video="intro", language=EN)
    assert store.read("captions/intro/en.vtt") == VTT.encode()
    import_captions(store, tmp_path / "new.vtt", video="intro", language=EN, replace=True)
    assert b"Good day" in store.read("captions/intro/en.vtt")


def test_a_track_in_another_format_is_never_hidden_by_a_new_one(tmp_path: Path) -> None:
    store = MemoryStore({**VIDEO, "captions/intro/en.srt": SRT})
    (tmp_path / "new.vtt").write_text(VTT)
    with pytest.raises(Refused, match=r"captions/intro/en\.srt exists already"):
        import_captions(store, tmp_path / "new.vtt", video="intro", language=EN, replace=True)


def test_captions_come_from_a_file_and_go_to_a_video(tmp_path: Path) -> None:
    store = MemoryStore(VIDEO)
    with pytest.raises(NotFound, match=r"There is no video “intor”\. Did you mean “intro”\?"):
        import_captions(store, tmp_path / "a.vtt", video="intor", language=EN)
    with pytest.raises(NotFound, match="cannot be read: No such file"):
        import_captions(store, tmp_path / "a.vtt", video="intro", language=EN)
    with pytest.raises(NotFound, match="cannot be read: Is a directory"):
        import_captions(store, tmp_path, video="intro", language=EN)


def test_captions_of_every_text_format_are_brought_in_with_what_was_lost(tmp_path: Path) -> None:
    store = MemoryStore(VIDEO)
    event = "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\fad(1,1)}Hello.\n"
    files = {
        "cy.ttml": '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="cy"><body><div>'
        '<p begin="1s" end="2.5s">Hello.</p></div></body></tt>',
        "es.ass": f"[Script Info]\n\n[Events]\n{event}",
        "fr.json": '{"segments": [{"start": 1, "end": 2.5, "text": "Hello."}]}',
        "de.unknown": '{"segments": [{"start": 1, "end": 2.5, "text": "Hello."}]}',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        key, _, problems = import_captions(
            store, tmp_path / name, video="intro", language=Language(name[:2])
        )
        assert store.read(key).endswith(b"00:00:01.000 --> 00:00:02.500\nHello.\n"), name
        assert [it.rule for it in problems] == ["captions-lost"] * (name == "es.ass")

"""The transcript before any script: its language, a second one beside it, a page of its own."""

from __future__ import annotations

import re
from itertools import takewhile
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import TOPIC, VIDEO, VTT, clip
from tests.site.conformance.sites import silent_clip
from tests.web.reading import read

SITE = {
    "site.toml": 'name = "A site"\nlanguages = ["en", "es", "ar"]\n',
    "topics/a-topic.en.md": TOPIC,
    "topics/b-topic.en.md": TOPIC.replace("A topic", "B").replace('"intro"', '"two", "intro"'),
    "media/intro/video.toml": VIDEO + "duration = 90\n",
    "media/intro/a.m3u8": "#EXTM3U\n",
    "media/two/video.toml": VIDEO.replace("Intro", "Two") + "duration = 90\n",
    "media/two/a.m3u8": "#EXTM3U\n",
    "media/alone/video.toml": VIDEO.replace("Intro", "Alone") + "duration = 90\n",
    "media/alone/a.m3u8": "#EXTM3U\n",
    "media/silent/video.toml": VIDEO.replace("Intro", "Silent") + "duration = 90\n",
    "media/silent/a.m3u8": "#EXTM3U\n",
    "captions/intro/en.vtt": VTT.format("<v Ann>Hello.</v>")
    + "\n00:02.000 --> 00:04.000\n<v Ann>More <lang cy>bore da</lang>.\n"
    + "\n01:05.900 --> 01:08.000\n<v Bob>[laughs]\n",
    "captions/intro/en.chapters.vtt": "WEBVTT\n\n00:00.000 --> 01:30.000\nAll\n"
    "\n01:00.000 --> 01:30.000\nThe end\n",
    "captions/intro/en.descriptions.vtt": VTT.format("A room."),
    "captions/intro/es.vtt": VTT.format("Hola.") + "\n01:06.000 --> 01:08.000\n[ríe]\n",
    "captions/intro/ar.vtt": VTT.format("أهلاً."),
    "captions/two/en.vtt": VTT.format("Two."),
    "captions/alone/en.vtt": VTT.format("Alone."),
}


def lines(page) -> list[tuple[str, dict[str, list[str]]]]:
    """The path and the query that each line of the transcripts leads to."""
    links = [urlsplit(found["href"]) for found in page.all("a") if "data-start" in found]
    return [(link.path, parse_qs(link.query)) for link in links]


@pytest.mark.requirement("T-1/links")
def test_a_line_leads_to_its_second_and_knows_its_millisecond(client):
    page = read(client(SITE).get("/en/a-topic?captions=en"))

    (line,) = page.all("a", **{"data-start": "65900"})
    assert line["href"] == "/en/a-topic?captions=en&t=65#video-intro"


@pytest.mark.requirement(
    "T-1/before script",
    "T-1/chapters",
    "T-1/descriptions",
    "T-1/speakers and sounds",
    "T-1/own page",
)
@pytest.mark.parametrize("path", ["/en/a-topic", "/en/transcripts/intro"])
def test_all_that_is_said_heard_and_seen_is_in_the_html_by_chapter_and_speaker(client, path):
    words = client(SITE).get(path).text.partition('class="words"')[2].partition("</div>")[0]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", words))

    expected = ["All", "Picture:", "A room.", "Ann:", "Hello.", "More bore da."]
    expected += ["The end", "Bob:", "[laughs]"]
    places = [text.find(it) for it in expected]
    assert -1 not in places
    assert places == sorted(places)
    assert text.count("Ann:") == 1  # named where the speaker changes
    assert '<span lang="cy" dir="auto">bore da</span>' in words


@pytest.mark.requirement("CN-1/links")
@pytest.mark.parametrize(("path", "top"), [("/en/a-topic", 3), ("/en/transcripts/intro", 2)])
def test_a_chapter_is_a_heading_at_its_level_with_a_link_of_its_own(client, path, top):
    page = read(client(SITE).get(path))

    assert (top, "All") in page.headings
    assert (top + 1, "The end") in page.headings
    assert page.all(f"h{top + 1}", id="video-intro-chapter-2")
    (link,) = page.all("a", **{"data-start": "60000"})
    assert link["href"].endswith("/a-topic?t=60#video-intro")


CHOSEN = [
    ("", "en"),
    ("captions=es", "es"),
    ("captions=off", "en"),
    ("transcript=ar", "ar"),
    ("captions=es&transcript=ar", "ar"),
    ("captions=off&transcript=ar", "ar"),
    ("transcript=es-MX", "es"),
    ("captions=es&transcript=so", "es"),
    ("captions=es&transcript=off", "es"),
    ("transcript=%3Cb%3E", "en"),
    ("transcript=en.chapters", "en"),
]


@pytest.mark.requirement("TR-4")
@pytest.mark.parametrize(("query", "language"), CHOSEN)
@pytest.mark.parametrize("path", ["/en/a-topic", "/en/transcripts/intro"])
def test_the_transcript_has_a_language_of_its_own(client, path, query, language):
    page = read(client(SITE).get(f"{path}?{query}"))

    assert chosen(page, "transcript") == [language]


def chosen(page, name: str) -> list[str]:
    """The values chosen in the first field of this name."""
    fields = [found for tag, found in page.elements if tag in ("select", "option")]
    start = next(at for at, found in enumerate(fields) if found.get("name") == name)
    options = takewhile(lambda found: "name" not in found, fields[start + 1 :])
    return [found["value"] for found in options if "selected" in found]


def test_choosing_its_language_leaves_the_captions_as_they_are(client):
    page = read(client(SITE).get("/en/a-topic?captions=es&transcript=ar"))

    assert [it["srclang"] for it in page.all("track") if "default" in it] == ["es"]
    assert page.all("input", type="hidden", name="captions", value="es")
    assert page.all("div", id="video-intro-transcript", lang="ar", dir="rtl")
    assert lines(page)[0] == ("/en/a-topic", {"captions": ["es"], "transcript": ["ar"], "t": ["0"]})


def test_a_language_that_is_not_there_is_said(client):
    page = read(client(SITE).get("/en/transcripts/intro?transcript=so"))

    assert "There is no transcript in Somali. The transcript is in English instead." in page.text


@pytest.mark.parametrize(
    ("query", "opened"),
    [("", False), ("captions=es", False), ("transcript=es", True), ("beside=es", True)],
)
def test_who_asks_for_a_transcript_finds_it_unfolded(client, query, opened):
    page = read(client(SITE).get(f"/en/a-topic?{query}"))

    (details,) = [found for found in page.all("details") if "data-part" in found]
    assert ("open" in details) == opened


@pytest.mark.requirement("TR-5/both", "TR-5/lang")
@pytest.mark.parametrize("path", ["/en/a-topic", "/en/transcripts/intro"])
def test_two_languages_stand_side_by_side_each_in_its_own(client, path):
    answer = client(SITE).get(f"{path}?transcript=es&beside=ar")
    page = read(answer)

    assert chosen(page, "transcript") == ["es"]
    assert chosen(page, "beside") == ["ar"]
    assert page.all("div", id="video-intro-transcript", lang="es", dir="ltr")
    sides = page.all("div", **{"class": "other"})
    assert len(sides) == 2
    assert all((side["lang"], side["dir"]) == ("ar", "rtl") for side in sides)
    assert answer.text.index("Hola.") < answer.text.index("أهلاً.") < answer.text.index("[ríe]")


@pytest.mark.parametrize("query", ["beside=en", "beside=so", "beside=off", "beside="])
def test_nothing_stands_beside_it_that_is_the_same_or_not_there(client, query):
    page = read(client(SITE).get(f"/en/transcripts/intro?{query}"))

    assert not page.all("div", **{"class": "other"})


def test_a_line_leads_to_the_topic_that_begins_with_the_video_and_all_its_topics_are_named(client):
    page = read(client(SITE).get("/en/transcripts/intro"))

    assert {path for path, _ in lines(page)} == {"/en/a-topic"}
    calls = [found["href"] for found in page.all("a") if "call" in found.get("class", "")]
    assert calls == ["/en/a-topic#video-intro", "/en/b-topic#video-intro"]


def test_a_line_of_a_second_video_names_its_video(client):
    site = client({**SITE, "topics/a-topic.en.md": TOPIC.replace('"intro"', '"two"')})

    assert lines(read(site.get("/en/transcripts/intro")))[0] == (
        "/en/b-topic",
        {"video": ["intro"], "t": ["0"]},
    )


def test_a_video_of_no_topic_has_a_transcript_without_links(client):
    page = read(client(SITE).get("/en/transcripts/alone"))

    assert "Alone." in page.text
    assert lines(page) == []


def test_a_video_without_words_says_so(client):
    page = read(client(SITE).get("/en/transcripts/silent"))

    assert "have not been written down yet" in page.text
    assert not page.all("form")


@pytest.mark.requirement("T-1/own page")
def test_its_page_has_a_title_a_description_and_leads_to_the_topic(client):
    page = read(client(SITE).get("/es/transcripts/intro"))

    assert page.headings[0] == (1, "Transcripción: Intro")
    (about,) = page.all("meta", name="description")
    assert "Intro" in about["content"]
    assert page.all("a", href="/es/a-topic")
    assert page.all("link", rel="alternate", hreflang="ar")[0]["href"].endswith(
        "/ar/transcripts/intro"
    )


def test_the_page_is_a_link_away_in_the_same_languages(client):
    page = read(client(SITE).get("/en/a-topic?captions=es&transcript=ar&beside=es&t=3"))

    (link,) = [found for found in page.all("a") if "data-page" in found]
    assert link["href"] == "/en/transcripts/intro?captions=es&transcript=ar&beside=es"


def test_the_skip_link_leads_past_the_words(client):
    page = read(client(SITE).get("/en/a-topic"))

    (link,) = page.all("a", **{"class": "past"})
    words, past = page.ids.index("video-intro-transcript"), page.ids.index(link["href"][1:])
    assert words < past


def test_there_is_no_transcript_of_a_video_that_is_not_there(client):
    assert client(SITE).get("/en/transcripts/none").status_code == 404
    assert client(SITE).get("/xx/transcripts/intro").status_code == 404
    moved = client(SITE).get("/en-GB/transcripts/intro?beside=es")
    assert moved.headers["Location"] == "/en/transcripts/intro?beside=es"


def test_a_transcript_whose_file_is_gone_leaves_a_page(client, tmp_path):
    site = client(SITE)
    (tmp_path / "site/captions/intro/es.vtt").unlink()

    assert "Hello." in read(site.get("/en/transcripts/intro?beside=es")).text
    assert read(site.get("/en/transcripts/intro?transcript=es")).headings


PICTURES = {
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO,
    "media/intro/720p.mp4": silent_clip(),
    "captions/intro/en.descriptions.vtt": VTT.format("A room."),
    "captions/intro/es.descriptions.vtt": VTT.format("Una sala."),
}


@pytest.mark.requirement("T-1/descriptions", "T-1/own page")
@pytest.mark.parametrize("path", ["/en/a-topic", "/en/transcripts/intro"])
def test_where_nothing_is_heard_what_is_seen_is_the_transcript(client, path):
    text = client(PICTURES).get(path).text

    assert "A room." in text.partition('class="words"')[2].partition("</div>")[0]
    assert "Una sala." not in text
    assert "downloads" not in text
    if path == "/en/a-topic":
        assert "No captions: this video has no sound." in text


def test_what_is_seen_is_no_transcript_of_what_is_said(client):
    heard = {**PICTURES, "media/intro/720p.mp4": clip()}

    assert "A room." not in client(heard).get("/en/a-topic").text

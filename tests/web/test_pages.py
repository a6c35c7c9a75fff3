"""Pages as a reader gets them before any script: their address, language, parts and videos."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from server.problems import Unavailable
from server.storage.memory import MemoryStore
from tests.conftest import TOPIC, VIDEO, VTT, clip
from tests.web.reading import Page, read

if TYPE_CHECKING:
    from server.storage import Stat

EMBED = 'duration = 2\nembed = "youtube:20SHvU2PKsM"\n'
SITE = {
    "site.toml": """
name = "A site"
languages = ["en", "es", "ar"]
important = { en = "This is **important**." }
""",
    "topics/a-topic.en.md": TOPIC,
    "topics/a-topic.es.md": TOPIC.replace("A topic", "Un tema"),
    "media/intro/video.toml": VIDEO + "duration = 2\n",
    "media/intro/a.m3u8": "#EXTM3U\n",
    "media/intro/a.described.m3u8": "#EXTM3U\n",
    "captions/intro/en.vtt": VTT.format("Hello."),
    "captions/intro/es.vtt": VTT.format("Hola."),
}

WHOLE = """+++
title = "Whole"
videos = ["intro"]
related = ["a-topic"]

[[help]]
name = "Somebody"
phone = "1"

[[help]]
name = "Urgent"
phone = "999"
urgent = true

[[links]]
title = "Elsewhere"
link = "https://example.org/"
+++

A lead.

## First {#first}

Text.

## Second {#second}

Text.

::: questions
### Why? {#why}

Because.

### How? {#how}

So.
:::
"""
# The head of a WebP picture of 640 by 360.
POSTER = b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\2\0\x67\1\0"
PARTS = ["help", "videos", "questions", "links", "related", "important", "using-captions"]


ACCEPTED = [
    ("es", "/es/"),
    ("es-MX, en", "/es/"),
    ("ar-EG", "/ar/"),
    ("so, cy;q=0.9, ar;q=0.5", "/ar/"),
    ("so", "/en/"),
    ("", "/en/"),
    ("*", "/en/"),
    ("ar;q=0, es;q=0.1", "/es/"),
    ("<nonsense>;;;q=,,", "/en/"),
]


def test_home_leads_to_the_readers_language(client):
    site = client(SITE)

    for accepted, expected in ACCEPTED:
        answer = site.get("/", headers={"Accept-Language": accepted})

        assert (answer.status_code, answer.headers["Location"]) == (307, expected), accepted
        assert "Accept-Language" in answer.headers["Vary"], accepted


SPELLINGS = [
    ("/en-GB/a-topic", "/en/a-topic"),
    ("/EN/a-topic", "/en/a-topic"),
    ("/es_MX/", "/es/"),
    ("/ar-EG/captions-guide", "/ar/captions-guide"),
    ("/en%2DGB/a-topic?captions=es&t=3", "/en/a-topic?captions=es&t=3"),
    ("/en-GB/none", "/en/none"),
]


def test_another_spelling_of_a_language_leads_to_the_one_address(client):
    site = client(SITE)

    for path, expected in SPELLINGS:
        answer = site.get(path)

        assert (answer.status_code, answer.headers["Location"]) == (307, expected), path


def test_an_encoded_language_is_that_language(client):
    assert read(client(SITE).get("/%65n/a-topic")).headings[0] == (1, "A topic")


NOWHERE = [
    "/tlh/",
    "/tlh/a-topic",
    "/en/none",
    "/en+GB/",
    "/x/",
    "/en/a-topic.md",
    "/none/a/b",
    "/a b/",
]


def test_what_is_not_there_is_said_on_a_page_with_a_way_out(client):
    site = client(SITE)

    for path in NOWHERE:
        answer = site.get(path)

        assert answer.status_code == 404, path
        page = Page(answer.text)
        assert page.all("html", lang="en", dir="ltr"), path
        assert page.headings[0][0] == 1, path
        assert page.all("a", href="/en/"), path
        assert page.all("a", href="/en/a-topic"), path
        assert answer.headers["Cache-Control"] == "no-store", path


def test_an_error_is_in_the_language_of_the_address_else_of_the_browser(client):
    site = client(SITE)

    def language(path: str, accepted: str) -> str:
        answer = site.get(path, headers={"Accept-Language": accepted})
        assert answer.status_code == 404
        return Page(answer.text).all("html")[0]["lang"]

    assert language("/es/none", "ar") == "es"
    assert language("/none/none/none", "ar") == "ar"
    assert language("/media/none.mp4", "es") == "es"
    assert language("/none/none/none", "") == "en"


def test_who_wants_no_page_gets_a_line(client):
    answer = client(SITE).get("/en/none", headers={"Accept": "*/*"})

    assert (answer.status_code, answer.text) == (404, "404\n")
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_a_wrong_method_is_said_on_a_page_and_names_the_right_one(client):
    site = client(SITE)

    answer = site.post("/en/a-topic")

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert "<h1" in answer.text
    assert site.get("/preferences").headers["Allow"] == "POST"


def test_head_of_a_page_is_its_headers(client):
    site = client(SITE)

    for path in ("/en/", "/en/a-topic", "/en/captions-guide"):
        answer = site.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_pages_are_compressed(client):
    answer = client(SITE).get("/en/a-topic", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert {"Accept-Encoding", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_a_topic_in_another_language_is_shown_and_said(client):
    page = read(client(SITE).get("/ar/a-topic"))

    assert page.all("html", lang="ar", dir="rtl")
    assert page.all("h1", lang="en", dir="ltr")
    assert page.headings[0] == (1, "A topic")
    notices = [values for _, values in page.elements if "notice" in values.get("class", "")]
    assert notices


def test_a_topic_in_the_pages_language_has_no_notice(client):
    page = read(client(SITE).get("/en/a-topic"))

    assert not [values for _, values in page.elements if "notice" in values.get("class", "")]
    assert "lang" not in page.all("h1")[0]


def _parts(page: Page) -> list[str]:
    """The parts of a topic's page in the order in which they stand."""
    names = [*PARTS, "first"]
    return [id_ if id_ != "first" else "article" for id_ in page.ids if id_ in names]


@pytest.mark.requirement("RP-5", "RP-6")
def test_the_parts_of_a_page_have_their_order(client):
    page = read(client({**SITE, "topics/whole.en.md": WHOLE}).get("/en/whole"))

    assert _parts(page) == [
        *("help", "videos", "article", "questions"),
        *("links", "related", "important", "using-captions"),
    ]
    assert page.text.index("Urgent") < page.text.index("Somebody")


def test_an_author_may_order_the_parts_and_the_rest_follows(client):
    own = WHOLE.replace("videos =", 'order = ["questions", "videos"]\nvideos =')

    page = read(client({**SITE, "topics/whole.en.md": own}).get("/en/whole"))

    assert _parts(page) == [
        *("questions", "videos", "help", "article"),
        *("links", "related", "important", "using-captions"),
    ]


def test_a_part_with_nothing_to_show_is_not_there(client):
    site = client({"topics/bare.en.md": '+++\ntitle = "Bare"\n+++\n\nOnly a lead.\n'})

    page = read(site.get("/en/bare"))

    assert _parts(page) == []
    assert "Only a lead." in page.text
    assert not page.all("video")


@pytest.mark.requirement("RP-2/headings")
def test_a_page_has_one_h1_no_skipped_level_and_every_id_once(client):
    site = client({**SITE, "topics/whole.en.md": WHOLE})

    for path in ("/en/", "/en/whole", "/en/a-topic", "/en/captions-guide", "/ar/whole"):
        page = read(site.get(path))
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(text.strip() for _, text in page.headings)
        assert len(page.ids) == len(set(page.ids)), path


@pytest.mark.requirement("RP-4/contents")
def test_the_contents_lead_to_headings_that_are_there(client):
    page = read(client({**SITE, "topics/whole.en.md": WHOLE}).get("/en/whole"))
    inside = [values["href"][1:] for values in page.all("a") if values["href"].startswith("#")]

    assert {"first", "second", "why", "how", *PARTS} <= set(inside)
    assert set(inside) <= set(page.ids), set(inside) - set(page.ids)


def test_who_saves_data_gets_a_video_without_poster_that_loads_nothing(client):
    site = client({**SITE, "media/intro/poster.webp": POSTER})
    usual = site.get("/en/a-topic")
    saving = site.get("/en/a-topic", headers={"Save-Data": "on"})

    (video,) = read(usual).all("video")
    (light,) = read(saving).all("video")

    assert (video["preload"], light["preload"]) == ("metadata", "none")
    assert video["poster"] == "/media/intro/poster.webp"
    assert "poster" not in light
    assert "Save-Data" in usual.headers["Vary"].split(", ")


def test_a_page_says_what_it_shows_where_it_is_shared(client):
    summary = TOPIC.replace("+++\n", '+++\nsummary = "In short."\n', 1)
    site = client({**SITE, "topics/a-topic.en.md": summary, "media/intro/poster.webp": POSTER})

    page = read(site.get("/en/a-topic?t=3"))
    said = {one["property"]: one["content"] for one in page.all("meta") if "property" in one}

    assert page.all("link", rel="canonical") == [
        {"rel": "canonical", "href": "http://testserver/en/a-topic"}
    ]
    assert said == {
        "og:type": "website",
        "og:site_name": "A site",
        "og:url": "http://testserver/en/a-topic",
        "og:title": "A topic – A site",
        "og:description": "In short.",
        "og:image": "http://testserver/media/intro/poster.webp",
        "og:image:alt": "Intro",
    }
    (picture,) = read(site.get("/en/")).all("meta", property="og:image")
    assert re.fullmatch(r"http://testserver/assets/\w+/share\.png", picture["content"])
    assert site.get(picture["content"]).headers["Content-Type"] == "image/png"
    error = site.get("/en/no-such-page", headers={"Accept": "text/html"}).text
    assert "canonical" not in error
    assert "hreflang" not in error.partition("</head>")[0]


@pytest.mark.requirement("RP-8/3.1.3", "RP-8/3.1.4")
def test_words_and_abbreviations_are_explained_where_a_link_leads(client):
    text = "[NMDA](#words) is short.\n\n## Words {#words}\n\nNMDA\n: N-methyl-D-aspartate.\n"
    site = client({"topics/words.en.md": f'+++\ntitle = "Words"\n+++\n\n{text}'})

    page = site.get("/en/words").text

    assert '<a href="#words">NMDA</a>' in page
    after = page.partition('<h2 id="words">')[2]
    assert "<dt>NMDA</dt>\n<dd>N-methyl-D-aspartate.</dd>" in after


@pytest.mark.requirement("RP-4/questions")
def test_each_question_is_a_heading_with_a_link_to_it(client):
    page = read(client({**SITE, "topics/whole.en.md": WHOLE}).get("/en/whole"))

    asked = [(level, text) for level, text in page.headings if text.endswith("?")]

    assert asked
    assert {level for level, _ in asked} == {3}
    for name in ("why", "how"):
        assert page.all("h3", id=name)
        assert page.all("a", href=f"#{name}")


def test_a_topic_has_a_breadcrumb_that_leads_home(client):
    page = client(SITE).get("/en/a-topic").text

    crumbs = re.search(r'<nav class="breadcrumb".*?</nav>', page, re.S)[0]

    assert 'href="/en/"' in crumbs
    assert "A site" in crumbs


def test_a_page_leads_to_itself_in_every_language(client):
    site = client(SITE)

    for path in ("a-topic", "", "captions-guide"):
        page = read(site.get(f"/en/{path}"))
        for tag, name in (("en", "English"), ("es", "Español"), ("ar", "العربية")):
            (link,) = page.all("a", hreflang=tag, href=f"/{tag}/{path}")
            assert (link["lang"], link["dir"]) == (tag, "rtl" if tag == "ar" else "ltr")
            assert name in page.text
        assert page.all("a", hreflang="en", href=f"/en/{path}")[0]["aria-current"] == "true"


def test_the_list_of_topics_has_each_once_in_the_nearest_language(client):
    site = client({**SITE, "topics/only.es.md": TOPIC.replace("A topic", "Solo")})

    page = site.get("/en/").text

    assert "A topic" in page
    assert "Un tema" not in page
    assert re.search(r'lang="es"[^>]*>\s*Solo|Solo', page)
    assert page.count('href="/en/a-topic"') == 1


def test_health_says_what_is_served(client):
    answer = client(SITE).get("/healthz")

    assert answer.json() == {"status": "ok", "topics": 2, "videos": 1}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_video_is_native_with_its_tracks_and_one_default(client):
    page = read(client(SITE).get("/en/a-topic?captions=es"))

    (video,) = page.all("video")
    assert "controls" in video
    assert "autoplay" not in video
    assert video["preload"] == "metadata"
    tracks = {track["srclang"]: track for track in page.all("track")}
    assert tracks["en"]["kind"] == "captions"
    assert tracks["es"]["kind"] == "subtitles"
    assert (tracks["en"]["label"], tracks["es"]["label"]) == ("English [CC]", "Español")
    assert [tag for tag, track in tracks.items() if "default" in track] == ["es"]
    assert tracks["es"]["src"] == "/captions/intro/es.vtt"


def test_no_track_is_on_when_captions_are_off(client):
    page = read(client(SITE).get("/en/a-topic?captions=off"))

    assert len(page.all("track")) == 2
    assert not [track for track in page.all("track") if "default" in track]


@pytest.mark.requirement("T-1/before script", "T-1/links")
def test_the_transcript_is_in_the_page_and_each_cue_leads_to_its_second(client):
    long = "WEBVTT\n\n01:05.900 --> 01:08.000\nLater.\n"
    site = client({**SITE, "captions/intro/es.vtt": long})

    page = read(site.get("/en/a-topic?captions=es"))

    assert "Later." in page.text
    (cue,) = [link for link in page.all("a") if re.search(r"[?&]t=65\b", link["href"])]
    assert cue["href"].startswith("/en/a-topic?captions=es&t=65")
    assert cue["href"].partition("#")[2] in page.ids
    assert read(site.get(cue["href"])).all("source", src="/media/intro/a.m3u8#t=65")


SECONDS = [
    ("t=83", "#t=83"),
    ("t=0", "#t=0"),
    ("t=083", "#t=83"),
    ("t=83&video=intro", "#t=83"),
    ("t=83&video=other", ""),
    ("t=", ""),
    ("t=-1", ""),
    ("t=1.5", ""),
    ("t=1e3", ""),
    ("t=٣", ""),
    ("t=99999999", ""),
    ("t=1&t=2", "#t=2"),
]


def test_a_link_to_a_second_starts_there_without_script(client):
    site = client(SITE)

    for asked, fragment in SECONDS:
        page = read(site.get(f"/en/a-topic?{asked}"))

        assert [source["src"] for source in page.all("source")] == [
            f"/media/intro/a.m3u8{fragment}"
        ]


def test_a_link_to_a_second_is_meant_for_one_video(client):
    site = client(
        {
            **SITE,
            "topics/b-topic.en.md": TOPIC.replace('["intro"]', '["intro", "two"]'),
            "media/two/video.toml": VIDEO + "duration = 2\n",
            "media/two/b.m3u8": "#EXTM3U\n",
        }
    )

    def sources(query: str) -> list[str]:
        page = read(site.get(f"/en/b-topic?{query}"))
        return [source["src"] for source in page.all("source")]

    assert sources("t=5") == ["/media/intro/a.m3u8#t=5", "/media/two/b.m3u8"]
    assert sources("t=5&video=two") == ["/media/intro/a.m3u8", "/media/two/b.m3u8#t=5"]


def test_a_described_version_is_a_link_away_and_back(client):
    site = client(SITE)

    main = read(site.get("/en/a-topic?captions=es"))
    (there,) = [link["href"] for link in main.all("a") if "version=described" in link["href"]]
    described = read(site.get(there))

    assert "captions=es" in there
    assert [one["src"] for one in described.all("source")] == ["/media/intro/a.described.m3u8"]
    back = [
        link["href"]
        for link in described.all("a")
        if link["href"].endswith("#video-intro")
        and "version" not in link["href"]
        and "t=" not in link["href"]
    ]
    assert back
    for href in back:
        again = read(site.get(href))
        assert [one["src"] for one in again.all("source")] == ["/media/intro/a.m3u8"]
    cues = [link["href"] for link in described.all("a") if "t=0" in link["href"]]
    assert cues
    assert all("version=described" in href for href in cues), "a cue stays with its version"


@pytest.mark.parametrize("version", ["none", "sign:bfi", "poster", "<b>", "main"])
def test_a_version_that_is_not_there_is_the_main_one(client, version):
    page = read(client(SITE).get("/en/a-topic", params={"version": version}))

    assert [one["src"] for one in page.all("source")] == ["/media/intro/a.m3u8"]


def _embedding(provider: str = "youtube:20SHvU2PKsM") -> dict[str, str]:
    files = {name: text for name, text in SITE.items() if not name.startswith("media")}
    return {**files, "media/intro/video.toml": VIDEO + f'duration = 2\nembed = "{provider}"\n'}


@pytest.mark.requirement("EM-1/nothing", "EM-2/transcript")
def test_nothing_comes_from_another_provider_before_it_is_asked_for(client):
    answer = client(_embedding()).get("/en/a-topic")

    page = read(answer)
    assert not page.all("iframe")
    assert "frame-src 'none'" in answer.headers["Content-Security-Policy"]
    for tag, values in page.elements:
        for name in ("src", "srcset", "poster", "data", "action"):
            assert "://" not in values.get(name, ""), (tag, values)
        loaded = values["href"].removeprefix("http://testserver/") if tag == "link" else ""
        assert "://" not in loaded, values
    (button,) = [link["href"] for link in page.all("a") if "load=intro" in link["href"]]
    assert button == "/en/a-topic?load=intro#video-intro"
    assert "YouTube" in page.text
    assert "Hello." in page.text, "our own captions are the transcript"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("load=intro", "cc_load_policy=1&cc_lang_pref=en&hl=en&rel=0"),
        ("load=intro&captions=es", "cc_load_policy=1&cc_lang_pref=es&hl=en&rel=0"),
        ("load=intro&captions=off", "hl=en&rel=0"),
        ("load=intro&t=12", "cc_load_policy=1&cc_lang_pref=en&hl=en&rel=0&start=12"),
    ],
)
@pytest.mark.requirement("CL-4/embeds", "EM-3/language", "EM-3/off")
def test_a_youtube_player_opens_with_the_chosen_captions(client, query, expected):
    page = read(client(_embedding()).get(f"/en/a-topic?{query}"))

    (frame,) = page.all("iframe")
    talks = "enablejsapi=1&origin=http%3A%2F%2Ftestserver"
    assert frame["src"] == f"https://www.youtube-nocookie.com/embed/20SHvU2PKsM?{expected}&{talks}"
    assert frame["title"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("load=intro", "dnt=1&texttrack=en"),
        ("load=intro&captions=es&t=12", "dnt=1&texttrack=es#t=12s"),
        ("load=intro&captions=off", "dnt=1"),
    ],
)
@pytest.mark.requirement("CL-4/embeds", "EM-3/language", "EM-3/off")
def test_a_vimeo_player_opens_with_the_chosen_captions(client, query, expected):
    answer = client(_embedding("vimeo:123")).get(f"/en/a-topic?{query}")

    (frame,) = read(answer).all("iframe")
    assert frame["src"] == f"https://player.vimeo.com/video/123?{expected}"
    assert "frame-src https://player.vimeo.com" in answer.headers["Content-Security-Policy"]


def test_a_player_without_captions_of_ours_is_asked_for_the_readers_language(client):
    files = {k: v for k, v in _embedding().items() if not k.startswith("captions")}

    page = read(client(files).get("/en/a-topic?load=intro", headers={"Accept-Language": "cy"}))

    assert "cc_load_policy=1&cc_lang_pref=cy" in page.all("iframe")[0]["src"]


@pytest.mark.parametrize(
    ("query", "said"),
    [("", "YouTube is asked to show captions in Welsh."), ("?captions=off", "is not asked")],
)
def test_a_page_does_not_claim_what_it_cannot_know_of_anothers_captions(client, query, said):
    files = {k: v for k, v in _embedding().items() if not k.startswith("captions")}

    page = read(client(files).get(f"/en/a-topic{query}", headers={"Accept-Language": "cy"}))

    assert said in page.text
    assert "YouTube may have captions of its own" in page.text
    assert "This video has no captions" not in page.text


def test_a_cue_of_a_loaded_player_keeps_the_player(client):
    site = client(_embedding())

    def cues(query: str) -> list[str]:
        page = read(site.get(f"/en/a-topic{query}"))
        return [link["href"] for link in page.all("a") if re.search(r"[?&]t=0\b", link["href"])]

    assert all("load" not in href for href in cues(""))
    assert cues("?load=intro")
    assert all("load=intro" in href for href in cues("?load=intro"))


def test_a_page_works_when_a_caption_file_is_gone(client, tmp_path):
    site = client({**SITE, "captions/intro/en.chapters.vtt": VTT.format("One")})
    (tmp_path / "site/captions/intro/en.vtt").unlink()
    (tmp_path / "site/captions/intro/en.chapters.vtt").unlink()

    gone = read(site.get("/en/a-topic"))
    other = read(site.get("/en/a-topic?captions=es"))

    assert gone.all("video")
    assert "Hello." not in gone.text
    assert "Hola." in other.text


def test_a_page_works_when_a_media_file_is_gone(client, tmp_path):
    site = client(SITE)
    (tmp_path / "site/media/intro/a.m3u8").unlink()

    assert read(site.get("/en/a-topic")).all("video")
    assert site.get("/media/intro/a.m3u8").status_code == 404


def test_a_topic_whose_file_is_gone_is_not_found(client, tmp_path):
    site = client(SITE)
    (tmp_path / "site/topics/a-topic.en.md").unlink()

    assert site.get("/en/a-topic").status_code == 404


class _Away(MemoryStore):
    """A store that cannot be reached after a while, as one over a network may be."""

    away = False

    def stat(self, key: str) -> Stat:
        if self.away:
            raise Unavailable("The store does not answer.")
        return super().stat(key)


def test_a_store_that_cannot_be_reached_is_a_page_that_asks_to_try_again(client):
    store = _Away(SITE)
    site = client(store)
    assert site.get("/en/a-topic").status_code == 200

    store.away = True

    for path in ("/en/a-topic", "/captions/intro/en.vtt", "/media/intro/a.m3u8"):
        answer = site.get(path)
        assert answer.status_code == 503, path
        assert "<h1" in answer.text, path
    assert site.get("/en/").status_code == 200


def test_the_last_of_two_values_counts(client):
    page = read(client(SITE).get("/en/a-topic?captions=es&captions=off"))

    assert not [track for track in page.all("track") if "default" in track]


BYTES = [
    {"Cookie": b"legenda=\xff\xfe"},
    {"Cookie": b"legenda=1.on.\xe2\x98\x83; legenda=1.on.es; ;;=; x"},
    {"Cookie": b"legenda=" + b"a" * 4000},
    {"Accept-Language": b"\xff\xfe, es;q=\xff"},
    {"Accept-Language": b"a-" * 5000},
    {"User-Agent": b"\xff" + b"Version/" * 2000},
    {"Accept": b"text/html;\xff"},
]


def test_headers_of_any_bytes_break_no_page(client):
    site = client(SITE)

    for headers in BYTES:
        assert site.get("/en/a-topic", headers=headers).status_code == 200, headers


QUERIES = [
    "captions=%ff",
    "captions=en%2BGB",
    "captions=en+GB",
    "%00=%00",
    "&&&=&",
    "captions",
    "t=%F0",
]


def test_queries_that_make_no_sense_break_no_page(client):
    site = client(SITE)

    for query in QUERIES:
        page = read(site.get(f"/en/a-topic?{query}"))

        shown = [track["srclang"] for track in page.all("track") if "default" in track]
        assert shown == ["en"], query


def test_the_sites_own_important_words_may_be_a_topics_own(client):
    own = TOPIC.replace("videos =", 'important = "Only *here*."\nvideos =')
    site = client({**SITE, "topics/b-topic.en.md": own})

    assert "<strong>important</strong>" in site.get("/en/a-topic").text
    assert "Only <em>here</em>." in site.get("/en/b-topic").text
    assert "<strong>important</strong>" not in site.get("/en/b-topic").text


def test_sound_alone_is_heard_andread(client):
    files = {name: text for name, text in SITE.items() if not name.startswith("media")}
    sound = {"media/intro/video.toml": VIDEO, "media/intro/a.m4a": clip(sound_only=True)}
    page = read(client({**files, **sound}).get("/en/a-topic"))

    assert page.all("audio")
    assert not page.all("video")
    assert page.all("source", src="/media/intro/a.m4a", type="audio/mp4")
    assert "Hello." in unescape(page.text)


MADE = {
    'origin = "human"\nby = "Ann"\nreviewed = 2026-11-20': "Written by a person: Ann. Reviewed on",
    'origin = "automatic"': "Written by speech recognition. Not reviewed yet.",
    'origin = "machine-translated"\nby = "Ann"': "Translated by machine: Ann. No native",
    'by = "Ann"': "Made by Ann. Not reviewed yet.",
    "": "It is not known who made them. Not reviewed yet.",
    'rights = "CC BY 4.0."': "Not reviewed yet. Who may use them: CC BY 4.0.",
}


@pytest.mark.requirement("PP-2", "GD-1/makers")
@pytest.mark.parametrize(("told", "shown"), MADE.items())
def test_a_page_says_who_made_captions_and_who_may_use_them(client, told, shown):
    site = client({**SITE, "captions/intro/tracks.toml": f"[es]\n{told}\n"})

    text = re.sub(r"<[^>]+>", "", site.get("/en/a-topic").text)

    assert shown in " ".join(text.split())

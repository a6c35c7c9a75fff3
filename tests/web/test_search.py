"""The page of a search as a reader gets it: what is found, where it leads, what is said of it."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from server.problems import Unavailable
from server.storage import open_store
from server.storage.memory import MemoryStore
from server.web import searching
from server.web.app import application
from server.web.checking import check_pages
from server.web.snapshot import take
from server.web.watching import retake
from tests.conftest import TOPIC, VIDEO
from tests.web.reading import Page, read

INTRO = VIDEO + 'duration = 90\nembed = "vimeo:1"\n'


def vtt(*lines: str) -> str:
    cues = (
        f"00:{10 * at:02}.500 --> 00:{10 * at + 2:02}.000\n{line}\n"
        for at, line in enumerate(lines)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


SITE = {
    "site.toml": """
name = "A site"
languages = ["en", "es", "ar"]
contact = "mailto:a@example.org"
important = { en = "In an emergency, call **999**." }
""",
    "topics/a-topic.en.md": TOPIC.replace("Text.", "The <bladder> & its pain."),
    "topics/a-topic.es.md": TOPIC.replace("A topic", "Un tema").replace("Text.", "La vejiga."),
    "topics/other.es.md": TOPIC.replace("A topic", "Otro tema").replace('"intro"', ""),
    "media/intro/video.toml": INTRO,
    "captions/intro/en.vtt": vtt("Hello.", "Ketamine harms."),
    "captions/intro/es.vtt": vtt("Hola.", "La ketamina daña."),
    "captions/intro/ar.vtt": vtt("مرحبا", "الكيتامين"),
    "media/alone/video.toml": INTRO.replace("Intro", "Alone"),
    "captions/alone/en.vtt": vtt("Somewhere else."),
}


@pytest.fixture
def search(client):
    """A function that asks for a page of hits."""

    def ask(query: str, language: str = "en", more: str = "", **headers: str) -> Page:
        asked = client(SITE).get(f"/{language}/search?q={quote(query)}{more}", headers=headers)
        return read(asked)

    return ask


def links(page: Page) -> list[str]:
    main = [href for one in page.all("a") if "/search?" not in (href := one["href"])]
    return [href for href in main if re.search(r"#|[?&]t=|transcript=", href) and href != "#main"]


def test_every_page_leads_to_the_search_and_the_list_has_its_field(client):
    site = client(SITE)
    for path in ("/en/a-topic", "/en/captions-guide", "/en/transcripts/intro", "/en/preferences"):
        assert read(site.get(path)).all("a", href="/en/search"), path
    form = read(site.get("/en/")).all("form", role="search")
    assert [(one["action"], one["aria-label"]) for one in form] == [("/en/search", "Search")]


def test_without_words_there_is_the_field_alone(client):
    for query in ("", "?q=", "?q=%20%20"):
        answer = client(SITE).get(f"/en/search{query}")
        page = read(answer)
        assert page.headings[0] == (1, "Search")
        assert "found" not in page.text
        assert page.all("input", name="q")[0].get("value") is None
        assert "In an emergency" in page.text


def test_what_is_found_is_said_in_the_title_and_on_the_page(client):
    answer = client(SITE).get("/en/search?q=ketamine+harms")
    assert "<title>1 moment in videos found for “ketamine harms” – A site</title>" in answer.text
    page = read(answer)
    assert "1 moment in videos found for “ketamine harms”" in page.text
    assert page.all("input", name="q")[0]["value"] == "ketamine harms"
    both = client(SITE).get("/en/search?q=intro").text
    assert "<title>1 topic found for “intro” – A site</title>" in both


def test_a_topic_leads_to_the_heading_under_which_the_words_stand(search):
    page = search("pains")
    assert links(page) == ["/en/a-topic#a-heading"]
    assert (3, "A topic – A heading") in [(level, text.strip()) for level, text in page.headings]


def test_a_moment_leads_to_its_second_in_the_topic_that_plays_it(search):
    assert links(search("ketamine")) == ["/en/a-topic?t=10#video-intro"]


def test_a_moment_found_in_another_language_brings_those_captions(search):
    page = search("الكيتامين")
    assert links(page) == ["/en/a-topic?captions=ar&t=10#video-intro"]
    assert len(page.all("mark")) == 1
    assert page.all("p", lang="ar", dir="rtl")
    assert "In Arabic" in page.text


def test_captions_that_are_off_stay_off(search):
    page = search("الكيتامين", Cookie="legenda=2.captions:off")
    assert links(page) == ["/en/a-topic?t=10#video-intro"]


def test_a_moment_that_no_topic_plays_leads_to_the_transcript(search):
    assert links(search("somewhere")) == [
        "/en/transcripts/alone?transcript=en#video-alone-transcript"
    ]


def test_a_moment_is_listed_once_in_the_readers_language(search):
    # “ketamin…” is near in English and Spanish alike.
    assert links(search("ketamin", "es")) == ["/es/a-topic?captions=es&t=10#video-intro"]
    assert "La ketamina daña." in search("ketamin", "es").text


def test_a_topic_in_another_language_leads_to_its_own_version(search):
    page = search("vejiga")
    assert links(page)[0] == "/es/a-topic#a-heading"
    assert "In Spanish" in page.text
    # Where these pages show that version anyway, the reader stays on them.
    assert search("otro").all("a", href="/en/other")


def test_only_the_pages_own_language_may_be_asked_for(search):
    page = search("vejiga", more="&only=1")
    assert "Nothing found for “vejiga”" in page.text
    assert page.all("input", name="only")[0].get("checked") is not None
    assert page.all("a", href="/en/search?q=vejiga")


def test_where_nothing_is_found_there_is_a_way_on(search):
    page = search("xyzzyq")
    assert "Nothing found for “xyzzyq”" in page.text
    assert page.all("a", href="/en/")
    assert page.all("a", href="mailto:a@example.org")
    assert page.all("a", href="/en/a-topic")
    assert "In an emergency" in page.text


def test_a_slip_of_the_finger_finds_what_is_near_and_says_so(search):
    page = search("ketamime")
    assert links(page) == ["/en/a-topic?t=10#video-intro"]
    assert "Nothing has exactly these words." in page.text


def test_what_is_found_is_text_and_never_markup(client):
    query = "<script>bladder</script>"
    answer = client(SITE).get(f"/en/search?q={quote(query)}")
    assert "<script>bladder" not in answer.text
    assert "&lt;script&gt;bladder" in answer.text
    answer = client(SITE).get("/en/search?q=bladder")
    assert "The &lt;<mark>bladder</mark>&gt; &amp; its pain." in answer.text


@pytest.mark.parametrize(
    "query",
    [
        *("q=AND", "q=%22", "q=title:a", "q=(", "q=*", "q=%00", "q=%ff", "q=" + "a+" * 3000),
        *(
            "q=a&page=0",
            "q=a&page=-1",
            "q=a&page=x",
            "q=a&page=99999999999",
            "q=a&only=%00",
            "page=7",
        ),
    ],
)
def test_no_query_is_an_error(client, query):
    read(client(SITE).get(f"/en/search?{query}"))


MANY = {"site.toml": 'languages = ["en", "cy"]\n'} | {
    f"topics/t-{n}.en.md": f'+++\ntitle = "Lamp {n}"\n+++\n\nA lamp.\n' for n in range(45)
}


def test_many_hits_are_on_pages_of_twenty(client):
    site = client(MANY)
    first, second, third = (read(site.get(f"/en/search?q=lamp&page={n}")) for n in (1, 2, 3))
    assert [len(page.all("mark")) > 0 for page in (first, second, third)] == [True] * 3
    counts = [sum(level == 3 for level, _ in page.headings) for page in (first, second, third)]
    assert counts == [20, 20, 5]
    assert "45 topics found" in first.text
    assert "Page 2 of 3" in second.text
    assert not first.all("a", rel="prev")
    assert first.all("a", rel="next", href="/en/search?q=lamp&page=2")
    assert second.all("a", rel="prev", href="/en/search?q=lamp")
    assert not third.all("a", rel="next")
    # Beyond the last page is the last page.
    assert "Page 3 of 3" in read(site.get("/en/search?q=lamp&page=9")).text


def test_a_search_is_not_for_search_engines_and_keeps_its_words_in_other_languages(client):
    page = read(client(MANY).get("/en/search?q=lamp"))
    assert page.all("meta", name="robots", content="noindex")
    assert not page.all("link", rel="canonical")
    assert page.all("a", href="/cy/search?q=lamp")
    plain = read(client(MANY).get("/en/search"))
    assert not plain.all("meta", name="robots")
    assert plain.all("link", rel="canonical", href="http://testserver/en/search")


def test_preferences_lead_back_to_what_was_found(client):
    page = read(client(SITE).get("/en/search?q=ketamine&only=1"))
    [link] = [one["href"] for one in page.all("a") if "/preferences?" in one["href"]]
    assert quote("/en/search?q=ketamine&only=1", safe="") in link


def test_without_the_extra_no_page_speaks_of_a_search(monkeypatch, client):
    monkeypatch.setattr(searching, "is_installed", lambda: False)
    site = client(SITE)
    for path in ("/en/", "/en/a-topic", "/en/captions-guide"):
        page = read(site.get(path))
        assert not page.all("a", href="/en/search")
        assert not page.all("form", role="search")
    answer = site.get("/en/search?q=ketamine")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_an_index_that_cannot_be_made_leaves_the_rest_of_the_site(make_site, capfd):
    folder = make_site(SITE | {"site.toml": 'search = "taken"\n', "taken": "a file"})
    snapshot, _ = take(open_store(folder))
    site = TestClient(application(snapshot), headers={"Accept": "text/html"})
    with site:
        assert site.get("/en/a-topic").status_code == 200
        with pytest.raises(Unavailable, match="cannot be kept"):
            snapshot.searching.index(within=None)
        answer = site.get("/en/search?q=ketamine")
    assert answer.status_code == 503
    assert "We cannot show this page just now" in answer.text
    assert "search-index" in capfd.readouterr().err


def test_a_reload_brings_its_own_index(make_site):
    folder = make_site(SITE)
    first, _ = take(open_store(folder))
    (folder / "topics/new.en.md").write_text(TOPIC.replace("Text.", "Quokkas."))
    second, _ = retake(first)
    asks = (
        TestClient(application(one), headers={"Accept": "text/html"}) for one in (first, second)
    )
    # The first index was made after the change, but of the site as it was.
    counts = [len(read(one.get("/en/search?q=quokkas")).all("mark")) for one in asks]
    assert counts == [0, 1]


def test_the_making_of_an_index_ends_with_the_server(capfd):
    snapshot, _ = take(MemoryStore(SITE))
    snapshot.searching.end()
    with pytest.raises(Unavailable, match="The server stops"):
        snapshot.searching.index(within=None)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("site", [SITE, {}, {"topics/a.en.md": TOPIC.replace('"intro"', "")}])
def test_a_broken_page_of_hits_is_found_by_the_check(site):
    bad = "{{ page.topics[0].nothing }}{{ page.wrong }}"
    snapshot, _ = take(MemoryStore(site | {"templates/search.html": bad}))
    found = [one for one in check_pages(snapshot) if one.path == "templates/search.html"]
    assert [one.rule for one in found] == ["template"]
    whole, _ = take(MemoryStore(site))
    assert [one for one in check_pages(whole) if one.rule == "template"] == []

"""The report as a page and as JSON: the same, whole, and in the owner's language and colours."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from server.captions.quality.measures import Reading, Shown
from server.languages import Language
from server.site.conformance.report import report
from server.site.loading import load
from server.storage.memory import MemoryStore
from server.web.charts import LENGTH, bars, strip
from server.web.filters import filters
from server.web.reporting import html, values, words
from server.web.theme import Theme
from tests.conftest import ROOT, clip
from tests.site.conformance.sites import CUES, HUMAN, TODAY, VIDEO, files

HOSTILE = "<b>A & “talk”</b>"
STATED = (
    '[verdicts."1.2.5"]\noutcome = "met"\nnote = "<i>All</i> is said."\nby = "A <b>"\n'
    "reviewed = 2026-05-02\n"
)
SITE = {
    "site.toml": f'name = "{HOSTILE}"\n',
    **files(
        "video",
        {
            "media/talk/video.toml": f'title = "{HOSTILE}"\nlanguage = "en"\n{STATED}',
            "media/talk/720p.sign-bfi.mp4": clip(),
            "en.vtt": CUES,
            "es.vtt": CUES.replace("Hello.", "Hola a todos."),
            "zh.vtt": CUES.replace("Hello.", "你好" * 20),
            "tracks.toml": HUMAN.format("en"),
        },
    ),
    "media/bare/video.toml": VIDEO,
    "media/bare/720p.mp4": clip(),
    "media/there/video.toml": f'{VIDEO}embed = "vimeo:1"\n',
    "media/sound/video.toml": VIDEO,
    "media/sound/talk.m4a": clip(sound_only=True),
}


class Read(HTMLParser):
    """A page read strictly: every element closed in its turn; its ids, links and rows."""

    VOID = frozenset({"meta", "br", "link", "img", "wbr", "input"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def all(self, name: str) -> list[str]:
        return [value for _, some in self.attributes if (value := some.get(name)) is not None]


def made(files=SITE, language: str = "en", **more):
    store = MemoryStore(files)
    site, _ = load(store)
    return report(store, site, site.videos, made=TODAY, **more), Theme(store), Language(language)


def page(files=SITE, language: str = "en", **more) -> str:
    return html(*made(files, language, **more))


LANGUAGES = [language.tag for language in Theme().languages]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_stands_alone(language: str):
    text = page(language=language)
    read = Read(text)
    assert (text.startswith("<!doctype html>"), text.count("<h1>")) == (True, 1)
    assert f'<html lang="{language}" dir="{Language(language).direction}">' in text
    ids = read.all("id")
    assert len(ids) == len(set(ids))
    inner = {link.removeprefix("#") for link in read.all("href") if link.startswith("#")}
    assert inner | {*read.all("aria-labelledby")} <= set(ids)
    outer = [link for link in read.all("href") if not link.startswith("#")]
    assert all(link.startswith(("https://www.w3.org/", "https://www.etsi.org/")) for link in outer)
    tags = {tag for tag, _ in read.attributes}
    assert tags & {"script", "link", "img", "iframe", "video", "audio", "base", "form"} == set()
    names = {name for _, some in read.attributes for name in some}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_name_and_headers_with_a_scope_and_every_chart_a_title(language: str):
    text = page(language=language)
    tables = re.findall(r"<table.*?</table>", text, re.DOTALL)
    assert len(tables) > 8
    for table in tables:
        assert re.match(r"<table[^>]*>\s*<caption[^>]*>[^<]", table)
        assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", table))
        assert len(re.findall(r"<th scope=\"row\"", table)) == table.count("<tr>") - 1
    charts = re.findall(r"<svg[^>]*>.*?</svg>", text, re.DOTALL)
    assert charts
    assert all('role="img"' in it and re.search(r"<title>[^<]+</title>", it) for it in charts)


def _rows(text: str, id_: str) -> dict[str, tuple[str, str]]:
    """What the page says of a video: outcome and sentence by criterion."""
    section = text.partition(f'id="video-{id_}"')[2].partition('<div class="video"')[0]
    found = {}
    for row in re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", section, re.DOTALL):
        told = re.search(
            r"^([\d.]+) .*?<span class=\"outcome[^>]*>.*?</span> (.*?)</span>.*?<p[^>]*>(.*?)</p>",
            row.partition("<ul>")[0],
            re.DOTALL,
        )
        if told:
            sentence = unescape(re.sub(r"<[^>]+>", "", told[3]))
            found[told[1]] = (unescape(told[2]), " ".join(sentence.split()))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_json_say_the_same(language: str):
    found, theme, tongue = made(language=language)
    told = words(theme, tongue)
    data = json.loads(json.dumps(values(found, told)))
    text = html(found, theme, tongue)
    number = filters(tongue)["number"]
    assert [video["id"] for video in data["videos"]] == ["bare", "sound", "talk", "there"]
    for video in data["videos"]:
        rows = _rows(text, video["id"])
        expected = {
            one["criterion"]: (str(told.tables["outcomes"][one["outcome"]]), one["says"])
            for one in video["verdicts"]
        }
        assert len(expected) == 18
        # Where clause 7 is for other media, one line says so.
        apply = {one["outcome"] for one in video["verdicts"] if one["criterion"][0] == "7"}
        assert len(rows) in ({18} if apply != {"does not apply"} else {9, 18})
        assert rows == {id_: expected[id_] for id_ in rows}
        for track in video["tracks"]:
            for name in ("errors", "warnings", "excused", "cues"):
                assert f'<td class="figure">{number(track[name])}</td>' in text
    counts = re.findall(r"<li><b>(\d+)</b>", text)
    assert [int(count) for count in counts] == [*data["aa"].values()]
    assert sum(data["aa"].values()) == len(data["videos"])
    steps = re.findall(r"<li><b>([^\d<][^<]*)</b>", text)
    assert [unescape(step) for step in steps] == [step["says"] for step in data["first"]]


def test_json_has_no_html_and_says_what_rests_on_what():
    found, theme, language = made()
    data = values(found, words(theme, language))
    talk = next(video for video in data["videos"] if video["id"] == "talk")
    assert talk["title"] == HOSTILE
    verdicts = {one["criterion"]: one for one in talk["verdicts"]}
    assert verdicts["1.2.2"]["by"] == [
        {
            "what": "track",
            "file": "captions/talk/en.vtt",
            "language": "en",
            "kind": "captions",
            "origin": "human",
            "by": "",
            "reviewed": None,
        }
    ]
    assert verdicts["1.2.5"]["by"] == [{"what": "person", "by": "A <b>", "reviewed": "2026-05-02"}]
    assert verdicts["1.2.6"]["by"] == [
        {"what": "version", "file": "media/talk/720p.sign-bfi.mp4", "role": "sign:bfi"}
    ]
    bare = next(video for video in data["videos"] if video["id"] == "bare")
    missing = next(one for one in bare["verdicts"] if one["criterion"] == "1.2.2")
    assert missing["says"] == (
        "There are no captions in English. Write captions/bare/en.vtt, or bring a file in: "
        "legenda import FILE --video bare --language en"
    )


def _fields(value: object) -> set[str]:
    """Every name of a field, however deep; outcomes that are counted are no fields."""
    if isinstance(value, list):
        return {name for one in value for name in _fields(one)}
    if isinstance(value, dict):
        return {*value} | {name for one in value.values() for name in _fields(one)}
    return set()


def test_every_field_of_the_json_is_documented_and_every_documented_one_is_there():
    found, theme, language = made()
    fields = _fields(json.loads(json.dumps(values(found, words(theme, language)))))
    docs = (ROOT / "docs/owners.md").read_text("utf-8")
    section = docs.partition("\n### The report as JSON\n")[2].partition("\n## ")[0]
    assert fields - {*re.findall(r"`([\w ]+)`", section)} == set()
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(named) > 30
    assert named - fields == set()


def test_what_authors_write_is_text_on_the_page():
    text = page()
    assert "<b>A &" not in text
    assert "<i>All" not in text
    assert text.count(str(escape(HOSTILE))) >= 4


def test_the_page_has_the_owners_colours_and_words_and_template():
    own = {
        "templates/components/theme/theme.css": "@layer theme { :root { --link: #123456; } }",
        "templates/locale/en/messages.po": 'msgid "Summary"\nmsgstr "In short"\n',
    }
    text = page({**SITE, **own})
    assert "--link: #123456" in text
    assert '<h2 id="summary">In short</h2>' in text
    assert "Ours." in page({**SITE, "templates/report.html": "Ours."})


def test_a_site_without_videos_has_a_report():
    text = page({"site.toml": 'name = "Empty"\n'})
    Read(text)
    assert "There are no videos." in text
    assert 'id="first"' not in text


def test_what_is_left_out_is_told():
    assert "keep something of this site out" not in page()
    assert "2 errors keep something of this site out of this report." in page(errors=2)


def test_a_long_list_of_videos_to_see_to_is_cut_short():
    many = {f"media/v{n}/video.toml": f'{VIDEO}embed = "vimeo:{n}"\n' for n in range(15)}
    text = page(many)
    first = text.partition('id="first"')[2].partition("</section>")[0]
    assert first.count("and 3 more") == 2


def test_a_bar_for_a_few_among_many_is_seen_and_none_is_not():
    drawn = bars(
        Reading(
            unit="characters", limit=17, cues=(1000, 1, 0, 0, 3), slowest=1, middle=2, fastest=40
        )
    )
    heights = re.findall(r'height="(\d+)"', drawn)
    assert heights == ["40", "2", "0", "0", "2"]
    assert drawn.count('class="beyond"') == 2


def test_a_strip_is_as_long_as_the_video_and_short_whatever_the_cues():
    spans = tuple((at, at + 50) for at in range(0, 3_600_000, 100))
    drawn = strip(Shown(duration=3_600_000, spans=spans, total=1_800_000, longest=(50, 100)))
    assert len(drawn) < 10_000
    assert max(int(end) for end in re.findall(r"H(\d+)V", drawn)) <= LENGTH + 1
    one = strip(Shown(duration=4000, spans=((1000, 2000),), total=1000, longest=(2000, 4000)))
    assert one == '<path d="M100 0H200V1H100z"/>'


def test_the_demo_has_a_report_in_each_of_its_languages():
    from server.storage import open_store

    store = open_store(ROOT)
    site, _ = load(store)
    found = report(store, site, site.videos, made=TODAY)
    for language in site.config.languages:
        Read(html(found, Theme(store), Theme(store).words(language)))

"""Every word of ours can be translated: pages in a made-up language, on a site without Latin words.

What is left in Latin letters is a word that a template or a script says by itself.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from babel import Locale

from scripts.pseudo_words import LANGUAGE, pseudo, pseudo_words
from server.languages import Language
from server.storage.memory import MemoryStore
from tests.web.test_words import said

__all__ = ["said"]

TOPIC = """+++
title = "Αλφα"
summary = "Βητα"
author = "Γαμα"
videos = ["talk", "film"]
related = ["two"]

[[help]]
name = "Δελτα"
phone = "1"
opening = "Εψιλον"
url = "https://1.example/"

[[links]]
title = "Ζητα"
url = "https://2.example/"
+++
## Ητα

Θητα

::: questions

### Ιωτα

Καπα

:::
"""
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Λαμδα>Μυ\n\n00:03.000 --> 00:05.000\nΝυ\n"
SITE = {
    "site.toml": f"""name = "Ξι"
language = "{LANGUAGE}"
languages = ["{LANGUAGE}", "el"]
contact = "mailto:1@2.example"
reports = "reports.sqlite3"
""",
    f"topics/one.{LANGUAGE}.md": TOPIC,
    f"topics/two.{LANGUAGE}.md": TOPIC.replace('"two"', '"one"').replace("Αλφα", "Ομικρον"),
    "media/talk/video.toml": 'title = "Πι"\nlanguage = "el"\nduration = 9\n',
    "media/talk/720p.mp4": b"0",
    "media/talk/720p.described.mp4": b"0",
    "media/film/video.toml": f'title = "Ρω"\nlanguage = "{LANGUAGE}"\nduration = 9\n'
    'embed = "https://www.youtube.com/watch?v=20SHvU2PKsM"\n',
    "captions/talk/el.vtt": VTT,
    f"captions/talk/{LANGUAGE}.vtt": VTT,
    "captions/talk/el.descriptions.vtt": VTT,
    "captions/talk/el.chapters.vtt": VTT,
}
PAGES = (
    *("", "one", "captions-guide", "preferences", "tell-us", "transcripts/talk"),
    *("nothing", "one?captions=off", "one?captions=xx", "one?load=film", "captions-guide?done=1"),
)
SPOKEN = re.compile(
    r"aria-(label|description|roledescription|valuetext)|title|alt|placeholder|label|data-word-.*"
)
# Names, formats, keys and addresses are the same in every language.
NAMES = (
    *("YouTube", "Vimeo", "Legenda", "WebVTT", "SubRip", "TTML", "HTML", "JSON", "Word", "VTT"),
    *("SRT", "TXT", "DOCX", "Esc", "Escape", "Home", "End", "Page", "Up", "Down", "Tab", "Shift"),
    *("Enter", "Space", "Chrome", "Edge", "Firefox", "Safari", "iPhone", "iPad", "Android"),
    *("Windows", "Mac", "Linux", "Chromebook", "Samsung", "Internet", "Chromium"),
)


class Spoken(HTMLParser):
    """What a page says in its own language, text and attributes; what has another `lang` is not."""

    VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    @property
    def _ours(self) -> bool:
        return all(ours for _, ours in self._open)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        ours = values.get("lang", LANGUAGE) == LANGUAGE and tag not in ("script", "style", "kbd")
        if tag not in self.VOID:
            self._open.append((tag, ours))
        if self._ours and ours:
            self.said += [value for name, value in attrs if value and SPOKEN.fullmatch(name)]
            if tag == "meta" and values.get("name") == "description":
                self.said.append(values["content"])

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._ours:
            self.said.append(data)


@pytest.fixture(scope="module")
def words(said) -> bytes:
    return pseudo_words(said)


@pytest.mark.parametrize("page", PAGES)
def test_every_word_of_a_page_can_be_translated(client, words, page):
    files = {**SITE, f"templates/locale/{LANGUAGE}/messages.po": words}
    html = client(MemoryStore(files)).get(f"/{LANGUAGE}/{page}").text
    text = "\n".join(Spoken(html).said)
    assert text.count("⟦") > 5, "the words are not shown"
    assert sorted(_untranslated(text)) == []


def _untranslated(text: str) -> set[str]:
    """The words in Latin letters that are in no brackets and are no names."""
    while (left := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = left
    of_cldr = Locale(LANGUAGE).languages.values()
    known = {part for name in of_cldr for part in name.split()} | {Language("el").name}
    found = set(re.findall(r"[^\W\d_]{2,}", re.sub(r"\S+[@/:.]\S+", " ", text)))
    return {it for it in found if re.match(r"[A-Za-z]", it)} - known - set(NAMES)


def test_what_cannot_be_translated_is_found():
    assert _untranslated(
        f"{pseudo('Play')} Stop {pseudo('all %(x)s').replace('%(x)s', pseudo('a'))}"
    ) == {"Stop"}


def test_a_made_up_word_keeps_what_is_put_in():
    assert (
        pseudo("%(num)s of <b>{all}</b> at 5 %%") == "⟦%(num)s óf <b>{all}</b> át 5 %%············⟧"
    )

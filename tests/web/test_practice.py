"""Captions to try out: which clip, which words, and what comes next."""

from __future__ import annotations

import re
from html import unescape

import pytest

from server.storage.memory import MemoryStore
from server.web.snapshot import take
from tests.conftest import TOPIC, VTT, clip

GUIDE = "/en/captions-guide"
SITE = {
    "site.toml": 'languages = ["en"]\n',
    "topics/a-topic.en.md": TOPIC.replace("intro", "a-sound"),
    "media/a-sound/video.toml": 'title = "Sound"\nlanguage = "en"\n',
    "media/a-sound/audio.m4a": clip(sound_only=True),
    "captions/a-sound/en.vtt": VTT.format("Nothing to see."),
    "media/b-embed/video.toml": 'title = "Embed"\nlanguage = "en"\nembed = "vimeo:1"\n',
    "captions/b-embed/en.vtt": VTT.format("Elsewhere."),
    "media/c-bare/video.toml": 'title = "Bare"\nlanguage = "en"\n',
    "media/c-bare/720p.mp4": clip(),
    "media/d-english/video.toml": 'title = "English one"\nlanguage = "en"\n',
    "media/d-english/720p.mp4": clip(),
    "captions/d-english/en.vtt": VTT.format("[chime]")
    + "\n00:03.000 --> 00:05.000\n<v Ann>Good <i>morning</i>, all.\n",
    "media/e-welsh/video.toml": 'title = "Welsh one"\nlanguage = "cy"\n',
    "media/e-welsh/720p.mp4": clip(),
    "captions/e-welsh/cy.vtt": VTT.format("Bore da."),
}


def clip_of(site, **headers) -> str:
    return re.findall(r'data-video="([^"]+)"', site.get(GUIDE, headers=headers).text)[0]


def test_the_clip_is_the_first_video_with_captions_that_the_reader_reads(client):
    site = client(SITE)

    assert clip_of(site) == "d-english"
    assert clip_of(site, **{"Accept-Language": "cy"}) == "e-welsh"
    assert clip_of(site, **{"Accept-Language": "so"}) == "d-english"


def test_whoever_has_turned_captions_off_is_asked_about_those_they_would_see(client):
    site = client({**SITE, "captions/e-welsh/ar.vtt": VTT.format("صباح الخير")})
    site.cookies.set("legenda", "2.captions:off.languages:cy")

    page = site.get(GUIDE).text

    assert 'data-video="e-welsh"' in page
    assert '<blockquote lang="cy" dir="ltr">Bore da.</blockquote>' in page


def test_a_site_chooses_the_clip_itself(client):
    site = client({**SITE, "site.toml": 'practice = "e-welsh"\n'})

    assert clip_of(site) == "e-welsh"


def test_a_clip_that_is_not_there_is_told_and_another_is_shown(client):
    files = {**SITE, "site.toml": 'name = "A site"\npractice = "e-welch"\n'}

    _, problems = take(MemoryStore(files))

    found = [one for one in problems if one.rule == "video-missing"]
    assert [(one.path, one.line) for one in found] == [("site.toml", 2)]
    assert "Did you mean “e-welsh”?" in found[0].message
    assert clip_of(client(files)) == "d-english"


def test_the_clip_begins_where_there_is_something_to_read(client):
    page = client(SITE).get(GUIDE).text

    assert "Good morning, all.</blockquote>" in page
    assert 'src="/media/d-english/720p.mp4#t=3"' in page


@pytest.mark.parametrize("kept", ["a-sound", "b-embed"])
def test_without_a_clip_captions_can_still_be_turned_on(client, kept):
    files = {key: text for key, text in SITE.items() if kept in key or "/" not in key}

    page = client(files).get(GUIDE).text

    assert "Turn captions on for me" in page
    assert "legenda-player" not in page
    assert "Can you see these words?" not in page


def test_a_site_without_captions_promises_none(client):
    page = client({"media/c-bare/video.toml": SITE["media/c-bare/video.toml"]}).get(GUIDE).text

    assert "Turn captions on for me" not in page
    assert "Which device are you using?" in page


def _kept(site, page: str, words: str) -> str:
    """Where the form with a button of these words leads, as the reader who sends it."""
    forms = re.findall(r"<form.*?</form>", page[page.index('id="try"') :], re.DOTALL)
    form = next(form for form in forms if words in form)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', unescape(form)))
    answer = site.post("/preferences", data=fields)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_each_step_is_an_address_that_keeps_the_device(client):
    site = client(SITE)

    leads = _kept(site, site.get(f"{GUIDE}?for=iphone").text, "No, I cannot")
    assert leads == f"{GUIDE}?for=iphone&step=on#practice"
    leads = _kept(site, site.get(leads.partition("#")[0]).text, "No, I cannot")
    assert leads == f"{GUIDE}?for=iphone&step=larger#practice"
    page = site.get(leads.partition("#")[0]).text
    assert "Captions are on: English. The words are larger now." in re.sub(r"\s+", " ", page)
    assert 'href="/en/captions-guide?for=iphone&amp;step=language#try"' in page
    leads = _kept(site, page, "Yes, I can see them")
    assert leads == f"{GUIDE}?for=iphone&step=seen#practice"


@pytest.mark.parametrize(("step", "group"), [("browser", "guide-iphone"), ("device", "style-ios")])
def test_a_step_leads_to_the_readers_own_player_or_asks_which_that_is(client, step, group):
    site = client(SITE)

    known = site.get(f"{GUIDE}?for=iphone&step={step}").text
    unknown = site.get(f"{GUIDE}?for=other&step={step}").text

    trying = slice(known.index('id="try"'), known.index('class="answers"'))
    assert re.search(rf'<a href="#(guide-)?{group}"', known[trying])
    assert '<a href="#own">Which device are you using?</a>' in unknown

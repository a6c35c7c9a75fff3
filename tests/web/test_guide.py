"""The guide: the reader's own player first, and the same steps in every language."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from server.languages import Language
from server.storage.memory import MemoryStore
from server.web.snapshot import take
from server.web.theme import OURS, Theme
from tests.conftest import TOPIC, VIDEO, VTT

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
SAFARI = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Safari/605.1.15"
)


def _guides():
    """Ours, by language."""
    guides = Theme().guides
    tags = {path.stem for path in (OURS / "guide").glob("*.toml")} - {"players"}
    return {tag: guides.guide(Language.parse(tag)) for tag in sorted(tags)}


def test_our_guides_have_no_problems():
    theme = Theme()

    assert theme.guides.problems == []
    assert theme.problems == []
    assert set(_guides()) >= {"en", "cy", "es", "ar"}


@pytest.mark.requirement("GD-3/covered")
def test_every_player_a_browser_may_have_is_in_the_guide():
    known = {player.id for player in _guides()["en"].players}

    assert known >= {
        *("page-script", "page-no-script", "youtube", "vimeo", "tv"),
        *("chrome", "firefox", "safari", "iphone", "android", "android-firefox", "samsung"),
        *("style-windows-11", "style-windows-10", "style-macos", "style-ios", "style-android"),
        "style-chrome",
    }
    assert len(known) == len(_guides()["en"].players)


@pytest.mark.requirement("GD-4")
def test_every_icon_of_the_guide_is_drawn(client):
    drawn = set(re.findall(r'id="icon-([\w-]+)"', client(SITE).get("/en/captions-guide").text))

    for player in _guides()["en"].players:
        for icon in (player.icon, *(step.icon for step in player.steps)):
            assert icon in drawn, (player.id, icon)


def test_every_language_has_its_own_words_for_every_step():
    guides = _guides()

    for language, guide in guides.items():
        for player, english in zip(guide.players, guides["en"].players, strict=True):
            assert player.language.tag == language, player.id
            for step, other in zip(player.steps, english.steps, strict=True):
                assert language == "en" or step.text != other.text, (language, step.text)


def test_a_step_says_with_what_it_was_tried_and_when(client):
    page = _text(client(SITE).get("/en/captions-guide").text)

    assert re.search(r"Tried with Chromium \d+ on \d+ \w+ 20\d\d\.", page)


SITE = {
    "site.toml": 'languages = ["en", "es"]\n',
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO + 'duration = 2\nembed = "vimeo:1"\n',
    "captions/intro/en.vtt": VTT.format("Hello."),
}


def _text(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)))


@pytest.mark.requirement("GD-3/own first")
def test_the_readers_own_player_comes_first(client):
    site = client(SITE)

    def places(user_agent: str) -> tuple[int, int]:
        page = _text(site.get("/en/captions-guide", headers={"User-Agent": user_agent}).text)
        names = {player.id: player.name for player in _guides()["en"].players}
        return page.index(names["firefox"]), page.index(names["safari"])

    firefox, safari = places(FIREFOX)
    assert firefox < safari
    firefox, safari = places(SAFARI)
    assert safari < firefox


@pytest.mark.requirement("GD-2/own page", "GD-2/languages", "GD-6")
def test_the_guides_own_page_has_every_step_in_the_readers_language(client):
    guides = _guides()
    site = client({**SITE, "site.toml": f"languages = {json.dumps([*guides])}\n"})

    for language, guide in guides.items():
        page = _text(site.get(f"/{language}/captions-guide").text)
        for player in guide.players:
            for step in player.steps:
                assert _text(step.text) in page, (language, step.text)


@pytest.mark.requirement("GD-2/under")
def test_a_page_with_a_video_has_the_guide_and_one_without_has_none(client):
    site = client({**SITE, "topics/b-topic.en.md": TOPIC.replace('videos = ["intro"]\n', "")})

    assert 'id="using-captions"' in site.get("/en/a-topic").text
    assert 'id="using-captions"' not in site.get("/en/b-topic").text


def test_how_captions_look_on_the_readers_device_is_a_step_away_from_a_video(client):
    site = client(SITE)

    topic = site.get("/en/a-topic", headers={"User-Agent": SAFARI}).text
    guide = site.get("/en/captions-guide", headers={"User-Agent": SAFARI}).text

    assert "style-macos" not in topic
    assert re.search(r'href="/en/captions-guide#own">Caption style of your device</a>', topic)
    assert "style-macos" in _ids(_own(guide))


def test_the_guide_of_an_embedded_player_comes_first_where_there_is_one(client):
    page = _text(client(SITE).get("/en/a-topic").text)
    names = {player.id: player.name for player in _guides()["en"].players}
    guide = page[page.rindex("Using captions", 0, page.index(names["vimeo"])) :]

    assert "youtube" not in guide[: guide.index("For another player or device")].lower()


PLAYER = '[tv]\ngroup = "browser"\nsteps = [{ icon = "play" }]\n'


def problems_of(files):
    _, problems = take(MemoryStore({**SITE, **files}))
    return [(one.rule, one.path, one.line) for one in problems]


def test_a_site_corrects_the_words_of_one_player(client):
    own = '[firefox]\nname = "Our Firefox"\nsteps = ["One.", "Two.", "Three."]\n'
    site = client({**SITE, "templates/guide/en.toml": own})

    page = _text(site.get("/en/captions-guide").text)

    assert "Our Firefox" in page
    assert "Firefox on a computer" not in page
    assert "Safari on a Mac" in page


def test_a_site_adds_a_player_and_changes_the_steps_of_another(client):
    players = (
        '[our-tv]\ngroup = "device"\nicon = "computer"\ndevices = ["tv"]\n'
        'steps = [{ icon = "gear", tried = "Model 3", date = 2026-11-01 }]\n'
        '[vimeo]\ngroup = "embed"\nsteps = [{ icon = "captions" }]\n'
    )
    words = (
        '[our-tv]\nname = "Our television"\nsteps = ["Press the red button."]\n'
        '[vimeo]\nname = "Vimeo, in short"\nsteps = ["Press “CC”."]\n'
    )
    files = {"templates/guide/players.toml": players, "templates/guide/en.toml": words}
    site = client({**SITE, **files})

    page = site.get("/en/captions-guide?for=tv").text

    own = page[page.index('id="own"') : page.index('id="browser"')]
    assert "Press the red button." in own
    assert "Tried with Model 3 on 1 November 2026." in own
    assert "Vimeo, in short" in page
    assert problems_of(files) == []
    # Our words in other languages do not fit any more: English ones do.
    spanish = site.get("/es/captions-guide").text
    assert re.search(r'id="guide-vimeo" lang="en" dir="ltr"', spanish)


FAULTS = {
    "an unknown player": (
        {"es": '\n[firefoxx]\nname = "X"\nsteps = ["X."]\n'},
        ("guide-player", "templates/guide/es.toml", 2),
    ),
    "another number of steps": (
        {"es": '[chrome]\nname = "X"\nsteps = [\n  "X.",\n]\n'},
        ("guide-steps", "templates/guide/es.toml", 3),
    ),
    "a player without words": (
        {"players": f"{PLAYER}\n{PLAYER.replace('tv', 'radio')}"},
        ("guide-words", "templates/guide/players.toml", 5),
    ),
    "no group of ours": (
        {"players": PLAYER.replace("browser", "radio")},
        ("wrong-value", "templates/guide/players.toml", 2),
    ),
    "no device of ours": (
        {"players": PLAYER + 'devices = ["toaster"]\n'},
        ("wrong-value", "templates/guide/players.toml", 4),
    ),
    "a key that is none": (
        {"en": '[chrome]\nnamee = "X"\nname = "X"\nsteps = ["X."]\n'},
        ("unknown-key", "templates/guide/en.toml", 2),
    ),
    "a player without steps": (
        {"players": '[tv]\ngroup = "browser"\nsteps = []\n'},
        ("wrong-value", "templates/guide/players.toml", 3),
    ),
    "no TOML": ({"players": "nonsense"}, ("toml-syntax", "templates/guide/players.toml", 1)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_in_a_file_is_told_with_its_place_and_the_page_stays(client, fault):
    files, expected = FAULTS[fault]
    files = {f"templates/guide/{name}.toml": text for name, text in files.items()}

    assert expected in problems_of(files)
    page = client({**SITE, **files}).get("/es/captions-guide")
    assert page.status_code == 200
    assert "Firefox" in page.text


def test_what_a_language_has_no_words_for_is_in_english_and_marked(client):
    """Basque has one player of ours; the page is in English, the guide in Basque."""
    own = '[firefox]\nname = "Firefox ordenagailuan"\nsteps = ["Bat.", "Bi.", "Hiru."]\n'
    site = client(
        {**SITE, "site.toml": 'languages = ["en", "eu"]\n', "templates/guide/eu.toml": own}
    )

    page = site.get("/eu/captions-guide").text

    part = page[page.index('id="browser"') : page.index('id="embed"')]
    assert '<div class="players" lang="eu" dir="ltr">' in part
    assert re.search(r'id="guide-firefox">\s*<h3>.*?Firefox ordenagailuan', part, re.DOTALL)
    assert 'id="guide-safari" lang="en" dir="ltr"' in part


def _own(page: str) -> str:
    return page[page.index('id="own"') : page.index('id="browser"')]


def _ids(part: str) -> list[str]:
    return re.findall(r'id="guide-([\w-]+)"', part)


@pytest.mark.requirement("GD-3/own first")
@pytest.mark.parametrize("agent", ["", "Mozilla/5.0", "curl/8.5.0"])
def test_a_browser_that_hides_its_name_is_asked_for_and_nothing_is_guessed(client, agent):
    page = client(SITE).get("/en/captions-guide", headers={"User-Agent": agent}).text

    own = _own(page)
    assert "Which device are you using?" in own
    assert _ids(own) == ["page-script", "page-no-script"]
    assert 'aria-current="true"' not in own


@pytest.mark.requirement("GD-3/own first")
def test_the_reader_says_which_device_it_is(client):
    site = client(SITE)
    asked = site.get("/en/captions-guide", headers={"User-Agent": SAFARI}).text
    links = re.findall(r'href="([^"]+)"[^>]*>\s*(?:<svg.*?</svg>)?\s*([\w ]+)</a>', _own(asked))
    addresses = {name: unescape(address) for address, name in links}

    page = site.get(addresses["iPhone"].partition("#")[0], headers={"User-Agent": SAFARI}).text

    assert addresses["iPhone"] == "/en/captions-guide?for=iphone#own"
    assert _ids(_own(page))[2:] == ["iphone", "style-ios"]
    assert _own(page).count('aria-current="true"') == 1
    other = site.get("/en/captions-guide?for=other", headers={"User-Agent": SAFARI}).text
    assert _ids(_own(other)) == ["page-script", "page-no-script"]
    assert re.search(r'aria-current="true">.*Something else', other)


def test_a_kept_page_is_only_for_whoever_names_their_browser_so(client):
    vary = client(SITE).get("/en/captions-guide").headers["Vary"]

    assert {"User-Agent", "Sec-CH-UA", "Sec-CH-UA-Platform", "Sec-CH-UA-Mobile"} <= {
        *vary.split(", ")
    }


# Before a video is played

TRACKS = """
[en]
origin = "human"
by = "Ann"
reviewed = 2026-11-01

[es]
origin = "machine-translated"
"""
TOLD = {
    **SITE,
    "captions/intro/es.vtt": VTT.format("Hola."),
    "captions/intro/en.descriptions.vtt": VTT.format("A door opens."),
    "captions/intro/tracks.toml": TRACKS,
}


@pytest.mark.requirement("GD-1/languages", "GD-1/makers", "GD-1/others")
def test_a_page_says_what_there_is_to_read_who_made_it_and_when_it_was_reviewed(client):
    html = client(TOLD).get("/en/a-topic").text
    page = re.sub(r"\s+", " ", _text(html[html.index("about-captions") : html.index("curtain")]))

    assert "Every word is written below, in 2 languages: English [CC] Español" in page
    assert "Who made them: 1 by people, 1 by machine translation" in page
    assert "Written by a person: Ann. Reviewed on 1 November 2026." in page
    assert "Translated by machine. No native speaker has reviewed them yet." in page
    assert "Transcript below the video" in page
    assert "Description of the pictures: English" in page
    assert "No sign language" in page


def test_whoever_finds_no_captions_in_their_language_is_told_what_there_is_and_where_to_ask(client):
    site = client({**TOLD, "media/intro/video.toml": VIDEO, "media/intro/720p.mp4": b""})

    page = site.get("/en/a-topic", headers={"Accept-Language": "so"}).text

    assert "There are no Somali captions for this video." in _text(page)
    assert 'href="/en/tell-us?video=intro&amp;wanted=so"' in page
    assert re.search(r'<a href="/en/tell-us">Ask for captions in your language</a>', page)


@pytest.mark.requirement("EM-1/said")
def test_a_page_says_that_nothing_is_loaded_from_a_provider_until_asked(client):
    page = _text(client(SITE).get("/en/a-topic").text)

    assert "Nothing is loaded from Vimeo until you choose this." in page
    assert "Then Vimeo can see that you watch." in page

"""The guide: the reader's own player first, and the same steps in every language."""

from __future__ import annotations

import re
from html import unescape

import pytest

from server.web.guide import own_players, read_guide
from tests.conftest import ROOT, TOPIC, VIDEO, VTT

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"

# What a browser calls itself → the players and settings it has, nearest first.
TABLE = [
    (f"{WINDOWS} {BLINK} Chrome/140.0.0.0 Safari/537.36", "chrome style-chrome style-windows"),
    (f"{MAC} {BLINK} Chrome/140.0.0.0 Safari/537.36", "chrome style-chrome style-macos"),
    (f"{WINDOWS} {BLINK} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "chrome style-chrome "
     "style-windows"),
    (f"Mozilla/5.0 (X11; Linux x86_64) {BLINK} Chrome/140.0.0.0 Safari/537.36",
     "chrome style-chrome"),
    (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {BLINK} Chrome/140.0.0.0 Safari/537.36",
     "chrome style-chrome"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
     "firefox style-windows"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "firefox"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
     "firefox style-macos"),
    (f"{MAC} {APPLE} Version/18.5 Safari/605.1.15", "safari style-macos"),
    (f"{PHONE} {APPLE} Version/18.5 Mobile/15E148 Safari/604.1", "iphone style-ios"),
    (f"{PHONE} {APPLE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1", "iphone style-ios"),
    (f"{PHONE} {APPLE} FxiOS/143.0 Mobile/15E148 Safari/605.1.15", "iphone style-ios"),
    (f"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) {APPLE} Version/12.1 Mobile/15E148 "
     "Safari/604.1", "iphone style-ios"),
    (f"Mozilla/5.0 (Linux; Android 10; K) {BLINK} Chrome/140.0.0.0 Mobile Safari/537.36",
     "android style-android"),
    ("Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0",
     "android style-android"),
    ("Mozilla/5.0", ""),
    ("curl/8.5.0", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("user_agent", "expected"), TABLE)
def test_a_browser_is_known_by_what_it_calls_itself(user_agent, expected):
    assert own_players(user_agent) == tuple(expected.split())


def _guides() -> dict[str, object]:
    found = {}
    for path in sorted((ROOT / "templates/guide").glob("*.toml")):
        guide, problems = read_guide(path.read_text())
        assert problems == (), path.name
        found[path.stem] = guide
    return found


def test_every_language_has_the_same_players_steps_and_icons():
    shapes = {
        language: [
            (player.id, player.group, player.icon, [step.icon for step in player.steps])
            for player in guide.players
        ]
        for language, guide in _guides().items()
    }

    assert set(shapes) >= {"en", "cy", "es", "ar"}
    for language, shape in shapes.items():
        assert shape == shapes["en"], language


@pytest.mark.requirement("GD-3/covered")
def test_every_player_a_browser_may_have_is_in_the_guide():
    known = {player.id for player in _guides()["en"].players}

    assert {id_ for _, ids in TABLE for id_ in ids.split()} <= known
    assert {"youtube", "vimeo", "page-script", "page-no-script"} <= known
    assert len(known) == len(_guides()["en"].players)


@pytest.mark.requirement("GD-4")
def test_every_icon_of_the_guide_is_drawn(client):
    drawn = set(re.findall(r'id="icon-([\w-]+)"', client(SITE).get("/en/captions-guide").text))

    for language, guide in _guides().items():
        for player in guide.players:
            for icon in (player.icon, *(step.icon for step in player.steps)):
                assert icon in drawn, (language, player.id, icon)


def test_every_step_has_words_and_those_of_other_languages_are_their_own():
    guides = _guides()

    for language, guide in guides.items():
        for player, english in zip(guide.players, guides["en"].players, strict=True):
            for step, other in zip(player.steps, english.steps, strict=True):
                assert step.text.strip(), (language, player.id)
                assert language == "en" or step.text != other.text, (language, step.text)


def test_a_guide_that_cannot_be_used_says_where():
    text = '[[player]]\nid = "x"\ngroup = "tv"\nname = "X"\nstepp = []\n'

    guide, problems = read_guide(text)

    assert guide is None
    assert {problem.rule for problem in problems} == {"unknown-key", "wrong-value", "missing-key"}
    assert all(problem.line for problem in problems)


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

    firefox, safari = places(TABLE[6][0])
    assert firefox < safari
    firefox, safari = places(TABLE[8][0])
    assert safari < firefox


@pytest.mark.requirement("GD-2/own page", "GD-2/languages", "GD-6")
def test_the_guides_own_page_has_every_step_in_the_readers_language(client):
    site = client(SITE)

    for language in ("en", "es"):
        page = _text(site.get(f"/{language}/captions-guide").text)
        for player in _guides()[language].players:
            for step in player.steps:
                assert _text(step.text) in page, (language, step.text)


@pytest.mark.requirement("GD-2/under")
def test_a_page_with_a_video_has_the_guide_and_one_without_has_none(client):
    site = client({**SITE, "topics/b-topic.en.md": TOPIC.replace('videos = ["intro"]\n', "")})

    assert 'id="using-captions"' in site.get("/en/a-topic").text
    assert 'id="using-captions"' not in site.get("/en/b-topic").text


def test_the_guide_of_an_embedded_player_comes_first_where_there_is_one(client):
    page = _text(client(SITE).get("/en/a-topic").text)
    names = {player.id: player.name for player in _guides()["en"].players}
    guide = page[page.rindex("Using captions", 0, page.index(names["vimeo"])) :]

    assert "youtube" not in guide[: guide.index("For another player or device")].lower()


def test_a_sites_own_guide_replaces_ours(client):
    own = '[[player]]\nid = "tv"\ngroup = "device"\nname = "Our television"\n'
    site = client({**SITE, "templates/guide/en.toml": own + '[[player.step]]\ntext = "Press."\n'})

    page = _text(site.get("/en/captions-guide").text)

    assert "Our television" in page
    assert "Firefox" not in page

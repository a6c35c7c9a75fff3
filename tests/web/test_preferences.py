"""Which captions a reader sees, and why: link, saved choice, browser, the site's own language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.languages import Language, accepted
from server.site.model import Track
from server.web import cookies, look, preferences
from server.web.forms import sent
from server.web.preferences import MOST_LANGUAGES, Preferences, Wishes, choice
from tests.conftest import TOPIC, VIDEO, VTT, clip
from tests.web.preferences import PREFERENCES

LANGUAGES = ("en", "en-GB", "en-simple", "cy", "es", "pt-BR", "zh-Hans", "zh-Hant", "sr-Latn", "ar")
SITE = {
    "site.toml": 'languages = ["en", "es"]\n',
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": VIDEO,
    "media/intro/720p.mp4": clip(),
    "captions/intro/en.vtt": VTT.format("Hello."),
    "captions/intro/es.vtt": VTT.format("Hola."),
    "captions/intro/ar.vtt": VTT.format("مرحبا."),
}


def _tracks(names: str) -> list[Track]:
    """Tracks by the names of their files: `en es.captions`."""
    return [
        Track(
            key=f"captions/intro/{name}.vtt",
            video="intro",
            name=name,
            kind=name.partition(".")[2] or ("captions" if name.startswith("en") else "subtitles"),
            language=Language.parse(name.partition(".")[0]),
        )
        for name in names.split()
    ]


def _chosen(tracks: str, link: str, saved: str, browser: str, default: str = "en"):
    wishes = Wishes(
        link=link,
        saved=cookies.read(saved),
        browser=accepted(browser),
        default=Language.parse(default),
    )
    found = choice(wishes, _tracks(tracks))
    shown = found.shown.name if found.shown else None
    return found.outcome, found.source, shown


# tracks, link, cookie, Accept-Language → outcome, source, shown
TABLE = [
    # One wish alone.
    ("en es ar", "", "", "", ("shown", "default", "en")),
    ("en es ar", "", "", "es", ("shown", "browser", "es")),
    ("en es ar", "", "1.on.ar", "", ("shown", "saved", "ar")),
    ("en es ar", "ar", "", "", ("shown", "link", "ar")),
    # Each is stronger than all behind it.
    ("en es ar", "ar", "1.on.es", "en", ("shown", "link", "ar")),
    ("en es ar", "", "1.on.es", "ar", ("shown", "saved", "es")),
    ("en es ar", "", "1.on.cy~es", "ar", ("missing", "saved", "es")),
    ("en es ar", "", "", "es;q=0.5, ar", ("shown", "browser", "ar")),
    ("en es ar", "", "", "es;q=0, ar;q=0.1", ("shown", "browser", "ar")),
    # Nobody's wish is there: the next wish is shown, and the first is named as missing.
    ("en es ar", "cy", "1.on.es", "ar", ("missing", "link", "es")),
    ("en es ar", "", "1.on.cy", "ar", ("missing", "saved", "ar")),
    ("en es ar", "", "", "so, ar", ("missing", "browser", "ar")),
    ("en es ar", "", "", "so", ("missing", "browser", "en")),
    ("cy fr", "", "", "", ("missing", "default", "cy")),
    ("cy en-simple.captions", "", "", "so", ("missing", "browser", "en-simple.captions")),
    # Off: a link's off, a saved off, and a link that turns a saved off on again.
    ("en es ar", "off", "1.on.es", "ar", ("off", "link", None)),
    ("en es ar", "", "1.off.es", "ar", ("off", "saved", None)),
    ("en es ar", "es", "1.off.ar", "ar", ("shown", "link", "es")),
    ("en es ar", "nonsense!", "1.off.ar", "ar", ("off", "saved", None)),
    ("en es ar", "off", "1.off.", "", ("off", "link", None)),
    # No captions at all.
    ("", "", "", "es", ("none", "browser", None)),
    ("", "ar", "1.on.es", "", ("none", "link", None)),
    ("", "off", "", "", ("none", "link", None)),
    ("", "", "1.off.", "", ("none", "saved", None)),
    # Scripts before regions; never a script that was not asked for.
    ("zh-Hans zh-Hant", "", "", "zh-TW", ("shown", "browser", "zh-Hant")),
    ("zh-Hans en", "", "", "zh-TW", ("missing", "browser", "en")),
    ("zh-Hans en", "", "", "zh-CN", ("shown", "browser", "zh-Hans")),
    ("zh-Hant zh-Hans", "", "", "zh", ("shown", "browser", "zh-Hans")),
    ("sr-Latn sr-Cyrl", "", "", "sr", ("shown", "browser", "sr-Cyrl")),
    # Regions: the own one first, then a near one, which is said.
    ("pt-PT pt-BR en", "", "", "pt-BR", ("shown", "browser", "pt-BR")),
    ("pt-PT en", "", "", "pt-BR", ("near", "browser", "pt-PT")),
    ("en-GB es", "", "", "en", ("shown", "browser", "en-GB")),
    ("en es", "", "", "en-AU", ("shown", "browser", "en")),
    ("cy en", "", "", "cy-GB", ("shown", "browser", "cy")),
    ("nb en", "", "", "no", ("shown", "browser", "nb")),
    # Easy read only for who asks for it, and for who has nothing else.
    ("en-simple en-GB", "", "", "en-GB", ("shown", "browser", "en-GB")),
    ("en-simple en-GB", "", "1.on.en-simple", "en-GB", ("shown", "saved", "en-simple")),
    ("en-GB cy", "", "1.on.en-simple", "", ("shown", "saved", "en-GB")),
    ("en-simple cy", "", "", "en-GB", ("near", "browser", "en-simple")),
    # Two tracks of one language: captions come first; a link may name the other.
    ("en en.subtitles", "", "", "en", ("shown", "browser", "en")),
    ("en.subtitles en", "", "", "en", ("shown", "browser", "en")),
    ("en en.subtitles", "en.subtitles", "", "", ("shown", "link", "en.subtitles")),
    ("en es", "en.captions", "", "es", ("shown", "link", "en")),
    ("es es.captions", "es.subtitles", "", "", ("shown", "link", "es")),
    ("en en.subtitles es", "", "1.on.en.subtitles", "", ("shown", "saved", "en.subtitles")),
    ("en en.subtitles es", "", "1.on.es~en.subtitles", "", ("shown", "saved", "es")),
    ("en es", "", "1.on.en.subtitles", "", ("shown", "saved", "en")),
    # What is no language is passed over, wherever it stands.
    ("en es ar", "<script>", "1.on.es", "", ("shown", "saved", "es")),
    ("en es ar", "", "1.on.x y", "es", ("shown", "browser", "es")),
    ("en es ar", "", "", "*, en_US@x;q=abc, es;q=0.1", ("shown", "browser", "es")),
    ("en es ar", "ES", "", "", ("shown", "link", "es")),
    ("zh-Hans en", "zh_hans", "", "", ("shown", "link", "zh-Hans")),
]


@pytest.mark.parametrize(("tracks", "link", "saved", "browser", "expected"), TABLE)
@pytest.mark.requirement("CL-1/link", "CL-1/saved", "CL-1/browser", "CL-1/site")
def test_the_order_is_link_saved_browser_default(tracks, link, saved, browser, expected):
    assert _chosen(tracks, link, saved, browser) == expected


def test_the_count_is_of_languages_not_of_tracks():
    wishes = Wishes(default=Language("en"))

    assert choice(wishes, _tracks("en en.subtitles es")).count == 2
    assert choice(wishes, []).count == 0


@given(PREFERENCES, st.sampled_from(LANGUAGES))
def test_the_last_choice_comes_first_and_is_there_once(saved, tag):
    chosen = sent({"captions": [tag]}, saved).preferences

    assert chosen.captions is True
    assert chosen.languages[0] == Language(tag)
    assert len(set(chosen.languages)) == len(chosen.languages) <= MOST_LANGUAGES
    assert set(chosen.languages[1:]) <= set(saved.languages)


@given(PREFERENCES)
def test_off_keeps_everything_else_for_later(saved):
    off = sent({"captions": ["off"]}, saved).preferences

    assert off == replace(saved, captions=False)


def test_what_was_chosen_is_told_by_name_and_nothing_else():
    chosen = Preferences(
        captions=False, languages=(Language("cy"), Language("en")), second=Language("ar"), speed=150
    )

    assert Preferences().told() == {}
    assert chosen.told() == {
        "captions": False,
        "languages": ["cy", "en"],
        "second": "ar",
        "speed": 150,
    }


@given(PREFERENCES)
def test_what_is_told_makes_the_same_preferences_again(chosen):
    assert preferences.validated(json.loads(json.dumps(chosen.told()))) == (chosen, frozenset())


FITTING = [
    ("speed", "50", 50),
    ("speed", 250, 250),
    ("voice_volume", 0, 0),
    ("wait", 600, 600),
    ("captions", "on", True),
    ("captions", False, False),
    ("captions", "", None),
    ("spoken", "true", True),
    ("kind", "subtitles", "subtitles"),
    ("place", "below", "below"),
    ("second", "EN-gb", Language("en-GB")),
    ("second", "", None),
    ("languages", "cy~en~cy", (Language("cy"), Language("en"))),
    ("languages", ["cy", "", "en"], (Language("cy"), Language("en"))),
    ("voice", "Ffion (Cymraeg)", "Ffion (Cymraeg)"),
    ("look", look.code_of(look.Look(size=200)), look.code_of(look.Look(size=200))),
    ("look", look.code_of(look.USUAL), ""),
]
UNFIT = [
    *(("speed", value) for value in ("49", "251", "1e999", "", "fast", [100], None, "9" * 5000)),
    *(("captions", value) for value in ("perhaps", 2, [])),
    *(("spoken", value) for value in ("2", "", None)),
    *(("kind", value) for value in ("chapters", 5)),
    *(("place", value) for value in ("BELOW", "")),
    *(("second", value) for value in ("no language", 5, "x" * 100)),
    *(("languages", value) for value in (5, None, ["cy", 5], "cy~?", {"cy": 1})),
    *(("voice", value) for value in ("x" * 81, "two\nlines", "\ud800", 5)),
    *(("look", value) for value in ("large", 5, "x" * 1000)),
]


@pytest.mark.parametrize(("name", "value", "expected"), FITTING)
def test_a_preference_that_fits_is_taken(name, value, expected):
    found, bad = preferences.validated({name: value})

    assert (getattr(found, name), bad) == (expected, frozenset())


@pytest.mark.parametrize(("name", "value"), UNFIT)
def test_a_preference_that_does_not_fit_is_named_and_spoils_no_other(name, value):
    before = Preferences(speed=110, languages=(Language("ar"),), voice="Ffion")

    found, bad = preferences.validated({name: value, "brightness": 150}, before)

    assert (found, bad) == (replace(before, brightness=150), {name})


def test_of_too_many_languages_the_last_are_left_out():
    found, _ = preferences.validated({"languages": ["en", "ar", "cy", "es", "fr", "pl"]})

    assert [str(one) for one in found.languages] == ["en", "ar", "cy", "es", "fr"]


def test_what_is_no_preference_is_passed_over():
    assert preferences.validated({"unheard": "of", "__class__": 1}) == (Preferences(), frozenset())


def _page(answer) -> str:
    return re.sub(r"\s+", " ", unescape(answer.text))


def _shown(answer) -> str | None:
    """The language of the transcript's heading, or the track chosen in the form."""
    found = re.search(r'<option value="([^"]*)"[^>]* selected', answer.text)
    return found[1] if found else None


def test_every_way_of_choosing_works_on_the_page(client):
    site = client(SITE)

    def shown(path: str = "/en/a-topic", **headers: str) -> str | None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return _shown(site.get(path, headers=named))

    assert shown() == "en"
    assert shown(Accept_Language="es") == "es"
    assert shown(Accept_Language="es", Cookie="legenda=1.on.ar") == "ar"
    assert shown("/en/a-topic?captions=en", Accept_Language="es", Cookie="legenda=1.on.ar") == "en"
    assert shown("/en/a-topic?captions=off", Cookie="legenda=1.on.ar") == "off"
    assert shown(Cookie="legenda=1.off.ar") == "off"


@pytest.mark.requirement("CL-3")
def test_the_page_says_what_happened(client):
    site = client(SITE)

    missing = _page(site.get("/en/a-topic", headers={"Accept-Language": "so"}))
    off = _page(site.get("/en/a-topic", headers={"Cookie": "legenda=1.off."}))

    assert "There are no Somali captions for this video. English is shown." in missing
    assert "3 languages are available." in missing
    assert "Captions are off, as you chose." in off


@pytest.mark.requirement("GD-1/none")
def test_no_captions_is_said_too(client):
    site = client({name: text for name, text in SITE.items() if not name.startswith("captions")})

    assert "This video has no captions." in _page(site.get("/en/a-topic"))


def test_a_choice_is_kept_in_a_cookie_that_no_script_and_no_other_site_reads(client):
    answer = client(SITE).post("/preferences", data={"captions": "ar", "return": "/en/a-topic"})

    kept, *flags = answer.headers["Set-Cookie"].split("; ")
    assert kept == "legenda=2.captions:on.languages:ar"
    assert {flag.lower() for flag in flags} >= {"httponly", "samesite=lax", "path=/"}
    assert any(flag.lower().startswith("max-age=") for flag in flags)
    assert "secure" not in {flag.lower() for flag in flags}
    assert answer.headers["Cache-Control"] == "no-store"


def test_over_https_the_cookie_stays_there(client):
    site = client(SITE)
    site.base_url = "https://testserver"

    answer = site.post("/preferences", data={"captions": "ar"})

    assert "secure" in answer.headers["Set-Cookie"].lower().split("; ")


@pytest.mark.parametrize(
    ("way_back", "expected"),
    [
        ("/en/a-topic#video-intro", "/en/a-topic#video-intro"),
        ("/en/a-topic?captions=es#video-intro", "/en/a-topic#video-intro"),
        ("/en/a-topic?captions=es&t=83#video-intro", "/en/a-topic?t=83#video-intro"),
        ("/en/a-topic?version=described&video=intro", "/en/a-topic?version=described&video=intro"),
        ("/en/a-topic?unknown=1&t=3", "/en/a-topic?t=3"),
        ("/en/a-topic?t=%22%3E", "/en/a-topic?t=%22%3E"),
        ("/es/", "/es/"),
    ],
)
def test_a_form_leads_back_to_its_page_and_its_video(client, way_back, expected):
    answer = client(SITE).post("/preferences", data={"captions": "ar", "return": way_back})

    assert (answer.status_code, answer.headers["Location"]) == (303, expected)


@pytest.mark.requirement("CL-5")
def test_off_is_remembered_until_a_language_is_chosen(client):
    site = client(SITE)
    site.post("/preferences", data={"captions": "ar"})
    assert _shown(site.get("/en/a-topic")) == "ar"

    site.post("/preferences", data={"captions": "off"})
    assert _shown(site.get("/en/a-topic")) == "off"
    assert site.cookies["legenda"] == "2.captions:off.languages:ar"

    site.post("/preferences", data={"captions": "es"})
    assert _shown(site.get("/en/a-topic")) == "es"
    assert site.cookies["legenda"] == "2.captions:on.languages:es~ar"


def test_the_form_on_the_page_is_all_it_takes(client):
    site = client(SITE)
    page = site.get("/en/a-topic?captions=en").text
    form = re.search(r'<form[^>]*class="captions-form".*?</form>', page, re.S)[0]
    hidden = unescape(re.search(r'name="return" value="([^"]*)"', form)[1])

    answer = site.post(
        re.search(r'action="([^"]*)"', form)[1],
        data={re.search(r'<select[^>]*name="([^"]*)"', form)[1]: "ar", "return": hidden},
    )

    assert answer.headers["Location"] == "/en/a-topic#video-intro"
    assert _shown(site.get("/en/a-topic")) == "ar"


@pytest.mark.requirement("CL-4/videos", "CL-4/pages")
def test_one_choice_holds_for_every_video_and_page(client):
    site = client(
        {
            **SITE,
            "topics/b-topic.en.md": TOPIC.replace("intro", "two"),
            "media/two/video.toml": SITE["media/intro/video.toml"],
            "captions/two/ar.vtt": VTT.format("مرحبا."),
            "captions/two/en.vtt": VTT.format("Hello."),
        }
    )
    site.post("/preferences", data={"captions": "ar"})

    assert _shown(site.get("/en/a-topic")) == _shown(site.get("/es/b-topic")) == "ar"


def test_a_second_track_of_a_language_is_kept_as_it_was_chosen(client):
    site = client({**SITE, "captions/intro/en.subtitles.vtt": VTT.format("Hi.")})
    page = site.get("/en/a-topic").text
    assert 'value="en.subtitles"' in page

    answer = site.post("/preferences", data={"captions": "en.subtitles", "return": "/en/a-topic"})

    assert _shown(site.get(answer.headers["Location"])) == "en.subtitles"


def test_a_page_may_be_kept_only_by_its_reader(client):
    answer = client(SITE).get("/en/a-topic")

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Language"} <= {
        name.strip() for name in answer.headers["Vary"].split(",")
    }

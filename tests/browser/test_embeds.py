"""Players of other companies, once the viewer has loaded one: followed, steered, covered.

No test may reach YouTube or Vimeo. A page of ours stands in for them (`cases/provider.html`): it
understands the messages of their public player interfaces that we send, and answers as they do.
"""

from __future__ import annotations

import pytest

from tests.browser.conftest import axe_violations
from tests.conftest import ROOT, TOPIC, VTT, serving

STAND_IN = ROOT / "tests" / "browser" / "cases" / "provider.html"
PROVIDERS = {"youtube:20SHvU2PKsM": "youtube", "vimeo:76979871": "vimeo"}
SITE = {
    "topics/a-topic.en.md": TOPIC,
    "topics/b-topic.en.md": TOPIC.replace("A topic", "Another topic").replace('["intro"]', "[]"),
    "captions/intro/en.vtt": VTT.format("One.") + "\n00:05.000 --> 00:07.000\nTwo.\n",
    "captions/intro/es.vtt": VTT.format("Uno."),
}


@pytest.fixture(params=PROVIDERS, ids=PROVIDERS.get)
def embedded(request, visit, make_site):
    video = f'title = "Intro"\nlanguage = "en"\nduration = 10\nembed = "{request.param}"\n'
    site = make_site({**SITE, "media/intro/video.toml": video})
    with serving(site) as address:
        page = visit("about:blank")
        for host in ("www.youtube-nocookie.com", "player.vimeo.com"):
            page.route(
                f"https://{host}/**",
                lambda route: route.fulfill(
                    body=STAND_IN.read_text("utf-8"), content_type="text/html"
                ),
            )
        page.goto(f"{address}/en/a-topic?captions=en&load=intro")
        page.wait_for_function(
            "() => document.querySelector('legenda-player').state('playing') === false"
        )
        page.frame = page.frames[1]
        page.frame.wait_for_function("() => window.heard.length > 0")
        yield page


def test_the_transcripts_request_moves_the_providers_player(embedded):
    embedded.evaluate("document.querySelector('legenda-player').request('seek', 5.5)")
    embedded.frame.wait_for_function("() => window.video.time === 5.5")


@pytest.mark.requirement("EM-2/list")
def test_our_captions_are_listed_before_the_player_is_loaded_and_after(embedded):
    for address in (embedded.url, embedded.url.replace("&load=intro", "")):
        embedded.goto(address)
        names = embedded.locator(".about-captions .names li")
        assert names.all_inner_texts() == ["English [CC]", "Español"]
        assert names.evaluate_all("all => all.map(one => one.lang)") == ["en", "es"]
        assert embedded.get_by_label("Caption language").locator("option").all_inner_texts() == [
            *("Off", "English [CC]", "Español")
        ]
        loaded = "load=" in address
        assert embedded.locator("iframe").count() == loaded
        assert embedded.get_by_role("link", name="Load the video from").count() == (not loaded)


@pytest.mark.requirement("EM-2/transcript")
@pytest.mark.requirement("EM-2/search")
def test_the_transcript_follows_the_providers_player_steers_it_and_is_searched(embedded):
    embedded.locator("details.transcript summary").click()
    embedded.frame.evaluate("window.video.seek(6); window.video.play()")
    now = embedded.locator(".words [aria-current=true]")
    now.wait_for()
    assert now.inner_text() == "Two."
    embedded.get_by_role("searchbox").fill("one")
    embedded.locator(".words mark").wait_for()
    embedded.locator(".words a", has_text="One.").click()
    embedded.wait_for_function(
        "() => document.querySelector('.words [aria-current]').textContent === 'One.'"
    )
    assert embedded.frame.evaluate("window.video.time") < 2
    assert "t=" not in embedded.url


def test_the_page_knows_what_the_providers_player_does(embedded):
    embedded.frame.evaluate("window.video.play()")
    embedded.wait_for_function(
        "() => document.querySelector('legenda-player').state('playing') === true"
    )
    embedded.wait_for_function(
        "() => document.querySelector('legenda-player').media.currentTime > 0.3"
    )
    assert embedded.evaluate("document.querySelector('legenda-player').media.duration") == 10


@pytest.mark.requirement("CL-4/embeds")
@pytest.mark.requirement("EM-3/language")
@pytest.mark.requirement("EM-3/off")
def test_a_choice_of_captions_goes_to_the_providers_player_without_loading_it_again(embedded):
    embedded.select_option("select[name=captions]", "es")
    with embedded.expect_request("**/preferences"):
        embedded.get_by_role("button", name="Save").click()
    embedded.frame.wait_for_function("() => window.video.captions === 'es'")
    assert "load=intro" in embedded.url
    embedded.locator(".frame").focus()
    embedded.keyboard.press("c")
    embedded.frame.wait_for_function("() => window.video.captions === ''")
    embedded.keyboard.press("c")
    embedded.frame.wait_for_function("() => window.video.captions === 'es'")


def test_keys_steer_the_providers_player_while_the_frame_around_it_has_the_focus(embedded):
    embedded.locator(".frame").focus()
    embedded.keyboard.press("k")
    embedded.frame.wait_for_function("() => window.video.playing")
    embedded.keyboard.press("m")
    embedded.frame.wait_for_function("() => window.video.muted")


@pytest.mark.requirement("EM-4/said")
@pytest.mark.requirement("EM-4/covered")
def test_at_the_end_our_own_topics_cover_what_the_provider_offers(embedded):
    after = embedded.locator(".after")
    assert not after.is_visible()
    embedded.frame.evaluate("window.video.end()")
    after.wait_for()
    covering, covered = after.bounding_box(), embedded.locator("iframe").bounding_box()
    assert covering == covered
    assert after.get_by_role("link", name="Another topic").is_visible()
    assert "We have not reviewed" in after.inner_text()
    assert axe_violations(embedded) == []
    after.get_by_role("button", name="Watch again").click()
    embedded.frame.wait_for_function("() => window.video.playing && window.video.time < 1")
    after.wait_for(state="hidden")


def test_messages_of_other_windows_change_nothing(embedded):
    embedded.evaluate(
        """() => window.postMessage(JSON.stringify(
          {event: 'infoDelivery', info: {currentTime: 9, playerState: 1}}), '*')"""
    )
    embedded.wait_for_timeout(200)
    assert embedded.evaluate("document.querySelector('legenda-player').media.currentTime") == 0

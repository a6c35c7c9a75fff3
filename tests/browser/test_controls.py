"""What assistive technology is told of the player's controls: names, roles, states, keys, menus."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import showing, until
from tests.browser.versioned import ask, has_become, said
from tests.conftest import TOPIC, clip, serving

LISTEN = """() => {
  window.requests = [];
  document.querySelector('legenda-player').addEventListener('legenda-request',
    ({detail: {name, value}}) => requests.push([name, value ?? '']), true);
}"""
# The menus, and what is checked in each before anybody has chosen.
MENUS = {
    "languages": "English [CC]",
    "speed": "100% normal",
    "chapters": "One, first half",
    "more": "On the picture",
}


@pytest.fixture
def page(visit, every_version):
    page = visit(every_version)
    page.wait_for_function("() => document.querySelector('video').readyState >= 1")
    return page


def _pressed(page, key):
    """What the player is asked for when a key is pressed on its picture."""
    page.locator(".frame").focus()
    page.evaluate("() => { requests.length = 0 }")
    page.keyboard.press(key)
    return page.evaluate("() => requests[0] ?? null")


@pytest.mark.requirement("SD-1/names and roles")
def test_every_control_has_a_role_and_a_name(page):
    bar = page.get_by_role("group", name="Intro").locator(".bar")
    for role, name in [
        *(("slider", name) for name in ("Time", "Volume")),
        *(("button", name) for name in ("Play", "Back 10 seconds", "Forward 10 seconds", "Mute")),
        *(("button", name) for name in ("Speed: 100%", "Chapters", "Settings", "Full screen")),
        *(("button", name) for name in ("Captions", "Caption language: English [CC]")),
        *(("button", name) for name in ("Descriptions", "Sign language", "Clear speech")),
        ("button", "Transcript"),
    ]:
        assert bar.get_by_role(role, name=name, exact=True).count() == 1, name
    # Nothing else: what is not in this list would be reached without having been looked at.
    assert bar.locator("button:visible, input:visible").count() == 16


@pytest.mark.requirement("SD-1/names and roles")
def test_whatever_takes_the_focus_in_a_player_has_a_role_and_a_name(page):
    ask(page, "view", True)
    ask(page, "adjust")
    page.locator("dialog.adjusting[open]").wait_for()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    page.locator("[data-tool=search]").wait_for()
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    found = [
        (one["role"]["value"], one.get("name", {}).get("value", ""))
        for one in tree["nodes"]
        if any(
            it["name"] == "focusable" and it["value"]["value"] for it in one.get("properties", [])
        )
        # Where links to skip lead.
        and one["role"]["value"] not in ("RootWebArea", "main")
    ]
    assert len(found) > 60
    # The frame takes the focus of a click, so that keys mean this player.
    assert [one for one in found if one[0] in ("generic", "none") or not one[1].strip()] == []


@pytest.mark.requirement("MN-1/items", "MN-1/focus", "MN-1/escape")
@pytest.mark.parametrize("name", MENUS)
def test_a_menu_begins_at_what_is_checked_and_gives_the_focus_back(page, name):
    button = page.locator(f"[id$='-{name}-button']")
    expect(button).to_have_attribute("aria-haspopup", "menu")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    menu = page.locator(f"[id$='-{name}-items']")
    focused = page.evaluate("() => document.activeElement.innerText")
    assert " ".join(focused.split()).startswith(MENUS[name])
    assert menu.locator(":focus").get_attribute("aria-checked") == "true"
    states = menu.get_by_role("menuitemradio").evaluate_all(
        "items => items.map(item => item.ariaChecked)"
    )
    assert states.count("true") == 1
    assert set(states) == {"true", "false"}
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.requirement("MN-1/focus", "MN-1/escape")
def test_the_menu_of_a_second_language_does_so_too(page):
    button = page.locator("[id$='-languages-button']")
    button.click()
    page.get_by_role("menuitem", name="A second language …").click()
    second = page.get_by_role("menu", name="A second language")
    second.wait_for()
    assert page.evaluate("() => document.activeElement.ariaChecked") == "true"
    page.keyboard.press("Escape")
    expect(second).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.requirement("MN-2")
def test_a_toggle_changes_its_state_and_never_its_name(page):
    toggles = page.locator(".bar [aria-pressed]:visible")
    names = ["Mute", "Full screen", "Captions", "Descriptions", "Sign language", "Clear speech"]
    assert toggles.all_inner_texts() == [*names, "Transcript"]
    # Descriptions and sign language bring their own version of the video.
    for name in [*names, "Transcript"]:
        toggle = page.locator(".bar [aria-pressed]", has_text=name)
        before = toggle.get_attribute("aria-pressed")
        after = {"true": "false", "false": "true"}[before]
        for state in (after, before):
            toggle.click()
            expect(toggle).to_have_attribute("aria-pressed", state)
            assert toggle.inner_text() == name
    # Play changes its name, and has no state beside it.
    assert page.locator(".bar [data-request=play]").get_attribute("aria-pressed") is None


@pytest.mark.requirement("MN-3")
def test_each_button_tells_its_key_and_the_key_does_what_the_button_does(page):
    page.evaluate(LISTEN)
    told = page.locator(".bar button[aria-keyshortcuts]:not([aria-haspopup])").evaluate_all(
        "all => all.map(one => [one.dataset.request, one.value, one.ariaKeyShortcuts])"
    )
    assert len(told) == 9
    asked = set()
    for request, value, keys in told:
        for key in keys.split():
            _pressed(page, key)
            # One request may lead to another, which may come only after the next key.
            found = page.evaluate("() => requests.map(([name, value]) => [name, String(value)])")
            assert [request, value] in found, key
            asked.add(request)
            page.evaluate("() => document.fullscreenElement && document.exitFullscreen()")
    # No button that a key stands for is silent about it.
    letters = [*"abcdefghijklmnpqrstuvwxyz", "Space"]
    page.evaluate("() => { requests.length = 0 }")
    for key in letters:
        page.locator(".frame").focus()
        page.keyboard.press(key)
    by_key = set(page.evaluate("() => requests.map(([name]) => name)"))
    silent = page.locator(".bar button[data-request]:not([role], [aria-keyshortcuts])")
    assert by_key & set(silent.evaluate_all("all => all.map(one => one.dataset.request)")) == set()
    assert asked <= by_key


@pytest.mark.requirement("MN-3")
@pytest.mark.parametrize(
    ("button", "asks"),
    [
        ("speed", [["faster", -1], ["faster", 1]]),
        ("chapters", [["chapter", 1], ["chapter", -1]]),
        ("more", [["settings", ""], ["keys", ""]]),
    ],
)
def test_a_button_of_a_menu_tells_the_keys_that_spare_it(page, button, asks):
    page.evaluate(LISTEN)
    keys = page.locator(f"[id$='-{button}-button']").get_attribute("aria-keyshortcuts").split()
    found = []
    for key in keys:
        found.append(_pressed(page, key))
        if button == "more":  # both are dialogs
            page.locator("dialog[open]").wait_for()
            page.keyboard.press("Escape")
            page.locator("dialog[open]").wait_for(state="hidden")
    assert found == asks


@pytest.mark.requirement("ST-1")
@pytest.mark.parametrize("topic", ["ketamine-addiction", "calm-breathing", "captions-for-everyone"])
def test_each_player_has_one_status(visit, demo, topic):
    page = visit(f"{demo}/en/{topic}")
    players = page.locator("legenda-player")
    assert players.count() > 0
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    page.wait_for_load_state("networkidle")
    count = (
        "all => all.map(one => one.querySelectorAll('[role=status], [aria-live=polite]').length)"
    )
    assert players.evaluate_all(count) == [1] * players.count()


@pytest.mark.requirement("SD-1/announced")
def test_what_is_asked_of_one_player_is_written_at_the_other_and_not_spoken(visit, demo):
    page = visit(f"{demo}/en/ketamine-addiction?captions=en-GB")
    first, second = page.locator("legenda-player").all()
    first.get_by_role("button", name="Captions", exact=True).click()
    expect(first.locator("[role=status]")).to_have_text("Captions are off.")
    expect(second.locator(".happened")).to_have_text("Captions are off.")
    assert second.locator("[role=status]").text_content() == ""
    # Orca holds to be quiet for ever what it has once seen so.
    assert page.locator("legenda-player [aria-live=off]").count() == 0


@pytest.mark.requirement("ST-1")
def test_what_comes_later_brings_no_second_status(page):
    for name, value in [("view", True), ("descriptions", True), ("sign", True), ("clear", True)]:
        ask(page, name, value)
        has_become(page, name, "true")
    assert page.locator("legenda-player [role=status]").count() == 1


@pytest.mark.requirement("SK-1")
def test_the_seek_bar_is_the_browsers_own_range(page):
    seek = page.get_by_role("slider", name="Time")
    assert seek.evaluate("one => [one.localName, one.type, one.max]") == ["input", "range", "20"]
    seek.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0")
    assert seek.get_attribute("aria-valuetext").endswith("of 20 seconds")
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('video').currentTime > 19")


@pytest.mark.requirement("IC-2/languages")
def test_the_languages_of_captions_descriptions_and_sign_language_are_chosen_in_the_player(page):
    page.locator("[id$='-languages-button']").click()
    page.get_by_role("menuitemradio", name="Español").click()
    until(page, "() => document.querySelector('legenda-player').captions === 'es'")
    page.locator("[id$='-more-button']").click()
    page.get_by_role("menuitem", name="Picture and sound …").click()
    for name, tag in (("describe-language", "es"), ("sign-language", "ase")):
        field = page.locator(f"dialog.adjusting [name={name}]")
        field.select_option(tag)
        assert page.locator("legenda-player").get_attribute(f"data-{name}") == tag
    ask(page, "sign", True)
    said(page, "Sign language is on.")
    assert "sign-ase" in page.locator(".signed video").evaluate("one => one.currentSrc")


@pytest.mark.requirement("IC-2/caption place")
@pytest.mark.parametrize("place", ["above", "below", "over"])
def test_captions_stand_where_the_menu_says(page, place):
    page.evaluate("() => { document.querySelector('video').currentTime = 2 }")
    names = {"over": "On the picture", "above": "Above the picture", "below": "Below the picture"}
    for name in (names["below"], names[place]):
        page.locator("[id$='-more-button']").click()
        page.get_by_role("menuitemradio", name=name).click()
    page.locator(".cue", has_text="First words.").wait_for()
    cue, screen = (page.locator(it).bounding_box() for it in (".cue-words", ".screen"))
    middle = cue["y"] + cue["height"] / 2
    where = (
        "above"
        if middle < screen["y"]
        else "below"
        if middle > screen["y"] + screen["height"]
        else "over"
    )
    assert where == place
    item = page.locator(f"[data-request=place][value={place}]")
    expect(item).to_have_attribute("aria-checked", "true")


@pytest.mark.requirement("IC-2/caption size")
def test_the_size_of_captions_is_changed_in_the_player_while_it_plays(page):
    page.evaluate("() => { document.querySelector('video').currentTime = 2 }")
    page.locator(".frame").focus()
    words = page.locator(".cue-words")
    words.wait_for()
    before = float(words.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))
    page.keyboard.press("o")
    dialog = page.locator("dialog.preferences-dialog[open]")
    dialog.get_by_label("Size").fill("150")
    dialog.locator(".save button:not([formmethod])").click()
    page.wait_for_function(
        """before => parseFloat(getComputedStyle(
          document.querySelector('.cue-words')).fontSize) > 1.4 * before""",
        arg=before,
    )


# Two tracks of one language

EASY = "WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n"
TWO = {
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\n',
    "media/intro/720p.mp4": clip(),
    "captions/intro/en.vtt": EASY.format("Every word as it is spoken."),
    "captions/intro/en-simple.vtt": EASY.format("Short words."),
    "captions/intro/cy.vtt": EASY.format("Pob gair."),
    "captions/intro/cy-simple.vtt": EASY.format("Geiriau byr."),
    "captions/intro/es.captions.vtt": EASY.format("[música] Palabras."),
    "captions/intro/es.vtt": EASY.format("Palabras."),
}


@pytest.fixture
def two(make_site):
    with serving(make_site(TWO)) as address:
        yield f"{address}/en/a-topic"


@pytest.mark.requirement("CC-25")
def test_verbatim_and_easy_read_captions_stand_side_by_side_in_the_menu(visit, two):
    page = visit(two)
    page.locator("[id$='-languages-button']").click()
    groups = page.get_by_role("menu", name="Captions").locator("[role=group]")
    offered = groups.evaluate_all(
        """all => all.slice(0, 2).map(one => [...one.querySelectorAll('[role=menuitemradio]')]
          .map(item => [item.value, item.textContent.trim()]))"""
    )
    assert offered == [
        [
            ["en", "English [CC]"],
            ["en-simple", "English (easy read) [CC]"],
            ["es.captions", "Español [CC]"],
        ],
        [
            ["cy", "Cymraeg"],
            ["cy-simple", "Cymraeg (hawdd ei ddarllen)"],
            ["es.subtitles", "Español"],
        ],
    ]


@pytest.mark.requirement("CC-25")
@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("en", "Every word as it is spoken."),
        ("en-simple", "Short words."),
        ("cy-simple", "Geiriau byr."),
        ("es.captions", "[música] Palabras."),
        ("es.subtitles", "Palabras."),
    ],
)
def test_each_of_them_is_chosen_by_menu_form_and_link_and_kept(visit, two, choice, words):
    page = visit(two)
    page.locator("[id$='-languages-button']").click()
    with page.expect_response("**/preferences") as kept:
        page.locator(f"[role=menuitemradio][data-request=captions][value='{choice}']").click()
    assert kept.value.status == 303
    _shows(page, words)
    page.goto(two)
    _shows(page, words)

    page = visit(two, script=False)
    page.locator("select[name=captions]").select_option(choice)
    page.locator(".captions-form button").click()
    _first(page, words)
    page.goto(two)
    _first(page, words)
    page.context.clear_cookies()
    page.goto(f"{two}?captions={choice}")
    _first(page, words)


def _shows(page, words):
    page.wait_for_function(
        """words => [...document.querySelector('video').textTracks].some(track =>
          track.mode !== 'disabled' && [...track.cues ?? []].some(cue => cue.text === words))""",
        arg=words,
    )
    assert len(showing(page)) == 1


def _first(page, words):
    """The captions that are on when the page arrives, asked of a page without script."""
    address = page.locator("track[default]").evaluate("one => one.src")
    assert words in page.request.get(address).text()

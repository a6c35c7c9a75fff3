"""The transcript with script: it follows, is left and found again, searched, quoted, changed."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import axe_violations_in_every_look, until

TOPIC = "/en/ketamine-addiction"
FIRST = "document.querySelector('details.transcript')"
# Seconds in the video, and words of the line that is spoken then.
EARLY, LATE = (31, "Ketamine blocks these gates"), (62, "Ketamine can damage the bladder")


@pytest.fixture
def opened(visit, demo):
    """A function that opens the transcript of the topic's first video: page and details."""

    def open_it(query: str = "", **how):
        page = visit(f"{demo}{TOPIC}{query}", **how)
        transcript = page.locator("details.transcript").first
        if not transcript.evaluate("one => one.open"):
            transcript.locator("summary").click()
        until(page, f"{FIRST}.querySelector('.words [tabindex=\"0\"]')")
        return page, transcript

    return open_it


def play_at(page, second: int) -> None:
    page.evaluate("at => { document.querySelector('video').currentTime = at }", second)


def marked(page, words: str) -> None:
    until(
        page,
        f"[...{FIRST}.querySelectorAll('[aria-current=true]')]"
        f".some(line => line.textContent.includes({words!r}))",
    )


def still(page) -> int:
    """How far the transcript's box is scrolled, once it rests."""
    return until(
        page,
        f"""async () => {{
          const box = {FIRST}.querySelector('.words'), before = box.scrollTop;
          await new Promise(resolve => setTimeout(resolve, 150));
          return before === box.scrollTop && [before];
        }}""",
    )[0]


def in_sight(page, words: str) -> bool:
    """Whether a line is inside the transcript's box."""
    return page.evaluate(
        f"""words => {{
          const line = [...{FIRST}.querySelectorAll('.words p a')]
            .find(one => one.textContent.includes(words)).getBoundingClientRect();
          const box = {FIRST}.querySelector('.words').getBoundingClientRect();
          return line.top >= box.top && line.bottom <= box.bottom;
        }}""",
        words,
    )


def said_so(page, words: str) -> None:
    until(page, f"document.querySelector('[role=status]').textContent === {words!r}")


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


@pytest.mark.requirement("TR-1/aria-current", "TR-2/follows")
def test_it_follows_the_video_inside_its_box_and_the_page_stands_still(opened):
    page, transcript = opened()
    page.wait_for_load_state("networkidle")
    place = page.evaluate("scrollY")
    for second, words in (EARLY, LATE):
        play_at(page, second)
        marked(page, words)
        still(page)
        assert in_sight(page, words)
    assert transcript.locator("[aria-current]").count() == 1
    assert page.evaluate("scrollY") == place


@pytest.mark.requirement("TR-1/mark")
def test_the_line_is_marked_by_more_than_colour(opened):
    page, transcript = opened(forced_colors="active")
    play_at(page, EARLY[0])
    marked(page, EARLY[1])
    line = transcript.locator("[aria-current=true]")
    other = transcript.locator(".words p a:not([aria-current])").first
    style = "one => getComputedStyle(one).textDecorationStyle"
    assert (line.evaluate(style), other.evaluate(style)) == ("solid", "dotted")
    bar = "one => getComputedStyle(one.closest('p'), '::before').borderInlineStartWidth"
    assert float(line.evaluate(bar).removesuffix("px")) >= 3
    assert other.evaluate(bar) == "0px"


def wheel(page, transcript):
    transcript.locator(".words").hover()
    page.mouse.wheel(0, -150)


def find_by_browser(page, transcript):
    transcript.locator(".words").evaluate("box => { box.scrollTop = 0 }")


def arrow(page, transcript):
    transcript.locator(".words [tabindex='0']").focus()
    page.keyboard.press("Home")


LEAVING = [wheel, find_by_browser, arrow]


@pytest.mark.requirement("TR-2/stops", "TR-2/resumes")
@pytest.mark.parametrize("leave", LEAVING)
def test_it_stops_when_the_reader_moves_in_it_and_follows_again_on_demand(opened, leave):
    page, transcript = opened()
    again = transcript.get_by_role("button", name="Follow the video again")
    play_at(page, EARLY[0])
    marked(page, EARLY[1])
    still(page)
    assert again.is_hidden()

    leave(page, transcript)
    again.wait_for()
    place = still(page)
    play_at(page, LATE[0])
    marked(page, LATE[1])
    assert still(page) == place
    assert not in_sight(page, LATE[1])

    again.click()
    still(page)
    assert in_sight(page, LATE[1])
    assert LATE[1] in focused(page)
    assert again.is_hidden()


def test_a_reader_of_less_motion_sees_no_gliding(opened):
    page, _ = opened(reduced_motion="reduce")
    behaviour = f"getComputedStyle({FIRST}.querySelector('.words')).scrollBehavior"
    assert page.evaluate(behaviour) == "auto"


@pytest.mark.requirement("TR-6/one stop")
def test_one_tab_stop_leads_in_and_arrows_go_from_line_to_line(opened):
    page, transcript = opened()
    assert transcript.locator(".words a:not([tabindex='-1'])").count() == 1
    transcript.get_by_role("button", name="Show", exact=True).focus()
    page.keyboard.press("Tab")
    assert focused(page) == "What ketamine is"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "[soft chime]"
    page.keyboard.press("End")
    assert "0300 123 6600" in focused(page)
    page.keyboard.press("ArrowUp")
    last_but_one = focused(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Copy link to this moment"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == last_but_one


@pytest.mark.requirement("TR-6/one stop")
def test_tab_leads_to_the_line_that_is_spoken(opened):
    page, transcript = opened()
    play_at(page, LATE[0])
    marked(page, LATE[1])
    transcript.get_by_role("button", name="Show", exact=True).focus()
    page.keyboard.press("Tab")
    assert LATE[1] in focused(page)


@pytest.mark.parametrize("press", ["Enter", "Space", "click"])
def test_a_line_plays_from_its_moment_without_loading_the_page(opened, press):
    page, transcript = opened()
    address = page.url
    line = transcript.locator(".words a", has_text=LATE[1])
    line.click() if press == "click" else line.press(press)
    until(page, "!document.querySelector('video').paused")
    assert 59 < page.evaluate("document.querySelector('video').currentTime") < 62
    assert page.url == address
    assert LATE[1] in focused(page)


def test_a_line_opened_in_a_new_tab_is_a_link_as_ever(opened):
    page, transcript = opened()
    with page.context.expect_page() as new:
        transcript.locator(".words a", has_text=LATE[1]).click(modifiers=["Control"])
    new.value.wait_for_url(re.compile(r"[?&]t=59#video-ketamine-basics$"))
    assert page.evaluate("document.querySelector('video').currentTime") == 0


@pytest.mark.requirement("TR-3")
def test_search_marks_counts_and_goes_from_find_to_find(opened):
    page, transcript = opened()
    search = transcript.get_by_role("searchbox", name="Search the transcript")
    search.press_sequentially("KÉTAMINE")
    count = transcript.locator("[data-count]")
    until(
        page,
        f"[...{FIRST}.querySelectorAll('mark')].some(one => /^ketamine$/i.test(one.innerText))",
    )
    assert [it.lower() for it in transcript.locator("mark").all_inner_texts()] == ["ketamine"] * 4
    assert count.inner_text() == "1 of 4"

    search.press("Enter")
    search.press("Enter")
    assert count.inner_text() == "3 of 4"
    search.press("Shift+Enter")
    transcript.get_by_role("button", name="Previous").click()
    transcript.get_by_role("button", name="Previous").click()
    assert count.inner_text() == "4 of 4"
    said_so(page, "4 of 4")
    assert in_sight(page, LATE[1])
    assert LATE[1] in transcript.locator(".words [tabindex='0']").inner_text()

    search.press("Escape")
    assert search.input_value() == ""
    assert transcript.locator("mark").count() == 0
    assert count.inner_text() == ""


def test_what_is_found_is_said_once_and_not_at_each_key(opened):
    page, transcript = opened()
    page.evaluate(
        """() => { window.said = []; const status = document.querySelector('[role=status]');
          new MutationObserver(() => status.textContent && said.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true }) }"""
    )
    search = transcript.get_by_role("searchbox")
    search.press_sequentially("brain", delay=60)
    until(page, "said.length")
    page.wait_for_timeout(500)
    assert page.evaluate("said") == ["1 of 2"]
    search.fill("nothing like it")
    until(page, "said.at(-1) === 'Not found'")


def test_words_are_found_across_two_lines(opened):
    page, transcript = opened()
    transcript.get_by_role("searchbox").fill("messages. One of them")
    until(page, f"{FIRST}.querySelector('[data-count]').textContent === '1 of 1'")
    assert transcript.locator("mark").all_inner_texts() == ["messages.", "One of them"]


@pytest.mark.parametrize(
    ("query", "wanted"), [("?transcript=ar", "الكيتامين"), ("?transcript=zh-Hans", "氯胺酮")]
)
def test_words_are_found_in_other_scripts(opened, query, wanted):
    page, transcript = opened(query)
    transcript.get_by_role("searchbox").fill(wanted)
    until(page, f"{FIRST}.querySelectorAll('mark').length > 1")
    assert set(transcript.locator("mark").all_inner_texts()) == {wanted}


CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.mark.requirement("TR-7/link")
def test_a_link_to_the_moment_is_copied_without_the_readers_own_languages(opened, demo):
    page, transcript = opened("?captions=fr&transcript=en-GB", **CLIPBOARD)
    transcript.locator(".words a", has_text=EARLY[1]).focus()
    transcript.get_by_role("button", name="Copy link to this moment").click()
    said_so(page, "Link to 0:29 copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{demo}{TOPIC}?t=29#video-ketamine-basics"


def test_a_link_is_copied_where_there_is_no_clipboard_to_write_to(opened, demo):
    page, transcript = opened()
    page.evaluate("delete Navigator.prototype.clipboard")
    play_at(page, EARLY[0])
    marked(page, EARLY[1])
    transcript.get_by_role("button", name="Copy link to this moment").click()
    until(page, "document.querySelector('[role=status]').textContent.startsWith('Link to')")
    transcript.get_by_role("searchbox").press("Control+v")
    assert transcript.get_by_role("searchbox").input_value().endswith("?t=29#video-ketamine-basics")


@pytest.mark.requirement("TR-7/quotation")
def test_words_selected_with_the_mouse_are_shared_as_a_quotation_with_their_time(opened, demo):
    page, transcript = opened(**CLIPBOARD)
    quote = transcript.get_by_role("button", name="Share this quotation")
    assert quote.is_disabled()
    line = transcript.locator(".words a", has_text="Some people take it")
    line.scroll_into_view_if_needed()
    still(page)
    box = line.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 10, steps=6)
    page.mouse.up()
    words = page.evaluate("getSelection().toString()")
    assert words.startswith("Some people")
    assert page.evaluate("document.querySelector('video').paused")  # no click on the line

    quote.click()
    said_so(page, "Quotation copied.")
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"“{words.strip()}” – Ketamine: the basics, 0:12\n{demo}{TOPIC}?t=12#video-ketamine-basics"
    )


def test_a_quotation_over_paragraphs_has_their_words_alone_and_goes_to_the_systems_own_sharing(
    opened,
):
    page, transcript = opened()
    page.evaluate(
        "navigator.share = shared => { window.shared = shared; return Promise.resolve() }"
    )
    page.evaluate(
        f"""() => {{ const words = {FIRST}.querySelectorAll('.words p');
          getSelection().setBaseAndExtent(words[0], 0, words[2], words[2].childNodes.length) }}"""
    )
    transcript.get_by_role("button", name="Share this quotation").click()
    shared = until(page, "window.shared")
    assert shared["text"].startswith("“[soft chime] The title")
    assert "Narrator: Ketamine is a medicine" in shared["text"]
    assert shared["text"].endswith("” – Ketamine: the basics, 0:00")
    assert not re.search(r"0:0[28]|Picture", shared["text"])


@pytest.mark.requirement("TR-4")
def test_another_language_comes_without_loading_the_page_and_keeps_following(opened):
    page, transcript = opened()
    page.evaluate("window.here = true")
    play_at(page, EARLY[0])
    marked(page, EARLY[1])
    transcript.get_by_label("Transcript language").select_option("cy")
    transcript.get_by_label("Beside it").select_option("ar")
    with page.expect_request("**/preferences") as asked:
        transcript.get_by_role("button", name="Show", exact=True).click()
    assert "transcript_language=cy" in asked.value.post_data
    marked(page, "Mae cetamin yn cau")
    still(page)
    assert in_sight(page, "Mae cetamin yn cau")
    assert transcript.locator("[aria-current]").count() == 2
    assert (
        transcript.locator(".other [aria-current]").evaluate("one => one.closest('[lang]').lang")
        == "ar"
    )
    assert transcript.locator("summary").inner_text().strip() == "Transcript (Cymraeg, العربية)"
    assert transcript.locator(".words a:not([tabindex='-1'])").count() == 1
    said_so(page, "The transcript is shown in Welsh, Arabic.")
    assert page.evaluate("window.here")
    play_at(page, LATE[0])
    marked(page, "bledren")


@pytest.mark.requirement("CL-4/transcript")
def test_where_its_language_was_not_chosen_it_is_that_of_the_captions(opened):
    page, transcript = opened()
    page.evaluate("document.querySelector('legenda-player').request('captions', 'es')")
    until(page, f"{FIRST}.querySelector('.words').lang === 'es'")
    assert transcript.get_by_label("Transcript language").input_value() == "es"


def test_a_language_chosen_for_it_stays_when_the_captions_change(opened):
    page, transcript = opened("?transcript=cy")
    page.evaluate("document.querySelector('legenda-player').request('captions', 'es')")
    page.wait_for_timeout(800)
    assert transcript.locator(".words").get_attribute("lang") == "cy"


def test_where_other_words_cannot_be_fetched_the_form_loads_the_page(opened):
    page, transcript = opened()
    page.route(
        "**/*transcript=cy*",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    transcript.get_by_label("Transcript language").select_option("cy")
    transcript.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**transcript=cy**")
    assert page.locator(".words").first.get_attribute("lang") == "cy"


def test_it_is_opened_by_a_request_and_that_is_kept(visit, demo):
    page = visit(f"{demo}{TOPIC}")
    button = page.locator(".bar [data-request=transcript]").first
    with page.expect_request("**/preferences") as asked:
        button.click()
    assert "transcript=true" in asked.value.post_data
    assert page.evaluate(f"{FIRST}.open")
    assert button.get_attribute("aria-pressed") == "true"
    with page.expect_request("**/preferences") as asked:
        page.locator("details.transcript summary").first.click()
    assert "transcript=false" in asked.value.post_data
    assert button.get_attribute("aria-pressed") == "false"


@pytest.mark.requirement("TR-6/skip")
@pytest.mark.parametrize("script", [True, False])
def test_the_skip_link_is_seen_with_focus_and_leads_past_the_words(visit, demo, script):
    page = visit(f"{demo}{TOPIC}?transcript=en-GB", script=script)
    link = page.get_by_role("link", name="Skip the transcript").first
    link.focus()
    assert link.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('.words') !== null"
    assert not page.evaluate(inside)
    below = "document.activeElement.getBoundingClientRect().top"
    assert page.evaluate(below) > page.locator(".words").first.bounding_box()["y"]


@pytest.mark.requirement("TR-4")
def test_its_language_is_chosen_without_script_and_is_found_unfolded(visit, demo):
    page = visit(f"{demo}{TOPIC}?captions=es", script=False)
    page.locator("details.transcript summary").first.click()
    page.get_by_label("Transcript language").first.select_option("cy")
    page.get_by_label("Beside it").first.select_option("ar")
    page.get_by_role("button", name="Show", exact=True).first.click()
    assert page.url.endswith(
        "?captions=es&transcript=cy&beside=ar#video-ketamine-basics-transcript"
    )
    words = page.locator("details.transcript[open] .words")
    assert words.first.get_attribute("lang") == "cy"


@pytest.mark.requirement("RP-7")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_tool_finds_anything_in_an_open_transcript_while_it_is_used(
    visit, findings, demo, language
):
    page = visit(f"{demo}/{language}/ketamine-addiction?transcript=en-GB&beside=ar")
    until(page, f"{FIRST}.querySelector('.words [tabindex=\"0\"]')")
    play_at(page, LATE[0])
    marked(page, LATE[1])
    page.get_by_role("searchbox").first.fill("ketamine")
    until(page, f"{FIRST}.querySelector('mark.now')")
    assert findings(page) == []
    assert axe_violations_in_every_look(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_no_tool_finds_anything_where_two_languages_have_a_page_of_their_own(
    visit, findings, demo, script
):
    page = visit(
        f"{demo}/ar/transcripts/ketamine-basics?transcript=en-GB&beside=ar", blocked=not script
    )
    assert findings(page) == []
    assert axe_violations_in_every_look(page) == []


@pytest.mark.requirement("TR-5/order")
@pytest.mark.parametrize("first", ["en-GB", "ar"])
@pytest.mark.parametrize("path", ["transcripts/ketamine-basics", "ketamine-addiction"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_two_languages_are_side_by_side_where_there_is_room_else_one_under_the_other(
    visit, demo, language, path, first
):
    other = {"en-GB": "ar", "ar": "en-GB"}[first]
    page = visit(f"{demo}/{language}/{path}?transcript={first}&beside={other}")
    boxes = """[...document.querySelectorAll('.pair')[1].children]
      .map(one => one.getBoundingClientRect()).map(box => [box.left, box.top])"""
    (left, top), (other_left, other_top) = page.evaluate(boxes)
    assert top == other_top
    assert (left < other_left) == (first == "en-GB")  # as the first of the two is read
    page.set_viewport_size({"width": 320, "height": 640})
    (left, top), (other_left, other_top) = page.evaluate(boxes)
    assert left == other_left
    assert top < other_top
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.requirement("T-1/print")
def test_on_paper_there_are_the_words_and_none_of_the_tools(visit, demo):
    page = visit(f"{demo}/en/transcripts/ketamine-basics")
    page.emulate_media(media="print")
    assert page.locator(".words p").first.is_visible()
    for tool in (".tongues", "[data-print]", ".downloads", ".calls"):
        assert page.locator(tool).first.is_hidden(), tool
    page.goto(f"{demo}{TOPIC}?transcript=en-GB")
    page.emulate_media(media="print")
    shown = page.locator(".words").first.evaluate("box => box.scrollHeight - box.clientHeight")
    assert shown <= 1


def test_its_page_is_printed_by_a_button(visit, demo):
    page = visit(f"{demo}/en/transcripts/ketamine-basics")
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")

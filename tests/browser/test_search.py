"""The search with a keyboard: from a page to the second at which something is said."""

from __future__ import annotations

import pytest

from tests.browser.conftest import axe_violations_in_every_look


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_reader_with_a_keyboard_gets_from_a_topic_to_a_moment_of_a_video(visit, demo, script):
    page = visit(f"{demo}/en/supporting-someone", script=script)
    page.get_by_role("link", name="Search", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search")
    form = page.get_by_role("search", name="Search")
    field = form.get_by_label("Search topics and what is said in videos")
    # The field is one Tab behind what stands before it on every page, with no trap on the way.
    page.get_by_role("link", name="Legenda").last.focus()
    page.keyboard.press("Tab")
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.type("damage the bladder")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search?q=damage+the+bladder")
    assert page.title().startswith("1 topic and 1 moment in videos found for “damage the bladder”")
    assert field.input_value() == "damage the bladder"
    moments = page.get_by_role("region", name="Moments in videos")
    moment = moments.get_by_role("link")
    assert moment.count() == 1
    assert {"damage", "bladder"} <= set(moments.locator("mark").all_inner_texts())
    moment.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/ketamine-addiction?t=59#video-ketamine-basics")


def test_the_moment_is_where_the_player_stands(visit, demo):
    page = visit(f"{demo}/en/search?q=damage+the+bladder")
    page.get_by_role("region", name="Moments in videos").get_by_role("link").click()
    page.wait_for_function("() => Math.abs(document.querySelector('video').currentTime - 59) < 1")


def test_captions_in_the_language_of_what_was_found_are_on(visit, demo):
    page = visit(f"{demo}/en/search?q=الكيتامين")
    page.get_by_role("region", name="Moments in videos").get_by_role("link").first.click()
    page.wait_for_function(
        """() => [...document.querySelector('video').textTracks]
          .some(track => track.language === 'ar' && track.mode !== 'disabled')"""
    )


@pytest.mark.parametrize("query", ["الكيتامين", "ketamine", "ketamime", "<b>&"])
def test_no_tool_finds_anything_in_what_is_found(visit, findings, demo, query):
    page = visit(f"{demo}/ar/search?q={query.replace('&', '%26')}", locale="ar")
    assert findings(page) == []
    assert axe_violations_in_every_look(page) == []


def test_marks_can_be_told_apart_without_colours(visit, demo):
    page = visit(f"{demo}/en/search?q=ketamine", forced_colors="active")
    weight = "mark => getComputedStyle(mark).fontWeight"
    assert page.locator("mark").first.evaluate(weight) == "700"
    around = "mark => getComputedStyle(mark.parentElement).backgroundColor"
    ground = "mark => getComputedStyle(mark).backgroundColor"
    marked = page.locator("mark").first
    assert marked.evaluate(ground) != marked.evaluate(around)


@pytest.mark.parametrize("path", ["search", "search?q=ketamine"])
def test_everything_in_the_form_can_be_pressed_on_44_pixels(visit, demo, path):
    page = visit(f"{demo}/en/{path}")
    page.set_viewport_size({"width": 320, "height": 700})
    for one in page.locator("form.find :is(input[type=search], button, label.only)").all():
        assert one.bounding_box()["height"] >= 44
    assert page.locator("a.to-search").bounding_box()["height"] >= 44

"""What Orca says of a topic page: nothing by itself, then what each key asks for."""

from __future__ import annotations

import pytest

TOPIC = "/en/ketamine-addiction"
TITLE = "What is the potential for addiction with ketamine?"
SKIPS = ("Skip to main content", "Choose captions", "Skip to the video", "Skip to find help")
# What Orca says when any page opens: the window, the page, that it loads, its first line.
OPENING = ("frame", "leaving navigation", TITLE, "loading", *SKIPS)


@pytest.fixture
def page(reader, demo):
    reader.visit(f"{demo}{TOPIC}")
    return reader


@pytest.mark.requirement("SD-1/quiet")
def test_nothing_on_a_page_speaks_while_it_loads(reader, demo):
    reader.visit(f"{demo}{TOPIC}?captions=ar")

    assert [
        said for said in reader.said if not any(word.lower() in said.lower() for word in OPENING)
    ] == []


@pytest.mark.requirement("RP-1")
def test_the_first_stops_skip_to_the_parts_of_the_page(page):
    for name in SKIPS:
        page.press("Tab").hear(name, "link")
    page.press("Return", "Tab").hear("999", "link")


@pytest.mark.requirement("RP-2/headings")
def test_headings_lead_through_the_page(page):
    page.press("1").hear(TITLE, "heading level 1")
    page.press("h").hear("On this page", "heading level 2")
    page.press("h").hear("Find help", "heading level 2")
    page.press("h").hear("heading level 3")


def test_what_a_page_announces_is_heard(reader):
    # Else the silence of a page would show nothing.
    button = "<button onclick=\"said.textContent = 'It was done'\">Do it</button>"
    reader.visit(f"data:text/html,<title>Page</title>{button}<p role=status id=said></p>")
    reader.press("Tab", "Return").hear("It was done")

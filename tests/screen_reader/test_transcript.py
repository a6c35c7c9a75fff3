"""What Orca says of a transcript: a time now and then, what is found, what was copied."""

from __future__ import annotations

import re

import pytest

OWN = "/en/transcripts/ketamine-basics"
TOPIC = "/en/calm-breathing"


def test_a_time_is_heard_once_a_paragraph_and_not_before_every_line(reader, demo):
    reader.visit(f"{demo}{OWN}")
    reader.press("2", "2").hear("How it works in the brain", "heading level 2")
    reader.press("Down").hear("0:17", "Picture:", "Amber dots")
    heard = reader.press("Down").hear("0:19", "Brain cells", "link")
    for _ in range(3):
        heard += reader.press("Down").rest()
    assert "blocks these gates" in heard
    assert re.findall(r"\d:\d\d", heard) == ["0:19"]


@pytest.mark.requirement("SD-1/announced")
def test_what_is_found_and_what_is_copied_is_said(reader, demo):
    reader.visit(f"{demo}{TOPIC}")
    reader.press("e").hear("Search the transcript", "entry")
    reader.press("Tab", "shift+Tab").hear("Search the transcript", "entry")
    assert reader.press("w").rest() == ""  # one letter is no word yet
    reader.press("a", "v").hear("1 of 2")
    reader.press("Return").hear("2 of 2")
    for name in ("Previous", "Next", "Transcript language", "Beside it", "Show"):
        reader.press("Tab").hear(name)
    reader.press("Tab").hear("A craving is like a wave", "link")
    reader.press("Tab").hear("Copy link to this moment", "button")
    reader.press("Return").hear("Link to 0:32 copied")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions.segmentation import LINE, LINES, is_sound, lines, segmented, timed

word = st.text("abcdé’,.?", min_size=1, max_size=12)
scripts = st.lists(word, max_size=60).map(" ".join)


@given(scripts)
def test_no_word_is_lost_and_every_line_fits(script: str) -> None:
    texts = segmented(script)
    assert " ".join(texts).split() == script.split()
    assert all(len(line) <= LINE for line in lines(texts))
    assert all(text.count("\n") < LINES for text in texts)


@pytest.mark.parametrize(
    ("script", "texts"),
    [
        ("Hello.", ["Hello."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("[soft chime]\n\nHello.", ["Hello."]),
        (
            "Some people take it as a drug, with no doctor to keep them safe.",
            ["Some people take it as a drug,\nwith no doctor to keep them safe."],
        ),
        (
            "Wanting more, and finding it hard to stop, is called dependence. "
            "It is not a weakness, and it can happen to anyone.",
            [
                "Wanting more, and finding it hard\nto stop, is called dependence.",
                "It is not a weakness,\nand it can happen to anyone.",
            ],
        ),
        ("x" * 90, ["x" * 90]),
        ("可以先找全科医生，不需要什么都想清楚。", ["可以先找全科医生，\n不需要什么都想清楚。"]),
        ("", []),
    ],
    ids=range(8),
)
def test_a_script_is_cut_where_a_reader_would_pause(script: str, texts: list[str]) -> None:
    assert list(segmented(script)) == texts


def test_cues_linger_keep_apart_and_stay_long_enough() -> None:
    cues = timed(["Yes.", "No & no."], [(1000, 1200), (5000, 8000)])
    assert [(cue.start, cue.end) for cue in cues] == [(1000, 2000), (5000, 8300)]
    assert cues[1].text == "No &amp; no."
    close = timed(["Yes.", "No."], [(1000, 1900), (2000, 3500)])
    assert close[0].end == 1920


def test_a_cue_that_is_said_too_slowly_becomes_two() -> None:
    cues = timed(["One line,\nand another."], [(0, 4000), (6000, 9000)])
    assert [(cue.start, cue.text) for cue in cues] == [(0, "One line,"), (6000, "and another.")]


@pytest.mark.parametrize(
    ("text", "sound"),
    [("[chime]", True), ("(laughs) [door]", True), ("♪ la la ♪", True), ("No [sic].", False)],
)
def test_a_sound_alone_is_told_from_speech(text: str, sound: bool) -> None:
    assert is_sound(text) is sound

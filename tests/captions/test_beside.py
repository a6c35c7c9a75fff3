from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import Captions, Cue, Transcript, side_by_side, transcript


def of(*cues: tuple[int, int, str], chapters: tuple[tuple[int, str], ...] = ()) -> Transcript:
    """A transcript of cues, their times in seconds; chapters last one second."""
    return transcript(
        Captions(tuple(Cue(start * 1000, end * 1000, text) for start, end, text in cues)),
        chapters=Captions(tuple(Cue(at * 1000, at * 1000 + 1000, it) for at, it in chapters)),
    )


def rows(of: Transcript) -> list[tuple[str, str]]:
    """What stands in each paragraph, and beside it."""
    return [
        (
            " ".join(line.text for line in it.lines),
            " ".join(line.text for other in it.beside for line in other.lines),
        )
        for section in of.sections
        for it in section.paragraphs
    ]


# Paragraphs of the first begin where it pauses: at 0, 10 and 20 seconds.
FIRST = of((0, 3, "One."), (3, 5, "Two."), (10, 14, "Three."), (20, 22, "Four."))
CASES = [
    (
        "the same times",
        [(0, 3, "Un."), (10, 14, "Tri."), (20, 22, "Pedwar.")],
        ["Un.", "Tri.", "Pedwar."],
    ),
    ("a little earlier", [(9, 13, "Tri."), (19, 22, "Pedwar.")], ["", "Tri.", "Pedwar."]),
    ("one cue for two", [(0, 5, "Un, dau."), (10, 14, "Tri.")], ["Un, dau.", "Tri.", ""]),
    ("before the first", [(0, 0, "Dim.")], ["Dim.", "", ""]),
    ("after the last", [(40, 41, "Diwedd.")], ["", "", "Diwedd."]),
    (
        "a long cue first, a short one inside it",
        [(0, 30, "Hir."), (1, 2, "Byr.")],
        ["", "Hir. Byr.", ""],
    ),
    ("nothing", [], ["", "", ""]),
]


@pytest.mark.parametrize(
    ("cues", "beside"), [case[1:] for case in CASES], ids=[it[0] for it in CASES]
)
def test_a_line_stands_beside_the_paragraph_that_is_spoken_at_its_middle(cues, beside) -> None:
    assert rows(side_by_side(FIRST, of(*cues))) == list(
        zip(["One. Two.", "Three.", "Four."], beside, strict=True)
    )


def test_a_description_stands_beside_a_description() -> None:
    def described(word: str, picture: str) -> Transcript:
        said, seen = Captions((Cue(0, 2000, word),)), Captions((Cue(0, 1000, picture),))
        return transcript(said, descriptions=seen)

    found = side_by_side(described("Hello.", "A room."), described("Helo.", "Ystafell."))

    assert rows(found) == [("A room.", "Ystafell."), ("Hello.", "Helo.")]


def test_speakers_are_kept_on_both_sides() -> None:
    first = of((0, 1, "<v Ann>Hello.</v>\n<v Bob>Hi.</v>"))
    found = side_by_side(first, of((0, 1, "<v Ann>Helo.</v>\n<v Bob>Haia.</v>")))

    spoken = [
        (it.speaker, [other.speaker for other in it.beside]) for it in found.sections[0].paragraphs
    ]
    assert spoken == [("Ann", []), ("Bob", ["Ann", "Bob"])]


def test_a_chapter_has_its_title_in_both_languages_where_both_have_it() -> None:
    first = of((0, 1, "a"), (5, 6, "b"), chapters=((0, "Start"), (5, "End")))
    second = of((0, 1, "a"), chapters=((0, "Dechrau"), (4, "Diwedd")))

    found = side_by_side(first, second).sections

    assert [(it.title, it.beside) for it in found] == [("Start", "Dechrau"), ("End", "")]


def test_beside_nothing_nothing_stands() -> None:
    assert side_by_side(Transcript(()), FIRST) == Transcript(())


TIMES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.just("a")), max_size=9)


@given(TIMES.filter(bool), TIMES)
def test_every_line_of_both_is_there_in_order(first, second) -> None:
    one, other = of(*first), of(*second)
    found = side_by_side(one, other)

    def starts(of: Transcript) -> list[int]:
        return [line.start for it in of.sections for row in it.paragraphs for line in row.lines]

    beside = [
        line.start
        for it in found.sections
        for row in it.paragraphs
        for group in row.beside
        for line in group.lines
    ]
    assert starts(found) == starts(one)
    assert beside == starts(other)

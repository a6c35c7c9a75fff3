from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.captions import Captions, Cue, Note


def test_later_cues_keep_their_length_and_move_the_moments_inside_them() -> None:
    captions = Captions((Cue(0, 1000, "one <00:00.500>two"),))

    assert captions.shift(90_000) == Captions((Cue(90_000, 91_000, "one <00:01:30.500>two"),))


def test_what_would_be_before_the_beginning_is_cut_off() -> None:
    captions = Captions((Cue(0, 1000, "a"), Cue(1000, 3000, "b")), notes=(Note("on b", 1),))

    assert captions.shift(-2000) == Captions((Cue(0, 1000, "b"),), notes=(Note("on b", 0),))


def test_a_slice_has_the_cues_that_show_in_it() -> None:
    captions = Captions((Cue(0, 1000, "a"), Cue(1000, 2000, "b"), Cue(2000, 3000, "c")))

    assert captions.slice(1000, 2000).cues == (Cue(1000, 2000, "b"),)
    assert captions.slice(999, 2001) == captions


def test_notes_stay_above_their_cues_when_two_files_are_merged() -> None:
    one = Captions(
        (Cue(0, 1, "a"), Cue(20, 21, "c")), ("x",), notes=(Note("on c", 1), Note("end", 2))
    )
    two = Captions((Cue(10, 11, "b"),), ("x", "y"), notes=(Note("on b", 0), Note("two's end", 1)))

    merged = one.merge(two)

    assert [cue.text for cue in merged.cues] == ["a", "b", "c"]
    assert merged.styles == ("x", "y")
    assert merged.notes == (Note("on b", 1), Note("on c", 2), Note("end", 3), Note("two's end", 3))


def test_the_end_is_that_of_the_cue_that_ends_last() -> None:
    assert Captions().end == 0
    assert Captions((Cue(0, 5000, "long"), Cue(1000, 2000, "short"))).end == 5000


CUES = st.builds(Cue, st.integers(0, 10**8), st.integers(1, 10**8), st.text(max_size=5))
CAPTIONS = st.lists(CUES).map(lambda cues: Captions(tuple(cues)))


@given(CAPTIONS, st.integers(0, 10**8))
def test_there_and_back_again_changes_nothing(captions: Captions, by: int) -> None:
    assert captions.shift(by).shift(-by) == captions


@given(CAPTIONS, CAPTIONS)
def test_a_merge_loses_no_cue(one: Captions, two: Captions) -> None:
    merged = one.merge(two).cues

    assert sorted(merged, key=repr) == sorted(one.cues + two.cues, key=repr)
    assert [cue.start for cue in merged] == sorted(cue.start for cue in merged)

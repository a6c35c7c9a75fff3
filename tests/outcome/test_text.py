"""What people read: the place quoted, a caret under it, a summary, what to do first."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from server.outcome import Outcome
from server.outcome.diff import show_diff
from server.outcome.quoting import quoted
from server.outcome.text import first_steps, show, show_summary
from server.problems import Problem, Rule, Severity

RULES = {
    "vtt-end": Rule(Severity.ERROR, "A cue ends after it starts."),
    "link": Rule(Severity.WARNING, "No links."),
}


def problem(line: int = 0, column: int = 0, rule: str = "vtt-end", path: str = "a.vtt") -> Problem:
    severity = RULES[rule].severity
    return Problem(
        rule=rule, message="Look.", path=path, line=line, column=column, severity=severity
    )


def outcome(*problems: Problem, mendable: tuple[Problem, ...] = ()) -> Outcome:
    return Outcome(problems=problems, files=(), rules=RULES, mendable=frozenset(mendable))


CARETS = [
    ("letters", "abc def", 5, "abc def\n    ^"),
    ("wide letters", "漢字 kanji", 2, "漢字 kanji\n  ^^"),
    ("behind wide letters", "漢字 kanji", 4, "漢字 kanji\n     ^"),
    ("behind a mark on a letter", "cafe\u0301 x", 7, "cafe\u0301 x\n     ^"),
    ("at a mark on a letter", "cafe\u0301 x", 5, "cafe\u0301 x\n   ^"),
    ("behind a tab", "a\tb", 3, "a    b\n     ^"),
    ("at the end", "abc", 4, "abc\n   ^"),
    ("beyond the end", "abc", 9, "abc\n   ^"),
    ("from right to left", "سلام دنیا", 6, "سلام دنیا\n     ^ “دنیا”"),
    ("what a terminal would obey", "a\x1b[2Jb\x9b", 2, "a␛[2Jb‹U+009B›\n ^"),
    ("what turns a line round", "a\u202eb", 2, "a‹U+202E›b\n ^^^^^^^^"),
    ("joiners stay", "می\u200cخواهم", 1, "می\u200cخواهم\n^ “می\u200cخواهم”"),
    ("no column", "abc", 0, "abc\n"),
]


@pytest.mark.parametrize(
    ("line", "column", "expected"), [it[1:] for it in CARETS], ids=[it[0] for it in CARETS]
)
def test_a_caret_stands_under_the_place(line: str, column: int, expected: str) -> None:
    (found,) = quoted([line], problem(1, column), 60)
    assert f"{found.text}\n{found.caret}" == expected


LONG = "".join(f"{number:03} " for number in range(100))
CROPPED = [
    ("at its beginning", LONG, 1, "000 001 002 003 004…\n^"),
    ("in the middle", LONG, 201, "… 048 049 050 051 0…\n          ^"),
    ("at its end", LONG, 397, "… 097 098 099 \n          ^"),
    ("wide letters", "漢" * 100, 50, "…漢漢漢漢漢漢漢漢漢…\n         ^^"),
    ("without a column", LONG, 0, "000 001 002 003 004…\n"),
]


@pytest.mark.parametrize(
    ("line", "column", "expected"), [it[1:] for it in CROPPED], ids=[it[0] for it in CROPPED]
)
def test_a_long_line_is_cut_around_the_place(line: str, column: int, expected: str) -> None:
    (found,) = quoted([line], problem(1, column), 20)
    assert f"{found.text}\n{found.caret}" == expected


@given(st.text(), st.integers(0, 200), st.integers(20, 80))
def test_whatever_the_line_it_fits_and_does_nothing_to_a_terminal(
    line: str, column: int, width: int
) -> None:
    (found,) = quoted([line], problem(1, column), width)
    assert cell_len(found.text) <= width
    assert "\x1b" not in found.text + found.caret
    assert "\n" not in found.text


VTT = [
    "WEBVTT",
    "",
    "1",
    "00:01.000 --> 00:02.000",
    "One",
    "two",
    "three",
    "",
    "00:03.000 --> 00:04.000",
]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (4, [4, 5, 6]),  # the times, with what they are of
        (6, [4, 6]),  # a line of text, with its times
        (9, [9]),
        (1, [1]),
        (0, []),
        (10, []),
    ],
)
def test_a_cue_is_quoted_with_its_times_and_its_text(line: int, shown: list[int]) -> None:
    assert [it.number for it in quoted(VTT, problem(line), 60)] == shown


def test_problems_are_told_by_file_each_place_and_each_kind_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts = {"a.vtt": "WEBVTT\r\n\r\n00:02.000 --> 00:01.000\r\nwww.example.org\r\n"}
    show(
        outcome(
            *(problem(3, 1), problem(3, 1, "link"), problem(4, 1, "link")),
            *(problem(path="b.vtt"), problem(path="b.vtt", rule="link")),
        ),
        texts.__getitem__,
    )
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.rstrip() for line in said.err.splitlines()] == [
        "a.vtt",
        "  a.vtt:3:1  error  Look.  vtt-end",
        "       3 │ 00:02.000 --> 00:01.000",
        "         │ ^",
        "       4 │ www.example.org",
        "  a.vtt:3:1  warning  Look. So it is 2 times in this file.  link",
        "b.vtt",
        "  b.vtt  error  Look.  vtt-end",
        "  b.vtt  warning  Look.  link",
    ]


def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(outcome(problem(1, 1)), lambda _: "text")
    assert "\x1b[1;31merror\x1b[0m" in capsys.readouterr().err
    monkeypatch.setenv("NO_COLOR", "1")
    show(outcome(problem(1, 1)), lambda _: "text")
    assert "\x1b[1;31m" not in capsys.readouterr().err


def test_the_summary_counts_rules_errors_first_then_the_most_frequent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    links = (problem(number, 0, "link", f"{number % 2}.vtt") for number in range(5))
    show_summary(outcome(*links, problem(1)))
    lines = [line.split() for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        [],
        ["rule", "files"],
        ["1", "error", "vtt-end", "1"],
        ["5", "warnings", "link", "2"],
        [],
    ]
    show_summary(outcome())
    assert capsys.readouterr().err == ""


END, LINK = problem(1), problem(1, 0, "link")


@pytest.mark.parametrize(
    ("problems", "mendable", "expected"),
    [
        ([], [], []),
        (
            [END],
            [],
            ["Do first: mend a.vtt: it has the only error, vtt-end: A cue ends after it starts."],
        ),
        (
            [LINK, problem(2, 0, "link", "b.vtt"), problem(3, 0, "link", "b.vtt")],
            [],
            ["Do first: mend b.vtt: it has 2 of the 3 warnings, such as link: No links."],
        ),
        (
            [LINK, END, problem(1, path="b.vtt"), problem(2, path="b.vtt")],
            [],
            [
                "Do first: mend b.vtt: it has 2 of the 3 errors, such as vtt-end: "
                "A cue ends after it starts."
            ],
        ),
        (
            [LINK, END],
            [LINK],
            [
                "Do first: legenda check --fix --diff   shows how one problem can be mended at "
                "once",
                "Then: mend a.vtt: it has the only error, vtt-end: A cue ends after it starts.",
            ],
        ),
        (
            [LINK, END],
            [LINK, END],
            ["Do first: legenda check --fix --diff   shows how 2 problems can be mended at once"],
        ),
    ],
    ids=[
        "nothing",
        "an error",
        "warnings",
        "errors before warnings",
        "mendable first",
        "all mendable",
    ],
)
def test_what_to_do_first_is_said(
    problems: list[Problem], mendable: list[Problem], expected: list[str]
) -> None:
    found = first_steps(outcome(*problems, mendable=tuple(mendable)), "legenda check")
    assert list(found) == expected


def test_a_diff_is_what_patch_takes(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    show_diff("a.vtt", ["one \r\n", "é\r\n", "last"], ["one\r\n", "é\r\n", "last\r\n"])
    assert capsysbinary.readouterr().out.decode() == (
        "--- a/a.vtt\n+++ b/a.vtt\n@@ -1,3 +1,3 @@\n"
        "-one \r\n+one\r\n é\r\n-last\n\\ No newline at end of file\n+last\r\n"
    )


def test_a_diff_on_a_terminal_shows_spaces_and_obeys_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    show_diff("a.vtt", ["\x1b[2Jone \n"], ["\x1b[2Jone\n"])
    said = capsys.readouterr().out
    assert "\x1b[31m-␛[2Jone\x1b[0m\x1b[31;41m \x1b[0m\n" in said
    assert "\x1b[32m+␛[2Jone\x1b[0m\n" in said

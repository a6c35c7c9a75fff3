from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from server.captions import Captions, Cue, read
from server.captions.rules import RULES

CASES = tomllib.loads(Path(__file__).with_name("problems.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']}: {case['title']}" for case in CASES])
def test_each_message_has_its_rule_its_place_and_its_severity(case: dict[str, object]) -> None:
    head, body = str(case["text"]).split("\n\n", 1) if "times" in case else ("", str(case["text"]))
    text = head + "\n\n" * bool(head) + body * int(str(case.get("times", 1)))
    data = text.encode(str(case.get("encoding", "utf-8")))

    _, problems = read(data, case.get("format"))

    found = [it for it in problems if it.rule == case["rule"]]
    assert len(found) == 1
    assert case["says"] in found[0].message
    assert (found[0].line, found[0].column) == (case["line"], case["column"])
    assert found[0].severity == RULES[str(case["rule"])].severity


GOOD = [case for case in CASES if "good" in case]


@pytest.mark.parametrize("case", GOOD, ids=[str(case["rule"]) for case in GOOD])
def test_what_was_put_right_has_no_problem_at_all(case: dict[str, str]) -> None:
    captions, problems = read(case["good"], case.get("format"))

    assert problems == ()
    assert captions.cues


# What is wrong with these is their bytes, their length, or that a library is not there.
WITHOUT_EXAMPLE = {
    "captions-code-page",
    "captions-encoding",
    "captions-extra",
    "captions-more",
    "stl-malformed",
}


def test_every_rule_has_an_example_put_right_where_text_can_show_it() -> None:
    assert {case["rule"] for case in GOOD} == set(RULES) - WITHOUT_EXAMPLE


def test_every_rule_has_a_case() -> None:
    # No text lacks a library; tests/captions/test_other_formats.py shows that rule.
    assert {case["rule"] for case in CASES} == set(RULES) - {"captions-extra"}


def test_a_lone_surrogate_is_reported_and_replaced() -> None:
    captions, problems = read("WEBVTT\n\n00:00.000 --> 00:01.000\na\ud800\n")

    assert captions.cues == (Cue(0, 1000, "a\ufffd"),)
    assert [(it.rule, it.line, it.column) for it in problems] == [("captions-encoding", 4, 2)]


def test_a_file_that_is_no_webvtt_is_one_problem_and_no_cues() -> None:
    captions, problems = read(b"\xff\xfe\x00\xd8\x00\x01\x02GIF89a", "vtt")

    assert captions == Captions()
    assert [problem.rule for problem in problems] == ["vtt-signature"]


def test_a_good_file_has_no_problems() -> None:
    text = (
        "WEBVTT - a title\nLanguage: en-GB\n\nSTYLE\n::cue { color: red }\n\n"
        "REGION\nid:low width:40% lines:2 regionanchor:0%,100% viewportanchor:10%,90% scroll:up\n\n"
        "NOTE A comment.\n\n"
        "one\n00:00.000 --> 00:01.000 align:start position:10%,line-left region:low\n"
        "<v.loud Mary Smith>Hello, <i>you</i> &amp; <lang cy>chi</lang></v>\n\n"
        "00:01.000 --> 01:00:02.000 line:0 vertical:rl size:50%\n"
        "<ruby>漢字<rt>かんじ</rt></ruby> <00:01.500><c.yellow>now</c>\n"
    )

    captions, problems = read(text)

    assert problems == ()
    assert len(captions.cues) == 2


def test_problems_come_in_the_order_of_the_file() -> None:
    text = "WEBVTT\n\nwhat\n\n00:02.000 --> 00:01.000 a:b c\n<x>\n\n00:00.000 -> 00:01.000\nx\n"

    _, problems = read(text)

    places = [(problem.line, problem.column) for problem in problems]
    assert places == sorted(places)
    assert len(places) == 6

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from server.captions import Captions, Cue, read, write
from server.captions.quality import (
    PROFILES,
    QUALITY_RULES,
    RULES,
    Quality,
    check_quality,
    examine,
    lines,
    signs,
    speech,
    timing,
    translation,
)
from server.captions.quality.profiles import FIGURES, Thresholds
from server.captions.rules import RULES as READING_RULES
from server.languages import Language
from server.problems import Severity
from tests.real_files import WAI, need, wai_files

CASES = tomllib.loads(Path(__file__).with_name("quality.toml").read_text("utf-8"))["case"]
EN = Language("en")
LEGENDA = PROFILES["legenda"]


def examined(case: dict[str, Any], text: str) -> Quality:
    """What is found in the text of a case."""
    captions, _ = read(f"WEBVTT\n\n{text.lstrip()}", "vtt")
    if case.get("times"):
        again = [captions.shift(number * 60_000).cues for number in range(case["times"])]
        cues = tuple(cue for part in again for cue in part)
        lines = tuple(3 + 4 * number for number in range(len(cues)))
        captions = Captions(cues, lines=lines)
    return examine(
        captions,
        language=Language.parse(case.get("language", "en")),
        profile=PROFILES[case.get("profile", "legenda")],
        duration=case["duration"] * 1000 if "duration" in case else None,
        source=read("WEBVTT\n" + case["source"])[0] if "source" in case else None,
        kind=case.get("kind", "captions"),
    )


NAMES = [f"{case['rule']}: {case['title']}" for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_is_bad_is_told_with_its_place(case: dict[str, Any]) -> None:
    problems = examined(case, case["bad"]).problems

    found = [problem for problem in problems if problem.rule == case["rule"]]
    assert len(found) == 1, problems
    assert case["says"] in found[0].message
    assert (found[0].line, found[0].column) == (case["line"], case["column"])
    assert found[0].severity == QUALITY_RULES[case["rule"]].severity


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_is_good_has_no_such_problem(case: dict[str, Any]) -> None:
    problems = examined(case, case["good"]).problems

    assert case["rule"] not in {problem.rule for problem in problems}


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {case["rule"] for case in CASES} == QUALITY_RULES.keys()


def test_every_message_has_a_case() -> None:
    # Each text that a rule can give is written as `Finding(…)`, or in a function that makes one.
    told = {problem.message for case in CASES for problem in examined(case, case["bad"]).problems}
    for module in (lines, signs, speech, timing, translation):
        source = Path(str(module.__file__)).read_text("utf-8")
        for sentence in re.findall(r'"([A-Z][a-z][^"{}]{20,}[.:])', source):
            if sentence.split('"')[0] in (module.__doc__ or "") or '"""' + sentence in source:
                continue
            assert any(sentence in message for message in told), f"no case says: {sentence}"


def test_the_table_is_one_and_has_no_id_twice() -> None:
    assert QUALITY_RULES.keys() & READING_RULES.keys() == set()
    assert RULES.keys() == QUALITY_RULES.keys() | READING_RULES.keys()


def test_every_figure_that_a_profile_has_is_read_by_a_rule() -> None:
    read_ = {name for rule in QUALITY_RULES.values() for name in rule.reads}
    assert read_ == set(FIGURES)


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_names_rules_and_figures_that_are_known(name: str) -> None:
    profile = PROFILES[name]
    assert profile.off <= QUALITY_RULES.keys()
    for changes in profile.languages.values():
        assert changes.keys() <= set(Thresholds.__dataclass_fields__)
    assert profile.name == name
    assert profile.source.startswith("https://") or name == "legenda"


def test_figures_are_those_of_the_nearest_language() -> None:
    assert PROFILES["netflix"].limits(Language("zh-Hant-TW")).characters_per_line == 16
    assert PROFILES["netflix"].limits(Language("ja")).characters_per_second == 4
    assert PROFILES["netflix"].limits(Language("en-GB")).characters_per_line == 42
    own = LEGENDA.changed({"characters_per_line": 37}, languages={"zh": {"lines_per_cue": 1}})
    assert own.limits(EN).characters_per_line == 37
    assert own.limits(Language("zh-Hans")).characters_per_line == 16
    assert own.limits(Language("zh-Hans")).lines_per_cue == 1


def test_an_excuse_silences_its_rule_in_its_cue_and_is_counted() -> None:
    text = (
        "WEBVTT\n\nNOTE excuse short-cue: the joke needs it\n\n00:01.000 --> 00:01.400\nNo.\n\n"
        "00:05.000 --> 00:05.400\nNo.\n"
    )

    quality = examine(read(text)[0], language=EN, profile=LEGENDA)

    assert [(it.rule, it.line) for it in quality.problems] == [("short-cue", 8)]
    assert [(it.problem.line, it.reason) for it in quality.excused] == [(5, "the joke needs it")]


def test_a_habit_is_told_once_and_counted() -> None:
    cues = tuple(Cue(n * 10_000, n * 10_000 + 5000, "You may come in " * 4) for n in range(20))

    problems = check_quality(Captions(cues), language=EN, profile=LEGENDA)

    assert [problem.rule for problem in problems] == ["line-length"]
    assert problems[0].message.endswith("So it is 20 times in this file.")


def test_a_place_is_that_of_the_raw_text() -> None:
    head = "WEBVTT\n\n00:01.000 --> 00:06.000\n"
    text = head + "<i>Fish &amp; chips</i> at\n<b>&lt;&#9829; www.a.org</b>"

    problems = check_quality(read(text)[0], language=EN, profile=LEGENDA)

    places = {problem.rule: (problem.line, problem.column) for problem in problems}
    assert places["link"] == (5, 16)
    assert places["bad-break"] == (4, 25)


def test_captions_that_were_made_have_problems_without_a_line() -> None:
    problems = check_quality(Captions((Cue(0, 400, "No."),)), language=EN, profile=LEGENDA)

    assert [(it.rule, it.line, it.column) for it in problems] == [("short-cue", 0, 0)]


def test_the_lines_of_cues_are_kept_and_are_no_part_of_the_value() -> None:
    captions, _ = read("WEBVTT\n\n1\n00:01.000 --> 00:02.000\na\n\n\n00:03.000 --> 00:04.000\nb\n")
    srt, _ = read("1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n")

    assert captions.lines == (4, 8)
    assert srt.lines == (2, 6)
    assert read(write(captions))[0] == captions
    assert captions.shift(100).lines == ()


def test_a_file_of_another_format_has_its_times_checked_as_well() -> None:
    text = "1\n00:00:03,000 --> 00:00:02,000\na\n\n2\n00:00:01,000 --> 00:00:02,000\nb\n"

    _, problems = read(text, "srt")

    assert [(it.rule, it.line) for it in problems] == [("vtt-end", 2), ("vtt-order", 6)]


@pytest.mark.parametrize("kind", ["chapters", "descriptions", "notes", "metadata"])
def test_what_is_not_read_in_time_is_not_judged_by_time(kind: str) -> None:
    captions = Captions((Cue(60_000, 60_100, "A chapter with a very long title indeed " * 3),))

    assert check_quality(captions, language=EN, profile=LEGENDA, kind=kind) == ()


def test_a_file_without_cues_has_no_problems_of_quality() -> None:
    assert check_quality(Captions(), language=EN, profile=LEGENDA) == ()


def test_endless_problems_are_bounded() -> None:
    cues = tuple(Cue(n * 5000, n * 5000 + 100, "No (") for n in range(3000))

    problems = check_quality(Captions(cues), language=EN, profile=LEGENDA)

    assert len(problems) == 1001
    assert (problems[-1].rule, problems[-1].severity) == ("captions-more", Severity.WARNING)


def test_ordinary_captions_of_many_scripts_have_no_odd_findings() -> None:
    """What a file of others is told is what an editor would see: speed, length, its own slips."""
    need(WAI)
    told: dict[str, int] = {}
    for path in wai_files():
        captions, _ = read(path.read_bytes(), "vtt")
        language = Language.parse(path.name.split(".")[-2])
        for problem in check_quality(captions, language=language, profile=LEGENDA):
            told[problem.rule] = told.get(problem.rule, 0) + 1
    usual = {"reading-speed", "line-length", "long-cue"}
    assert {rule: count for rule, count in told.items() if rule not in usual} == {
        "bad-break": 1,
        "direction-mark": 1,
        "line-count": 1,
        "mixed-quotes": 2,
    }

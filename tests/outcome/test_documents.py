"""What programs read: each format held to its specification, by a reader that is not ours."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from server.captions.quality import RULES as CAPTION_RULES
from server.outcome import FORMATS, Outcome
from server.problems import Problem, Rule, Severity
from server.site.rules import RULES as SITE_RULES

ERROR, WARNING = Severity.ERROR, Severity.WARNING
TALK = "captions/talk/en.vtt"
PROBLEMS = (
    Problem(rule="vtt-end", message="It ends, 100%: early.", path=TALK, line=4, column=2),
    Problem(rule="vtt-end", message="Again.", path=TALK, line=9, column=1),
    Problem(rule="vtt-order", message="Late.", path=TALK, line=9, severity=WARNING),
    Problem(rule="no-captions", message="None.", path="media/a b,c:d", severity=WARNING),
)
RULES = {
    "vtt-end": Rule(ERROR, "A cue ends after it starts.", "https://www.w3.org/TR/webvtt1/"),
    "vtt-order": Rule(WARNING, "Cues are in order.", "ours"),
    "no-captions": Rule(WARNING, "There are captions."),
}


def outcome(*problems: Problem, folder: str = "", complete: bool = True) -> Outcome:
    return Outcome(
        problems=problems,
        files=("topics/a.en.md", TALK),
        rules=RULES,
        folder=folder,
        version="1.2.3",
        complete=complete,
    )


def sarif(of: Outcome) -> dict:
    written = FORMATS["sarif"](of)
    SarifLog.model_validate_json(written, strict=False)
    (run,) = json.loads(written)["runs"]
    return run


def test_json_is_the_list_of_problems() -> None:
    assert json.loads(FORMATS["json"](outcome(PROBLEMS[2], folder="site/"))) == [
        {
            "rule": "vtt-order",
            "message": "Late.",
            "path": TALK,
            "line": 9,
            "column": 0,
            "severity": "warning",
        }
    ]
    assert json.loads(FORMATS["json"](outcome())) == []


def test_sarif_has_every_rule_with_what_github_needs_of_it() -> None:
    driver = sarif(outcome())["tool"]["driver"]

    assert (driver["name"], driver["semanticVersion"]) == ("Legenda", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    end, order, none = driver["rules"]
    for rule in driver["rules"]:
        texts = (rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
        assert all(texts)
    assert end["helpUri"] == "https://www.w3.org/TR/webvtt1/"
    assert "helpUri" not in order
    assert "helpUri" not in none
    assert [rule["defaultConfiguration"]["level"] for rule in (end, order)] == ["error", "warning"]
    assert end["properties"] == {"problem.severity": "error"}


def test_sarif_has_a_result_for_each_problem_at_its_place() -> None:
    run = sarif(outcome(*PROBLEMS, folder="my site/"))

    assert run["columnKind"] == "unicodeCodePoints"
    assert [(it["ruleId"], it["ruleIndex"], it["level"]) for it in run["results"]] == [
        ("vtt-end", 0, "error"),
        ("vtt-end", 0, "error"),
        ("vtt-order", 1, "warning"),
        ("no-captions", 2, "warning"),
    ]
    places = [it["locations"][0]["physicalLocation"] for it in run["results"]]
    assert [it.get("region") for it in places] == [
        {"startLine": 4, "startColumn": 2},
        {"startLine": 9, "startColumn": 1},
        {"startLine": 9},
        None,
    ]
    uris = [it["artifactLocation"]["uri"] for it in places]
    assert uris[0] == "my%20site/captions/talk/en.vtt"
    assert unquote(uris[3]) == "my site/media/a b,c:d"
    assert all(re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri) for uri in uris)


def test_sarif_says_when_the_check_had_to_stop() -> None:
    assert sarif(outcome())["invocations"] == [{"executionSuccessful": True}]
    assert sarif(outcome(complete=False))["invocations"] == [{"executionSuccessful": False}]


def test_a_problem_of_no_file_has_no_location_in_sarif() -> None:
    (result,) = sarif(outcome(Problem(rule="reload", message="Odd.")))["results"]
    assert "locations" not in result
    assert "ruleIndex" not in result


def test_the_rules_there_are_make_valid_sarif() -> None:
    rules = {**SITE_RULES, **CAPTION_RULES}
    run = sarif(Outcome(problems=(), files=(), rules=rules))
    assert len(run["tool"]["driver"]["rules"]) == len(rules) > 80


def test_junit_has_a_suite_for_each_file_and_a_test_for_each_rule() -> None:
    report = JUnitXml.fromstring(FORMATS["junit"](outcome(*PROBLEMS, folder="site/")).encode())

    found = {
        suite.name: [(case.name, [type(it) for it in case.result]) for case in suite]
        for suite in report
    }
    assert found == {
        "site/captions/talk/en.vtt": [("vtt-end", [Failure]), ("vtt-order", [Skipped])],
        "site/media/a b,c:d": [("no-captions", [Skipped])],
        "site/topics/a.en.md": [("no problem", [])],
    }
    assert (report.tests, report.failures, report.skipped, report.errors) == (4, 1, 2, 0)
    assert [(it.tests, it.failures, it.skipped) for it in report] == [
        (2, 1, 1),
        (1, 0, 1),
        (1, 0, 0),
    ]


def test_junit_says_of_a_rule_how_often_and_where_it_is_broken() -> None:
    report = JUnitXml.fromstring(FORMATS["junit"](outcome(*PROBLEMS, folder="site/")).encode())

    (suite,) = (it for it in report if it.name.endswith("en.vtt"))
    case, _ = suite
    (failure,) = case.result
    assert failure.message == "It ends, 100%: early. (and 1 more)"
    assert failure.type == "vtt-end"
    assert failure.text.split("\n") == [
        "site/captions/talk/en.vtt:4:2: It ends, 100%: early.",
        "site/captions/talk/en.vtt:9:1: Again.",
    ]
    attributes = case._elem.attrib
    assert (attributes["file"], attributes["line"]) == ("site/captions/talk/en.vtt", "4")


def test_github_gets_a_command_for_each_problem_escaped_as_its_runner_reads_it() -> None:
    message = "1: two, 100%\r\n::error::three"
    odd = Problem(rule="x", message=message, path="a,b:c%", line=1)

    written = FORMATS["github"](outcome(*PROBLEMS, odd, folder="site/"))

    assert written.split("\n") == [
        "::error file=site/captions/talk/en.vtt,line=4,col=2,title=vtt-end::"
        "It ends, 100%25: early.",
        "::error file=site/captions/talk/en.vtt,line=9,col=1,title=vtt-end::Again.",
        "::warning file=site/captions/talk/en.vtt,line=9,title=vtt-order::Late.",
        "::warning file=site/media/a b%2Cc%3Ad,title=no-captions::None.",
        "::error file=site/a%2Cb%3Ac%25,line=1,title=x::1: two, 100%25%0D%0A::error::three",
    ]
    assert FORMATS["github"](outcome()) == ""


@pytest.mark.parametrize("format_", FORMATS)
@given(st.text(), st.text(), st.integers(0), st.integers(0))
def test_whatever_is_told_makes_a_valid_document(
    format_: str, message: str, path: str, line: int, column: int
) -> None:
    told = Problem(rule="vtt-end", message=message, path=path, line=line, column=column)
    of = outcome(told, *PROBLEMS)

    if format_ == "sarif":
        assert sarif(of)["results"][0]["message"]["text"] == message
        return
    written = FORMATS[format_](of)
    match format_:
        case "json":
            assert json.loads(written)[0]["message"] == message
        case "junit":
            assert JUnitXml.fromstring(written.encode()).tests >= 4
        case "github":
            assert written.count("\n") == len(PROBLEMS)

from __future__ import annotations

from server.problems import Problem, Severity, nearest


def test_a_problem_says_where_how_bad_what_and_by_which_rule() -> None:
    problem = Problem(rule="no-title", message="There is no title.", line=2, column=5)
    assert str(problem) == "2:5: error: There is no title. [no-title]"
    placed = problem.at("topics/a.en.md", after=10)
    assert str(placed) == "topics/a.en.md:12:5: error: There is no title. [no-title]"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    problem = Problem(rule="empty", message="It is empty.", severity=Severity.WARNING)
    assert str(problem.at("a.vtt")) == "a.vtt: warning: It is empty. [empty]"
    assert str(problem) == "warning: It is empty. [empty]"


def test_the_nearest_known_word_is_offered_else_the_known_ones() -> None:
    assert nearest("sumary", ["title", "summary"]) == "Did you mean “summary”?"
    assert nearest("colour", ["title", "summary"]) == "Known: summary, title."
    assert nearest("colour", []) == ""
    assert len(nearest("colour", [f"video-{number}" for number in range(5000)])) < 300

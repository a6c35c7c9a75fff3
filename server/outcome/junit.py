"""Problems as JUnit XML, which test reports show: a suite for each file, a test for each rule.

An error is a test that failed. JUnit has nothing between passed and failed, so a warning is a test
that was skipped: reports show it, and do not fail for it. There is no specification; this is what
Jenkins, GitLab and others read, as https://github.com/testmoapp/junitxml describes it.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from server.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.outcome import Outcome
    from server.problems import Problem

# What XML cannot hold, in whatever way it is written: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(outcome: Outcome) -> str:
    """The suites of all files that were looked at; one without problems has a test that passed."""
    found: dict[str, list[Problem]] = {path: [] for path in outcome.files}
    for problem in outcome.problems:
        found.setdefault(problem.path, []).append(problem)
    root = ElementTree.Element("testsuites", name="legenda check")
    for path in sorted(found):
        root.append(_suite(outcome.folder + path, found[path]))
    _count(root, list(root.iter("testcase")))
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written.decode()


def _suite(path: str, problems: Iterable[Problem]) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=_clean(path))
    by_rule = sorted(problems, key=lambda it: (it.rule, it.severity, it.line, it.column))
    for (rule, severity), broken in groupby(by_rule, key=lambda it: (it.rule, it.severity)):
        suite.append(_case(path, rule, severity, list(broken)))
    if not len(suite):
        ElementTree.SubElement(suite, "testcase", _about(path, "no problem"))
    _count(suite, suite.findall("testcase"))
    return suite


def _about(path: str, name: str) -> dict[str, str]:
    return {"name": name, "classname": _clean(path), "file": _clean(path)}


def _case(path: str, rule: str, severity: Severity, broken: list[Problem]) -> ElementTree.Element:
    first, *others = broken
    line = {"line": str(first.line)} if first.line else {}
    case = ElementTree.Element("testcase", _about(path, rule) | line)
    said = {"message": _clean(first.message + (f" (and {len(others)} more)" if others else ""))}
    if severity is Severity.ERROR:
        result = ElementTree.SubElement(case, "failure", said | {"type": rule})
    else:
        result = ElementTree.SubElement(case, "skipped", said)
    result.text = _clean("\n".join(f"{_place(path, it)}: {it.message}" for it in broken))
    return case


def _place(path: str, problem: Problem) -> str:
    return ":".join(str(it) for it in (path, problem.line, problem.column) if it)


def _count(element: ElementTree.Element, cases: list[ElementTree.Element]) -> None:
    element.set("tests", str(len(cases)))
    for name, counted in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(counted) is not None for case in cases)))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)

"""Problems as SARIF 2.1.0, which code scanners show.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub needs beyond
it is in its documentation of code scanning.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from server.outcome import Outcome
    from server.problems import Problem, Rule

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write_sarif(outcome: Outcome) -> str:
    """One run with every rule there is, so that logs of two runs can be compared."""
    places = {id_: at for at, id_ in enumerate(outcome.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "Legenda",
                "semanticVersion": outcome.version,
                "rules": [_rule(id_, rule) for id_, rule in outcome.rules.items()],
            }
        },
        "invocations": [{"executionSuccessful": outcome.complete}],
        # Columns count characters, as Python does, not units of UTF-16.
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, outcome.path(problem), places) for problem in outcome.problems
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(id_: str, rule: Rule) -> dict[str, Any]:
    about = f"{rule.reason} Source: {rule.source}" if rule.source else rule.reason
    said: dict[str, Any] = {
        "id": id_,
        "shortDescription": {"text": rule.reason},
        "fullDescription": {"text": rule.reason},
        "help": {"text": about},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"problem.severity": rule.severity},
    }
    return said | ({"helpUri": rule.source} if rule.source.startswith("https://") else {})


def _result(problem: Problem, path: str, places: dict[str, int]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "ruleId": problem.rule,
        "level": problem.severity,
        "message": {"text": problem.message},
    }
    if problem.rule in places:
        said["ruleIndex"] = places[problem.rule]
    if path:
        where: dict[str, Any] = {"artifactLocation": {"uri": quote(path), "uriBaseId": "%SRCROOT%"}}
        if problem.line:
            where["region"] = _region(problem)
        said["locations"] = [{"physicalLocation": where}]
    return said


def _region(problem: Problem) -> dict[str, int]:
    column = {"startColumn": problem.column} if problem.column else {}
    return {"startLine": problem.line, **column}

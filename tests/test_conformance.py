"""What viewers need: every mark names a row, and no row is claimed without a test."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scripts.write_conformance_docs import (
    ROWS,
    Row,
    Shown,
    module,
    page,
    read_rows,
    shown_rows,
    verdict,
)
from tests.conftest import ROOT

SECTIONS = read_rows(ROWS.read_text("utf-8"))
EVERY = [row for rows in SECTIONS.values() for row in rows]

WHOLE = Row(id="A-1", level="must", asks="One thing.", also=("B-1",))
PARTED = Row(id="A-2", level="should", asks="Two things.", parts=("one", "other"))
CANNOT = Row(id="A-3", level="may", asks="Too much.", cannot="No browser can.", instead="A link.")


def test_the_page_is_current_and_every_mark_names_a_row():
    script = [sys.executable, str(ROOT / "scripts/write_conformance_docs.py"), "--check"]
    ran = subprocess.run(script, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_row_is_whole_and_no_id_is_there_twice():
    ids = [name for row in EVERY for name in (row.id, *row.also)]
    assert sorted(set(ids)) == sorted(ids)
    assert {row.level for row in EVERY} <= {"must", "should", "may"}
    assert all(row.asks.endswith((".", ")")) for row in EVERY)
    assert [row.id for row in EVERY if bool(row.cannot) != bool(row.instead)] == []
    assert [row.id for row in EVERY if len(set(row.parts)) != len(row.parts)] == []


@pytest.mark.parametrize(
    ("row", "parts", "expected"),
    [
        (WHOLE, (), "not shown"),
        (WHOLE, ("",), "met"),
        (PARTED, (), "not shown"),
        (PARTED, ("",), "not shown"),
        (PARTED, ("one",), "partly"),
        (PARTED, ("one", "other"), "met"),
        (CANNOT, ("",), "cannot"),
    ],
)
def test_a_row_is_met_when_each_of_its_parts_has_a_test(row, parts, expected):
    assert verdict(row, tuple(Shown("tests/test_x.py::test_y", part) for part in parts)) == expected


def test_a_mark_that_names_no_row_or_no_part_is_told_with_its_test():
    marks = [("A-9", "t::one"), ("A-2/third", "t::two"), ("A-1/part", "t::three"), ("B-1", "t::ok")]
    found, wrong = shown_rows([WHOLE, PARTED], marks)
    assert found == {"A-1": (Shown("t::ok"),)}
    assert [line.partition(": ")[0] for line in wrong] == ["t::one", "t::two", "t::three"]


def test_the_page_says_why_a_row_cannot_be_met_and_what_is_nearest():
    text = page({"Some": (WHOLE, CANNOT)}, {"A-1": (Shown("tests/test_x.py::test_a_thing"),)})
    assert "cannot be met: No browser can. Nearest: A link." in text
    assert "| **met** | [a_thing](../tests/test_x.py) |" in text
    assert "| must | 1 | 1 | 0 | 0 | 0 |" in text


def test_the_module_names_what_is_met_by_each_of_its_names_and_nothing_else():
    shown = (Shown("tests/test_x.py::test_y"),)
    found: dict[str, frozenset[str]] = {}
    exec(module((WHOLE, PARTED, CANNOT), {"A-1": shown, "A-2": shown, "A-3": shown}), found)
    assert found["SHOWN"] == {"A-1", "B-1"}

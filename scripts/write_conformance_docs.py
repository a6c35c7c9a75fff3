# ruff: noqa: E501 - a paragraph of a page is one line

"""Writes docs/conformance.md from the rows of tests/requirements.toml and the marks of the tests.

python scripts/write_conformance_docs.py            writes the page
python scripts/write_conformance_docs.py --check    says whether it is current (exit code 1: no)

What is met is written for `legenda report` too: server/site/conformance/shown.py.

A mark is `@pytest.mark.requirement("CC-24")`, or `("CC-24/captions key")` for a part of a row.
pytest itself collects them, so a mark of a module or of one case counts as it does in a run.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
ROWS = ROOT / "tests" / "requirements.toml"
PAGE = ROOT / "docs" / "conformance.md"
MODULE = ROOT / "server" / "site" / "conformance" / "shown.py"

HEAD = """\
# What viewers need, and what shows that they get it

<!-- Written by scripts/write_conformance_docs.py from tests/requirements.toml and the marks of the
     tests; change those, not this page. -->

Every row is something that a viewer needs: from the W3C's [Media Accessibility User Requirements](https://www.w3.org/TR/media-accessibility-reqs/), EN 301 549, WCAG 2.2, the caption settings of 47 CFR 79.103, and what people ask of video players in public. A row is *met* when a test shows it, or a test for each of its parts; all tests pass before a change is accepted. Many are run in a real browser. What no test shows is not claimed.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the requirements, as `tests/requirements.toml` explains it."""

    id: str
    level: str
    asks: str
    also: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    cannot: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A test that shows a row, or one `part` of it."""

    test: str
    part: str = ""


def read_rows(text: str) -> dict[str, tuple[Row, ...]]:
    """The rows by the titles of their sections."""
    return {
        section["title"]: tuple(
            Row(**{key: tuple(it) if isinstance(it, list) else it for key, it in row.items()})
            for row in section["row"]
        )
        for section in tomllib.loads(text)["section"]
    }


def shown_rows(
    rows: Iterable[Row], marks: Iterable[tuple[str, str]]
) -> tuple[dict[str, tuple[Shown, ...]], tuple[str, ...]]:
    """The tests of each row by its id, and what is wrong with the marks: (what it names, test)."""
    known = {name: row for row in rows for name in (row.id, *row.also)}
    found: dict[str, dict[Shown, None]] = defaultdict(dict)
    wrong: dict[str, None] = {}
    for named, test in marks:
        name, _, part = named.partition("/")
        row = known.get(name)
        if row is None:
            wrong[f"{test}: there is no requirement “{name}” in tests/requirements.toml."] = None
        elif part and part not in row.parts:
            expected = f"expected one of: {', '.join(row.parts)}." if row.parts else "it has none."
            wrong[f"{test}: “{part}” is no part of {name}; {expected}"] = None
        else:
            found[row.id][Shown(test, part)] = None
    return {id_: tuple(tests) for id_, tests in found.items()}, tuple(wrong)


def verdict(row: Row, shown: tuple[Shown, ...]) -> str:
    """`met`, `partly`, `not shown` or `cannot`."""
    if row.cannot:
        return "cannot"
    missing = unshown(row, shown)
    if not shown or len(missing) == len(row.parts) > 0:
        return "not shown"
    return "partly" if missing else "met"


def unshown(row: Row, shown: tuple[Shown, ...]) -> tuple[str, ...]:
    """The parts of a row that no test shows."""
    return tuple(part for part in row.parts if part not in {one.part for one in shown})


class _Marks:
    """A plugin of pytest that keeps the marks of what was collected."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            test = item.nodeid.partition("[")[0]
            for mark in item.iter_markers("requirement"):
                self.found += [(named, test) for named in mark.args]


def collected_marks() -> list[tuple[str, str]]:
    """(what it names, test) of every mark, in the order of the tests."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    marks, said = _Marks(), io.StringIO()
    asked = ["--collect-only", "--quiet", "-p", "no:cacheprovider", "tests"]
    with contextlib.redirect_stdout(said):
        code = pytest.main(asked, plugins=[marks])
    if code != pytest.ExitCode.OK:
        sys.exit(f"{said.getvalue()}\nThe tests cannot be collected.")
    return marks.found


def page(sections: Mapping[str, tuple[Row, ...]], tests: Mapping[str, tuple[Shown, ...]]) -> str:
    """The whole page."""
    lines = [HEAD, *_summary(sections, tests)]
    for title, rows in sections.items():
        lines += ["", f"## {title}", "", "| id | | what it asks | verdict | shown by |"]
        lines += ["| --- | --- | --- | --- | --- |"]
        lines += (_line(row, tests.get(row.id, ())) for row in rows)
    return "\n".join(lines) + "\n"


def module(rows: Iterable[Row], tests: Mapping[str, tuple[Shown, ...]]) -> str:
    """The module that names every row that is met, by each of its names."""
    met = (row for row in rows if verdict(row, tests.get(row.id, ())) == "met")
    names = sorted(name for row in met for name in (row.id, *row.also))
    listed = "".join(f'        "{name}",\n' for name in names)
    return (
        '"""The rows of docs/conformance.md that tests show to be met.\n\n'
        f'Written by scripts/{Path(__file__).name}, as that page is.\n"""\n\n'
        f"SHOWN = frozenset(\n    {{\n{listed}    }}\n)\n"
    )


COLUMNS = {"met": "met", "partly": "partly", "not shown": "not shown", "cannot": "cannot be met"}


def _summary(
    sections: Mapping[str, tuple[Row, ...]], tests: Mapping[str, tuple[Shown, ...]]
) -> Iterator[str]:
    rows = [row for some in sections.values() for row in some]
    counted = Counter((row.level, verdict(row, tests.get(row.id, ()))) for row in rows)
    yield "| | rows | " + " | ".join(COLUMNS.values()) + " |"
    yield "| --- |" + " ---: |" * (1 + len(COLUMNS))
    for level in ("must", "should", "may"):
        figures = [counted[level, name] for name in COLUMNS]
        if sum(figures):
            yield f"| {level} | {sum(figures)} | " + " | ".join(map(str, figures)) + " |"


def _line(row: Row, shown: tuple[Shown, ...]) -> str:
    ids = ", ".join((row.id, *row.also))
    cells = (ids, row.level, row.asks, _told(row, shown), "<br>".join(_links(row, shown)))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _told(row: Row, shown: tuple[Shown, ...]) -> str:
    match verdict(row, shown):
        case "cannot":
            return f"cannot be met: {row.cannot} Nearest: {row.instead}"
        case "partly":
            return f"partly; not shown: {', '.join(unshown(row, shown))}"
        case told:
            return f"**{told}**" if told == "met" else told


def _links(row: Row, shown: tuple[Shown, ...]) -> Iterator[str]:
    """A test for a link, part by part in the order of the row."""
    order = ("", *row.parts)
    for one in sorted(shown, key=lambda it: order.index(it.part)):
        file, _, name = one.test.partition("::")
        part = f"{one.part}: " if one.part else ""
        yield f"{part}[{name.replace('::', ' ').removeprefix('test_')}](../{file})"


def main() -> int:
    """Writes page and module, or says whether they are current."""
    sections = read_rows(ROWS.read_text("utf-8"))
    rows = [row for some in sections.values() for row in some]
    tests, wrong = shown_rows(rows, collected_marks())
    print(*wrong, sep="\n", end="\n" if wrong else "")
    stale = False
    for path, now in ((PAGE, page(sections, tests)), (MODULE, module(rows, tests))):
        if "--check" not in sys.argv[1:]:
            path.write_text(now, "utf-8")
        elif not path.is_file() or path.read_text("utf-8") != now:
            print(f"{path.relative_to(ROOT)} is not current: run scripts/{Path(__file__).name}.")
            stale = True
    return 1 if wrong or stale else 0


if __name__ == "__main__":
    sys.exit(main())

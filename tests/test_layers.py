"""The layers: a module knows those below it, never those above or beside it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# From the top. A module may import from the part it belongs to and from the rows below; the parts
# of one row do not know each other.
LAYERS = [
    ["server", "server.__main__", "server.cli"],
    ["server.web"],
    ["server.site"],
    [
        "server.audio",
        "server.captions",
        "server.outcome",
        "server.storage",
        "server.search",
        "server.reports",
    ],
    ["server.languages", "server.problems", "server.processes", "server.terminal"],
]
# What a terminal shows is problems, and a process that dies is one.
ALLOWED = {("server.terminal", "server.problems"), ("server.processes", "server.problems")}
ONLY_WEB = {"starlette", "jinja2", "uvicorn", "watchfiles"}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "server").rglob("*.py"))
}


def part(module: str) -> tuple[int, str]:
    """The row of a module, from the top, and the name in it that it belongs to."""
    belongs = [
        (row, name)
        for row, names in enumerate(LAYERS)
        for name in names
        if module == name or (module.startswith(f"{name}.") and name != "server")
    ]
    assert len(belongs) == 1, f"{module} is in no layer of {Path(__file__).name}"
    return belongs[0]


def imports(module: str) -> set[str]:
    """Every module that one imports, wherever in its text: ours in full, others by first name."""
    found: set[str] = set()
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            full = {f"{base}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else base for name in full}
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_layers_below_its_own(module: str) -> None:
    row, name = part(module)
    for other in imports(module):
        if other.split(".")[0] != "server" or other == "server":
            continue
        below, others = part(other)
        assert below > row or others == name or row == 0 or (name, others) in ALLOWED, (
            f"{module} imports {other}, which is not below it."
        )


@pytest.mark.parametrize("module", MODULES)
def test_only_web_and_the_command_line_know_http(module: str) -> None:
    if part(module)[0] > 1:
        known = {other.split(".")[0] for other in imports(module)} & ONLY_WEB
        assert not known, f"{module} imports {known.pop()}, which only server.web may know."

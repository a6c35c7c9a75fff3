"""The pure functions of the scripts, tested by node's own test runner: a file for each script."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.test.js"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(HERE).as_posix())
def test_node_finds_nothing_wrong(file):
    # Where the machine has no node, pip has brought one.
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "node not found; run: scripts/install-tools"
    ran = subprocess.run([node, "--test", file], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_test_file_lies_where_its_script_does():
    scripts = {f"{path.relative_to(HERE).as_posix().removesuffix('.test.js')}.js" for path in FILES}
    assert {name for name in scripts if not (ROOT / "templates" / name).is_file()} == set()

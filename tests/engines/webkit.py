"""WebKitGTK, the nearest to Safari that there is on Linux, driven by its own WebDriver.

It has no mode without a window, so it gets a screen that nobody sees. The commands are those of
https://www.w3.org/TR/webdriver2/.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 40  # seconds


class WebKit:
    """One page in a new WebKitGTK."""

    def __init__(self, driver: httpx2.Client, browser: Path) -> None:
        self._driver = driver
        self._session = ""
        options = {"binary": str(browser), "args": ["--automation"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = f"/{self._post('', capabilities=capabilities)['sessionId']}"
        self._post("/timeouts", script=PATIENCE * 1000)

    def open(self, url: str) -> None:
        """Go to `url` and wait until it has loaded."""
        self._post("/url", url=url)

    def run(self, function: str, *values: object) -> Any:
        """What an `async` function of JavaScript returns for these values."""
        found = self._post(
            "/execute/async",
            script="const values = [...arguments], done = values.pop();"
            f"({function})(...values).then(value => done({{value}}), "
            "error => done({error: String(error)}));",
            args=values,
        )
        assert "error" not in found, found["error"]
        return found.get("value")

    def press(self, *keys: str) -> None:
        """Press keys, each by its character: https://www.w3.org/TR/webdriver2/#keyboard-actions."""
        moves = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._post("/actions", actions=[{"type": "key", "id": "keys", "actions": moves}])

    def close(self) -> None:
        """End the session, and with it the browser."""
        self._driver.delete(f"/session{self._session}")

    def _post(self, command: str, **parameters: object) -> Any:
        answer = self._driver.post(f"/session{self._session}{command}", json=parameters).json()
        failed = isinstance(answer["value"], dict) and "error" in answer["value"]
        assert not (failed and "message" in answer["value"]), f"{command}: {answer['value']}"
        return answer["value"]


@contextlib.contextmanager
def webkit() -> Iterator[WebKit]:
    """A new WebKitGTK, on a screen of its own."""
    browsers = sorted(Path("/usr").glob("lib/*/webkit2gtk-4.?/MiniBrowser"))
    there = browsers and all(shutil.which(name) for name in ("WebKitWebDriver", "Xvfb"))
    assert there, "WebKitGTK or Xvfb not found; run: scripts/install-tools (as root)"
    with _screen() as display, _driver(display) as driver:
        page = WebKit(driver, browsers[-1])
        try:
            yield page
        finally:
            page.close()


@contextlib.contextmanager
def _driver(display: str) -> Iterator[httpx2.Client]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # Its sandbox needs rights that a container has not; it shows nothing but our own pages.
    own = {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    command = ["WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"]
    running = subprocess.Popen(command, env={**os.environ, **own}, stderr=subprocess.DEVNULL)
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as driver:
            _wait_for(driver)
            yield driver
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _wait_for(driver: httpx2.Client) -> None:
    for _ in range(PATIENCE * 20):
        with contextlib.suppress(httpx2.TransportError):
            if driver.get("/status").json()["value"]["ready"]:
                return
        time.sleep(0.05)
    raise AssertionError("WebKitWebDriver did not start")


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24"]
    running = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        running.terminate()
        running.wait(PATIENCE)

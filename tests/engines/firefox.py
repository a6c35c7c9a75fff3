"""Firefox, driven by WebDriver BiDi, which it speaks itself: https://www.w3.org/TR/webdriver-bidi/.

Debian has no geckodriver, and Playwright wants a Firefox of its own.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import websocket
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PREFERENCES = {"media.autoplay.default": 0, "media.autoplay.blocking_policy": 0}
PATIENCE = 40  # seconds


class Firefox:
    """One page in a new Firefox."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self._number = 0
        self._call("session.new", capabilities={})
        self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url: str) -> None:
        """Go to `url` and wait until it has loaded."""
        self._call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def run(self, function: str, *values: object) -> Any:
        """What an `async` function of JavaScript returns for these values."""
        answer = self._call(
            "script.callFunction",
            functionDeclaration="async values => "
            f"JSON.stringify((await ({function})(...JSON.parse(values))) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(values)}],
            awaitPromise=True,
            target={"context": self._context},
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def press(self, *keys: str) -> None:
        """Press keys, each by its character: https://www.w3.org/TR/webdriver2/#keyboard-actions."""
        moves = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": moves})

    def point(self, x: float, y: float) -> None:
        """Move the pointer there, in pixels of the viewport."""
        self._act(_pointer({"type": "pointerMove", "x": round(x), "y": round(y)}))

    def click(self, x: float, y: float) -> None:
        """Press there what is there."""
        self.point(x, y)
        self._act(_pointer(*({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up"))))

    def picture(self, box: Sequence[float]) -> Image.Image:
        """What is seen in a box of the viewport: left, top, width and height."""
        clip = dict(zip(("x", "y", "width", "height"), box, strict=True), type="box")
        name = "browsingContext.captureScreenshot"
        png = base64.b64decode(self._call(name, context=self._context, clip=clip)["data"])
        return Image.open(io.BytesIO(png)).convert("RGB")

    def _act(self, source: dict[str, object]) -> None:
        self._call("input.performActions", context=self._context, actions=[source])

    def _call(self, method: str, **parameters: object) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                assert answer["type"] == "success", f"{method}: {answer.get('message')}"
                return answer["result"]

    def close(self) -> None:
        """End the conversation."""
        self._socket.close()


def installed() -> Path:
    """The program."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "Firefox not found; run: scripts/install-tools (as root)"
    return Path(program)


def _pointer(*actions: dict[str, object]) -> dict[str, object]:
    return {"type": "pointer", "id": "pointer", "actions": list(actions)}


@contextlib.contextmanager
def firefox() -> Iterator[Firefox]:
    """A new Firefox, without a window."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lines = (f'user_pref("{name}", {value});' for name, value in PREFERENCES.items())
        Path(folder, "user.js").write_text("\n".join(lines))
        command = [str(installed()), "--headless", "--no-remote", "--profile", folder]
        # On an empty page the focus would be in the address bar, and keys go nowhere.
        command += ["--remote-debugging-port", "0", "data:text/html,"]
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            page = Firefox(f"ws://{_address(Path(folder, 'WebDriverBiDiServer.json'))}/session")
            yield page
            page.close()
        finally:
            running.terminate()
            running.wait(PATIENCE)


def _address(file: Path) -> str:
    for _ in range(PATIENCE * 20):
        with contextlib.suppress(OSError, ValueError):
            told = json.loads(file.read_text())
            return f"{told['ws_host']}:{told['ws_port']}"
        time.sleep(0.05)
    raise AssertionError("Firefox did not start")

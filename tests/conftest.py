"""What more than one test needs: a site in a folder, a served site, a browser, a real clip."""

from __future__ import annotations

import contextlib
import functools
import shutil
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from hypothesis import settings

from server.storage import open_store
from server.web.app import application
from server.web.snapshot import take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser
    from starlette.types import ASGIApp

# How long one example takes says more of the machine than of the code.
settings.register_profile("legenda", deadline=None)
settings.load_profile("legenda")

ROOT = Path(__file__).parents[1]
# Real files written by others, beside the checkout of those who have them.
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """A function that writes the files of a site and gives its folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "site"
        for key, content in files.items():
            path = root / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        root.mkdir(exist_ok=True)
        return root

    return make


@contextlib.contextmanager
def serving(folder: Path, *, reload: bool = False) -> Iterator[str]:
    """The address of `folder` served by a real server in a thread, on a free port."""
    snapshot, _ = take(open_store(folder))
    with answering(application(snapshot, reload=reload)) as address:
        yield address


@contextlib.contextmanager
def answering(app: ASGIApp) -> Iterator[str]:
    """The address at which `app` answers."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as `legenda serve` does
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        for _ in range(500):
            if server.started:
                break
            time.sleep(0.01)
        assert server.started, "the server did not start within 5 seconds"
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of the demo site."""
    with serving(ROOT) as address:
        yield address


# Without these, Chromium talks to its maker's hosts at every start, and waits where it cannot.
CHROMIUM = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium: Debian's where there is one, else Playwright's own. What has no window to
    draw opens a page sooner."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        started = playwright.chromium.launch(
            executable_path=found, args=[*CHROMIUM, "--no-sandbox"] if found else CHROMIUM
        )
        yield started
        started.close()


@functools.cache
def clip(*, seconds: int = 2, sound_only: bool = False, frames: int = 1) -> bytes:
    """A real MP4 of plain grey (H.264), so many `frames` a second, with a quiet tone of 212 Hz
    (AAC), or an M4A of the tone alone."""
    import math
    from array import array
    from fractions import Fraction
    from io import BytesIO

    import av

    written = BytesIO()
    with av.open(written, "w", format="mp4") as container:
        # Every stream first: the file's head is written with the first packet.
        sound = container.add_stream("aac", rate=8000)
        sound.layout = "mono"
        if not sound_only:
            picture = container.add_stream("libx264", rate=frames)
            picture.width, picture.height, picture.pix_fmt = 64, 36, "yuv420p"
            frame = av.VideoFrame(64, 36, "rgb24")
            frame.planes[0].update(bytes([90]) * frame.planes[0].buffer_size)
            for number in range(seconds * frames):
                frame.pts = number
                container.mux(picture.encode(frame.reformat(format="yuv420p")))
            container.mux(picture.encode())
        tone = array("h", (int(900 * math.sin(n / 6)) for n in range(8000 * seconds)))
        for start in range(0, len(tone), 1024):
            piece = tone[start : start + 1024]
            samples = av.AudioFrame("s16", "mono", len(piece))
            samples.planes[0].update(piece.tobytes().ljust(samples.planes[0].buffer_size, b"\0"))
            samples.rate, samples.pts, samples.time_base = 8000, start, Fraction(1, 8000)
            container.mux(sound.encode(samples))
        container.mux(sound.encode())
    return written.getvalue()


TOPIC = """+++
title = "A topic"
videos = ["intro"]
+++

## A heading

Text.
"""
VIDEO = 'title = "Intro"\nlanguage = "en"\n'
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n"

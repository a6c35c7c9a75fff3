"""Live captions from end to end: somebody writes, a server sends, a browser reads along."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx2
import pytest

from server.captions import read
from tests.browser.conftest import until
from tests.conftest import TOPIC, VTT, clip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VIDEO = 'title = "A talk"\nlanguage = "en"\n'
TEXTS = """document.querySelector('track').track.cues &&
  [...document.querySelector('track').track.cues].map(cue => cue.text)"""
HEARD = """[...document.querySelectorAll('[id$=-transcript] a')]
  .map(line => line.lastChild.textContent.trim())"""


class Writer:
    """`legenda live`, fed by hand with blocks that have their own times."""

    def __init__(self, file: Path) -> None:
        command = [sys.executable, "-m", "server", "live", str(file)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        self._write("WEBVTT\n\n")
        # It says so once others can see that the track is live.
        assert b"Writing" in self.process.stderr.readline()

    def say(self, second: int, text: str) -> None:
        """A cue of two seconds."""
        self._write(f"00:{second:02}.000 --> 00:{second + 2:02}.000\n{text}\n\n")

    def _write(self, text: str) -> None:
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def end(self) -> None:
        """No more is said."""
        self.process.communicate(timeout=20)
        assert self.process.returncode == 0


@pytest.fixture
def site(make_site):
    return make_site(
        {
            "topics/a-topic.en.md": TOPIC,
            "media/intro/video.toml": VIDEO,
            "media/intro/a.mp4": clip(seconds=40),
        }
    )


@pytest.fixture
def writer(site) -> Iterator[Writer]:
    found = Writer(site / "captions/intro/en.vtt")
    yield found
    found.process.kill()
    found.process.communicate()


@contextlib.contextmanager
def served(site: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server of its own, which can be stopped as an owner stops it."""
    command = [sys.executable, "-m", "server", "serve", str(site), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        assert b"is at http" in process.stderr.readline()
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def cues(page, *texts):
    """Wait until the track has these cues, each once, in this order."""
    wanted = str(list(texts))
    until(page, f"JSON.stringify({TEXTS}) === JSON.stringify({wanted})")


@pytest.mark.requirement("CC-27/grows", "CC-27/joined", "CC-27/reconnects", "CC-27/kept")
def test_live_captions_are_joined_in_the_middle_found_again_and_kept(visit, site, writer, port):
    address = f"http://127.0.0.1:{port}/en/a-topic"
    writer.say(1, "Good morning.")
    writer.say(4, "Welcome.")
    with served(site, port) as server:
        page = visit(address)
        cues(page, "Good morning.", "Welcome.")
        assert "Live captions" in page.locator(".live").inner_text()
        writer.say(7, "We begin.")
        cues(page, "Good morning.", "Welcome.", "We begin.")
        server.terminate()
        told = server.communicate(timeout=20)[1].decode()
        assert "timeout" not in told, "the server had to wait for who reads along"
    writer.say(10, "Nobody hears this now.")
    with served(site, port):
        said = ["Good morning.", "Welcome.", "We begin.", "Nobody hears this now."]
        cues(page, *said)
        writer.say(13, "And on.")
        cues(page, *said, "And on.")
        assert page.evaluate(HEARD) == [*said, "And on."]
        writer.end()
        page.locator(".live").wait_for(state="hidden")
        cues(page, *said, "And on.")
        # The server sees the end a moment after the page does.
        for _ in range(50):
            page.goto(address)
            if page.locator("[data-live], .live").count() == 0:
                break
            page.wait_for_timeout(100)
        assert page.locator("[data-live], .live").count() == 0
    file = site / "captions/intro/en.vtt"
    assert sorted(path.name for path in file.parent.iterdir()) == ["en.vtt"]
    found, problems = read(file.read_bytes())
    assert ([cue.text for cue in found.cues], problems) == ([*said, "And on."], ())
    check = [sys.executable, "-m", "server", "check", str(site)]
    ran = subprocess.run(check, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_a_new_cue_is_shown_at_its_time(visit, site, writer, port):
    with served(site, port):
        page = visit(f"http://127.0.0.1:{port}/en/a-topic")
        page.evaluate("document.querySelector('video').currentTime = 8")
        writer.say(7, "We begin.")
        until(
            page,
            "document.querySelector('track').track.activeCues?.[0]?.text === 'We begin.'",
        )


def test_without_a_stream_the_file_is_read_again(visit, site, writer, port):
    def refuse(route):
        if route.request.method == "GET":
            route.fulfill(status=503)
        else:
            route.continue_()

    with served(site, port):
        page = visit("about:blank")
        page.route("**/*.live", refuse)
        writer.say(1, "Good morning.")
        page.goto(f"http://127.0.0.1:{port}/en/a-topic")
        cues(page, "Good morning.")
        writer.say(4, "Welcome.")
        cues(page, "Good morning.", "Welcome.")
        writer.end()
        page.locator(".live").wait_for(state="hidden")


def test_without_script_the_page_has_what_there_is_and_says_how_to_see_more(
    visit, site, writer, port
):
    writer.say(1, "Good morning.")
    with served(site, port):
        page = visit(f"http://127.0.0.1:{port}/en/a-topic", script=False)
        assert "Load this page again" in page.locator(".live").inner_text()
        writer.say(4, "Welcome.")
        address = f"http://127.0.0.1:{port}/captions/intro/en.vtt"
        for _ in range(100):
            if "Welcome." in httpx2.get(address, timeout=30).text:
                break
            time.sleep(0.05)
        page.reload()
        assert page.evaluate(HEARD) == ["Good morning.", "Welcome."]


def test_a_transcript_in_another_language_stands_still_until_the_live_one_is_chosen_again(
    visit, site, writer, port
):
    (site / "captions/intro/es.vtt").write_text(VTT.format("Hola."))
    writer.say(1, "Good morning.")
    with served(site, port):
        page = visit(f"http://127.0.0.1:{port}/en/a-topic?transcript=es&captions=off")
        until(page, "document.querySelector('.words [tabindex=\"0\"]')")
        writer.say(4, "Welcome.")
        page.get_by_label("Transcript language").select_option("en")
        page.get_by_role("button", name="Show", exact=True).click()
        until(page, f"{HEARD}.includes('Good morning.')")
        writer.say(7, "We begin.")
        until(page, f"{HEARD}.includes('We begin.')")
        assert page.evaluate(HEARD) == ["Good morning.", "Welcome.", "We begin."]

"""`legenda live` as it is used: something writes to its standard input, bit by bit."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from server.captions import read
from server.captions.live import began

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "captions").mkdir()
    return tmp_path / "captions" / "talk" / "en.vtt"


@pytest.fixture
def live(file: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """A function that starts the command and waits until it listens."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "server", "live", str(file), *options]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        running.append(process)
        assert b"Writing" in process.stderr.readline()
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def say(process: subprocess.Popen[bytes], text: str) -> None:
    process.stdin.write(text.encode())
    process.stdin.flush()


def wait_for(file: Path, text: str) -> None:
    for _ in range(400):
        if text in file.read_text("utf-8"):
            return
        time.sleep(0.05)
    raise AssertionError(f"{text!r} is not in {file.read_text('utf-8')!r}")


def told(process: subprocess.Popen[bytes], text: str = "") -> str:
    """End the input; what the command says at its end."""
    said = process.communicate(text.encode(), timeout=20)[1].decode()
    assert process.returncode == 0, said
    return said


def test_each_line_is_in_the_file_before_the_next_is_written(file, live):
    process = live()
    mark = file.with_suffix(".live")
    assert mark.is_file()
    for line in ("Hello, all of you.", "Ärger & Freude."):
        say(process, f"{line}\n")
        wait_for(file, line.replace("&", "&amp;"))
        assert read(file.read_bytes())[1] == ()
    assert "2 cues" in told(process)

    captions, problems = read(file.read_bytes())
    assert ([cue.text for cue in captions.cues], problems) == (
        ["Hello, all of you.", "Ärger &amp; Freude."],
        (),
    )
    assert not mark.exists()


def test_lines_that_come_in_one_go_follow_each_other(file, live):
    told(live("--offset", "60"), "One.\nTwo.\n\nThree, without a last line end.")

    first, second, third = read(file.read_bytes())[0].cues
    assert first.start >= 60_000
    assert (second.start, third.start) == (first.start + 1000, first.start + 2000)
    assert (first.end, second.end) == (second.start, third.start)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(file, live, number):
    process = live()
    say(process, "Hello.\n")
    wait_for(file, "Hello.")
    process.send_signal(number)

    assert "1 cue" in told(process)
    assert [path.name for path in file.parent.iterdir()] == ["en.vtt"]


def test_webvtt_keeps_its_own_times(file, live):
    process = live("--offset=-0.5")
    say(process, "WEBVTT - from elsewhere\nKind: captions\n\nNOTE hello\n\n")
    say(process, "id\n00:01.000 --> 00:02.500 line:0\n<v Ann>Hi.\n\n")
    wait_for(file, "<v Ann>Hi.")
    said = told(process, "not a cue\n\n00:03.000 --> 00:04.000\nThe last block has no blank line")

    cues = read(file.read_bytes())[0].cues
    assert [(cue.start, cue.end, cue.text, cue.id, cue.settings) for cue in cues] == [
        (500, 2000, "<v Ann>Hi.", "id", "line:0"),
        (2500, 3500, "The last block has no blank line", "", ""),
    ]
    assert "2 cues" in said


def test_a_track_is_gone_on_with(file, live):
    told(live(), "One.\n")
    before = began(read(file.read_bytes())[0])
    told(live("--append"), "Two.\n")

    captions = read(file.read_bytes())[0]
    assert [cue.text for cue in captions.cues] == ["One.", "Two."]
    assert captions.cues[1].start > captions.cues[0].start
    assert began(captions) == before


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("talk/en.vtt", [], "is there already"),
        ("talk/en.srt", [], "no WebVTT file"),
        ("talk/fr.vtt", ["--append"], "no file fr.vtt"),
        ("no/such/folder/en.vtt", [], "no folder"),
    ],
)
def test_what_cannot_be_written_is_refused(file, name, options, expected):
    file.parent.mkdir()
    file.write_text("WEBVTT\n")
    command = [sys.executable, "-m", "server", "live", str(file.parents[1] / name), *options]

    ran = subprocess.run(command, input="Hello.\n", capture_output=True, text=True, timeout=20)

    assert ran.returncode == 1
    assert expected in ran.stderr
    assert file.read_text() == "WEBVTT\n"

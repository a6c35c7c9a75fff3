"""A desktop that nobody sees, with a screen reader and a browser on it.

Knows programs and how to start and stop them; knows nothing of pages. Everything is in a folder and
on a message bus of its own, so that several desktops never meet.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import CHROMIUM
from tests.screen_reader.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROGRAMS = ("Xvfb", "dbus-daemon", "openbox", "orca", "chromium", "xdotool")
STARTS_WITHIN = 30  # seconds, on a machine that does other things as well

# Nothing is said of keys, of pages as they load, and nothing is read to the end by itself: what
# remains is what somebody hears who presses a key.
QUIET = {
    "enableKeyEcho": False,
    "enableEchoByWord": False,
    "sayAllOnLoad": False,
    "pageSummaryOnLoad": False,
    "enableBraille": False,
    "enableBrailleMonitor": False,
    "enableTutorialMessages": False,
    "speakTutorialMessages": False,
    "verbalizePunctuationStyle": 3,
}


@contextlib.contextmanager
def desktop(folder: Path) -> Iterator[tuple[Voice, dict[str, str]]]:
    """A screen, a message bus, a window manager and Orca; its voice, and the environment there."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    assert not missing, f"{', '.join(missing)} not found; run: scripts/install-tools (as root)"
    voice = Voice(folder / "voice.sock")
    environment = _environment(folder, voice)
    with contextlib.ExitStack() as running:
        running.callback(voice.server_close)
        running.callback(voice.shutdown)
        # Each writes the name under which it is found to a pipe, once it is ready.
        screen = ["Xvfb", "-displayfd", "{}", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
        environment["DISPLAY"] = f":{_told(running, screen, environment)}"
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address={}"]
        environment["DBUS_SESSION_BUS_ADDRESS"] = _told(running, bus, environment)
        running.enter_context(started(["openbox"], environment))
        settings = folder / "orca"
        settings.mkdir()
        general = {**QUIET, "profile": ["Default", "default"]}
        profiles = {"default": {**general, "pronunciations": {}, "keybindings": {}}}
        (settings / "user-settings.conf").write_text(
            json.dumps(
                {"general": general, "profiles": profiles, "pronunciations": {}, "keybindings": {}}
            )
        )
        running.enter_context(started(["orca", "--user-prefs", str(settings)], environment))
        _wait_for_words(voice)
        yield voice, environment


@contextlib.contextmanager
def chromium(folder: Path, environment: Mapping[str, str], url: str) -> Iterator[None]:
    """A Chromium that a screen reader can read, with one page and no bars around it."""
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as profile:
        kept = Path(profile) / "Default" / "Preferences"
        kept.parent.mkdir()
        kept.write_text(json.dumps({"translate": {"enabled": False}}))
        command = ["chromium", *CHROMIUM, "--no-sandbox", "--disable-gpu", "--start-maximized"]
        command += ["--force-renderer-accessibility", "--ozone-platform=x11", "--test-type"]
        command += ["--password-store=basic", "--disable-features=MediaRouter"]
        command += [f"--user-data-dir={profile}", f"--app={url}"]
        with started(command, environment):
            yield


@contextlib.contextmanager
def started(command: list[str], environment: Mapping[str, str], **more: object) -> Iterator[None]:
    """A program while inside; it and what it started are stopped afterwards."""
    program = subprocess.Popen(
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **more,  # type: ignore[call-overload]
    )
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _told(running: contextlib.ExitStack, command: list[str], environment: Mapping[str, str]) -> str:
    """Start a program; what it writes to the pipe whose number takes the place of `{}`."""
    reading, writing = os.pipe()
    words = [word.format(writing) for word in command]
    running.enter_context(started(words, environment, pass_fds=[writing]))
    os.close(writing)
    with os.fdopen(reading) as told:
        line = told.readline().strip()
    assert line, f"{command[0]} did not start"
    return line


def _environment(folder: Path, voice: Voice) -> dict[str, str]:
    own = {"HOME": folder, "XDG_RUNTIME_DIR": folder, "XDG_CONFIG_HOME": folder / "config"}
    own |= {"XDG_DATA_HOME": folder / "data", "XDG_CACHE_HOME": folder / "cache"}
    passed = {name: os.environ[name] for name in ("PATH",)}
    return {
        **passed,
        **{name: str(path) for name, path in own.items()},
        "SPEECHD_ADDRESS": f"unix_socket:{voice.server_address}",
        "LANG": "C.UTF-8",
        "ACCESSIBILITY_ENABLED": "1",
        "GNOME_ACCESSIBILITY": "1",
        "GSETTINGS_BACKEND": "memory",
    }


def _wait_for_words(voice: Voice) -> None:
    with voice.changed:
        assert voice.changed.wait_for(lambda: voice.words, STARTS_WITHIN), "Orca says nothing"

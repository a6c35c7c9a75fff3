"""Somebody at the keyboard who hears a screen reader, for tests that say what should be heard."""

from __future__ import annotations

import contextlib
import subprocess
import time
from typing import TYPE_CHECKING

from tests.screen_reader.desktop import chromium, desktop

if TYPE_CHECKING:
    from pathlib import Path

LOADED = "Finished loading"
# A page has been read when nothing is said for so long; a word is waited for so long.
QUIET = 1.0  # seconds
PATIENCE = 20.0  # seconds
# What Orca adds of its own: how keys are understood, that a button has a menu.
ASIDES = ("Browse mode", "Focus mode", "opens menu")


class Reader:
    """Opens pages, presses keys, hears. `said` is what was said since the last visit or press."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running = contextlib.ExitStack()
        self._page = contextlib.ExitStack()
        self._since = 0

    def __enter__(self) -> Reader:
        self._voice, self._environment = self._running.enter_context(desktop(self._folder))
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()
        self._running.close()

    @property
    def said(self) -> list[str]:
        """What was said since the last visit or press."""
        with self._voice.changed:
            return [text for _, text in self._voice.words[self._since :]]

    @property
    def news(self) -> tuple[str, ...]:
        """The same without asides."""
        return tuple(said for said in self.said if said not in ASIDES)

    def visit(self, url: str) -> str:
        """Open `url` in a new browser; all that is said until it is quiet again."""
        # Orca that reads on while its page goes may never speak again.
        self.press("Control_L").rest(0.3)
        self._page.close()
        self._forget()
        self._page.enter_context(chromium(self._folder, self._environment, url))
        self.hear(LOADED)
        return self.rest()

    def press(self, *keys: str) -> Reader:
        """Press keys one after the other, as xdotool names them: `h`, `shift+Tab`, `Return`.

        Each but the last is followed by quiet: who does not listen still waits for the page.
        """
        for number, key in enumerate(keys):
            if number:
                self.rest()
            self._forget()
            command = ["xdotool", "key", "--clearmodifiers", key]
            subprocess.run(command, env=self._environment, check=True, timeout=PATIENCE)
        return self

    def hear(self, *parts: str) -> str:
        """Wait until each part was said, in any letters; all that was said."""
        wanted = [part.lower() for part in parts]

        def heard() -> bool:
            said = " ".join(text for _, text in self._voice.words[self._since :]).lower()
            return all(part in said for part in wanted)

        with self._voice.changed:
            found = self._voice.changed.wait_for(heard, PATIENCE)
        assert found, f"expected {parts}; what was said: {self.said}"
        return " ".join(self.said)

    def hears(self, expected: tuple[str, ...]) -> tuple[str, ...]:
        """Wait until `expected` was said, and nothing else; what was said."""
        with self._voice.changed:
            while self.news != expected and self._voice.changed.wait(PATIENCE):
                pass
        return self.news

    def hear_once(self, *parts: str) -> None:
        """Wait until each part was said, one after the other; none of them was said twice."""
        self.hear(*parts)
        said = self.rest().lower()
        assert [said.count(part.lower()) for part in parts] == [1] * len(parts), self.said
        places = [said.index(part.lower()) for part in parts]
        assert places == sorted(places), self.said

    def rest(self, quiet: float = QUIET) -> str:
        """Wait until nothing was said for `quiet` seconds; all that was said."""
        last = time.monotonic()
        with self._voice.changed:
            while (now := time.monotonic()) < last + quiet:
                if self._voice.changed.wait(last + quiet - now):
                    last = time.monotonic()
        return " ".join(self.said)

    def _forget(self) -> None:
        with self._voice.changed:
            self._since = len(self._voice.words)

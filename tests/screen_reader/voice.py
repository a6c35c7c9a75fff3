"""The voice that a screen reader speaks with: it keeps the words instead of sounding them.

Speaks the protocol of Speech Dispatcher (SSIP), which is what Orca talks to on every desktop, on a
Unix socket. So nothing inside Orca is changed, and its version does not matter.
"""

from __future__ import annotations

import contextlib
import re
import socketserver
import threading
import time
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What is answered to a command by its first words; everything else is "done".
ANSWERS = {
    "HISTORY GET CLIENT_ID": ("245-1", "245 OK CLIENT ID SENT"),
    "LIST OUTPUT_MODULES": ("250-kept", "250 OK MODULE LIST SENT"),
    "LIST SYNTHESIS_VOICES": ("249-kept\ten\tnone", "249 OK VOICE LIST SENT"),
    "GET LANGUAGE": ("251-en", "251 OK GET RETURNED"),
    "GET": ("251-0", "251 OK GET RETURNED"),
    "QUIT": ("231 HAPPY HACKING",),
}
DONE = ("200 OK",)
# The client learns the number of a message from the answer; what happens to it is told later, and
# again for a client that was too busy to listen yet: one that was not passes over it.
BEFORE_EVENTS = (0.02, 0.3, 1.5)  # seconds
# Letters and keys come by commands of their own.
SOUNDS = ("CHAR ", "KEY ")


class Voice(socketserver.ThreadingUnixStreamServer):
    """Words as they are said: each a pair of its time (`time.monotonic()`) and its text."""

    daemon_threads = True

    def __init__(self, path: Path) -> None:
        self.words: list[tuple[float, str]] = []
        self.changed = threading.Condition()
        super().__init__(str(path), _Client)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def say(self, text: str) -> None:
        """Keep what would be heard."""
        if text.strip():
            with self.changed:
                self.words.append((time.monotonic(), text))
                self.changed.notify_all()


class _Client(socketserver.StreamRequestHandler):
    server: Voice

    def setup(self) -> None:
        super().setup()
        self._writing = threading.Lock()

    def handle(self) -> None:
        messages = 0
        while line := self.rfile.readline():
            command = line.decode().strip()
            if command == "SPEAK":
                messages += 1
                self._answer("230 OK RECEIVING DATA")
                self.server.say(_plain(self._message()))
                self._spoken(messages)
            else:
                for sound in SOUNDS:
                    if command.startswith(sound):
                        self.server.say(command.removeprefix(sound))
                self._answer(*_answer(command))

    def _message(self) -> str:
        lines: list[str] = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line.removeprefix(".") if line.startswith("..") else line)
        return "\n".join(lines)

    def _spoken(self, number: int) -> None:
        self._answer(f"225-{number}", "225 OK MESSAGE QUEUED")
        for seconds in BEFORE_EVENTS:
            telling = threading.Timer(seconds, self._tell, (number,))
            telling.daemon = True
            telling.start()

    def _tell(self, number: int) -> None:
        with contextlib.suppress(OSError, ValueError):  # the client has gone
            for code, event in ((701, "BEGIN"), (702, "END")):
                self._answer(f"{code}-{number}", f"{code}-1", f"{code} {event}")

    def _answer(self, *lines: str) -> None:
        with self._writing:
            self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


def _answer(command: str) -> tuple[str, ...]:
    """The answer to a command: that of the longest beginning that is known."""
    words = command.split()
    for count in range(len(words), 0, -1):
        if found := ANSWERS.get(" ".join(words[:count])):
            return found
    return DONE


def _plain(text: str) -> str:
    """What is said of a message in SSML."""
    return unescape(re.sub(r"<[^>]*>", "", text)).strip()

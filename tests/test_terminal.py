from __future__ import annotations

import sys

import pytest

from server.terminal import counting, visible, waiting, write_out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("é 漢 ا", "é 漢 ا"),
        ("a\tb", "a    b"),
        ("\x1b[31m", "␛[31m"),
        ("\0\x7f", "␀␡"),
        ("\u202e\ufeff", "‹U+202E›‹U+FEFF›"),
        ("ن\u200cم", "ن\u200cم"),
    ],
)
def test_text_does_nothing_to_a_terminal_but_show(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_programs_get_utf_8(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_out("é\ud800")
    assert capsysbinary.readouterr().out == b"\xc3\xa9?\n"


def test_a_bar_is_for_many_and_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(total: int) -> str:
        with counting("Checking", total, many=3) as done:
            done(total)
        with waiting("Reading"):
            pass
        return capsys.readouterr().err

    assert said(3) == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "3/3" in said(3)
    few = said(2)
    assert "2/2" not in few
    assert "Reading …" in few

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from server.captions import WRITABLE
from server.cli import main
from server.cli.captions import OPERATIONS

if TYPE_CHECKING:
    from pathlib import Path

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\nyou.\n\n00:03.000 --> 00:04.000\nBye.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(VTT)
    return path


def test_a_file_is_converted_beside_itself_and_never_over_another(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["captions", "convert", str(file), "--to", "srt"]) == 0
    assert file.with_suffix(".srt").read_text().startswith("1\n00:00:01,000 -->")
    file.with_suffix(".srt").write_text("mine")
    assert main(["captions", "convert", str(file), "--to", "srt"]) == 1
    assert "exists already; nothing was written" in capsys.readouterr().err
    assert file.with_suffix(".srt").read_text() == "mine"
    assert main(["captions", "convert", str(file), "--to", "srt", "--replace"]) == 0
    assert main(["captions", "convert", str(file.with_suffix(".srt")), "--to", "vtt"]) == 1


def test_the_name_of_the_new_file_says_its_format(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = file.with_name("other.SRT")
    assert main(["captions", "convert", str(file), "--output", str(output)]) == 0
    assert output.read_text().startswith("1\n00:00:01,000 -->")
    for unknown in ([], ["--output", "-"], ["--output", str(file.with_name("other.sbv"))]):
        assert main(["captions", "convert", str(file), *unknown]) == 1
        assert "Say the format: --to FORMAT" in capsys.readouterr().err
    assert not file.with_name("other.sbv").exists()


@pytest.mark.parametrize("suffix", WRITABLE)
def test_every_format_that_is_written_can_be_printed(
    suffix: str, file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["captions", "convert", str(file), "--to", suffix, "--output", "-"]) == 0
    assert capfdbinary.readouterr().out


NEEDED = {"shift": ["--by", "-1.5"], "scale": ["--from", "25", "--to", "23.976"]}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_needs_a_place_to_write_and_writes_in_place_only_when_told(
    name: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["captions", name, str(file), *NEEDED.get(name, ())]
    with pytest.raises(SystemExit):
        main(command)
    assert main([*command, "--output", str(file)]) == 1
    assert file.read_text() == VTT
    assert main([*command, "--in-place"]) == 0
    assert [path.name for path in file.parent.iterdir()] == ["talk.vtt"]
    assert "Wrote" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["shift", "--by=-0:00.5"], "00:00:00.500 --> 00:00:01.500"),
        (["shift", "--by", "1:00.5"], "00:01:01.500 --> 00:01:02.500"),
        (["scale", "--factor", "2"], "00:00:06.000 --> 00:00:08.000"),
        (["merge"], "Hello you."),
        (["merge", "--gap", "1"], "00:00:01.000 --> 00:00:04.000\nHello you. Bye."),
        (["renumber"], "\n2\n00:00:03"),
        (["extract", "--from", "1.5", "--to", "3.5"], "00:00:00.000 --> 00:00:00.500"),
        (["extract", "--from", "1.5", "--keep-times"], "00:00:01.500 --> 00:00:02.000"),
        (["split", "--width", "5", "--lines", "1"], "00:00:01.555 --> 00:00:02.000\nyou."),
    ],
    ids=" ".join,
)
def test_an_operation_prints_its_result(
    arguments: list[str], expected: str, file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name, *more = arguments
    assert main(["captions", name, str(file), *more, "--output", "-"]) == 0
    assert expected in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scale", "--from", "25"], "Say how"),
        (["scale"], "Say how"),
        (["extract", "--from", "2", "--to", "1"], "The range is empty"),
        (["extract", "--from", "1", "--to", "0"], "The range is empty"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], said: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *more = arguments
    assert main(["captions", name, str(file), *more, "--output", "-"]) == 1
    assert said in capsys.readouterr().err


def test_cues_that_a_shift_loses_are_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["captions", "shift", str(file), "--by", "-2", "--in-place"]) == 0
    assert "Left out, as they would end before the beginning: 1 cue." in capsys.readouterr().err


def test_a_file_that_cannot_be_read_whole_is_not_written_unless_forced(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(VTT + "\ntext without times\n")
    assert main(["captions", "renumber", str(file), "--in-place"]) == 1
    assert "vtt-block" in capsys.readouterr().err
    assert "text without times" in file.read_text()
    assert main(["captions", "renumber", str(file), "--in-place", "--force"]) == 0
    assert "text without times" not in file.read_text()


SPOKEN = "WEBVTT\n\n1\n00:01.000 --> 00:02.000 line:20%\n<v Ann>Hello.\n"


@pytest.mark.parametrize(
    ("suffix", "named"),
    [
        ("srt", ["ids", "exact positions"]),
        ("ttml", ["exact positions"]),
        ("txt", ["ids", "positions", "exact positions"]),
        ("json", []),
        ("vtt", []),
    ],
)
def test_what_the_new_format_cannot_hold_is_named_where_it_stands(
    suffix: str, named: list[str], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(SPOKEN)
    output = file.with_name(f"new.{suffix}")

    assert main(["captions", "convert", str(file), "--to", suffix, "--output", str(output)]) == 0

    said = [it for it in capsys.readouterr().err.splitlines() if "captions-lost" in it]
    assert [it.split(": ")[1].split(" (")[0] for it in said] == named
    assert all(f"{file}:4  warning  Not carried over to " in it for it in said)


def test_what_is_said_many_times_is_told_once(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(VTT.replace(".000\n", ".000 align:middle\n"))

    assert main(["captions", "stats", str(file)]) == 0

    said = capsys.readouterr().err
    assert said.count("vtt-legacy-setting") == 1
    assert "write “align:center”. So it is 2 times in this file." in said


@pytest.mark.parametrize(
    "mark", ['<font size="9">x</font>', "<ruby>", "{\\fad(1,1)}x"], ids=["font", "none", "fade"]
)
def test_a_file_is_not_written_over_where_something_in_it_would_be_gone_for_good(
    mark: str, file: Path
) -> None:
    old = f"1\n00:00:01,000 --> 00:00:02,000\n{mark}\n"
    path = file.with_suffix(".srt")
    path.write_text(old)
    shift = ["captions", "shift", str(path), "--by", "1"]
    safe = mark == "<ruby>"  # is text in SubRip, and stays

    assert main([*shift, "--in-place"]) == (0 if safe else 1)
    assert main([*shift, "--output", str(path), "--replace"]) == (0 if safe else 1)
    assert (path.read_text() == old) is not safe
    assert main([*shift, "--output", str(path.with_name("new.srt"))]) == 0
    assert main([*shift, "--in-place", "--force"]) == 0
    assert path.read_text() != old


def test_what_a_format_of_two_ways_does_not_hold_keeps_a_file_from_being_written_over(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file.with_suffix(".ttml")
    path.write_text(
        '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>'
        '<p begin="1s" end="3s">x <span begin="1s">y</span></p></div></body></tt>'
    )

    assert main(["captions", "renumber", str(path), "--in-place"]) == 1

    said = capsys.readouterr().err
    assert "Not carried over to TTML: times inside cues" in said
    assert "Write to another file with --output." in said


def test_a_converted_file_knows_its_title_and_its_language(file: Path) -> None:
    convert = ["captions", "convert", str(file), "--to", "html"]

    assert main(convert) == 0
    assert "<h1>talk</h1>" in file.with_suffix(".html").read_text()
    assert main([*convert, "--title", "A talk", "--language", "ar", "--replace"]) == 0
    written = file.with_suffix(".html").read_text()
    assert '<html lang="ar" dir="rtl">' in written
    assert "<h1>A talk</h1>" in written


def test_a_difference_ends_with_1_and_shows_old_and_new(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = file.with_name("other.vtt")
    other.write_text(VTT.replace("Bye.", "Goodbye."))
    assert main(["captions", "diff", str(file), str(file)]) == 0
    assert capsys.readouterr().out == "No difference in 2 cues.\n"
    assert main(["captions", "diff", str(file), str(other)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Cue 2 changed: text",
        "    00:00:03.000 --> 00:00:04.000",
        "  - Bye.",
        "  + Goodbye.",
        "1 cue the same, 1 changed, 0 added, 0 removed.",
    ]


def test_figures_are_printed_for_people_and_for_programs(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["captions", "stats", str(file)]) == 0
    assert "longest line           5 columns, in cue 1: Hello" in capsys.readouterr().out
    assert main(["captions", "stats", str(file), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["cues"], found["words"], found["duration"]) == (2, 3, 4000)

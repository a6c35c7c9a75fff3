"""`legenda check` as it is used: its formats, what it mends, many files."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from server.cli import check, main
from server.outcome import FORMATS
from tests.conftest import TOPIC

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    MakeSite = Callable[[Mapping[str, str | bytes]], Path]

CUE = "WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n"
SITE: Mapping[str, str | bytes] = {
    "site.toml": 'name = "Good"\n',
    "topics/one.en.md": TOPIC,
    "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\nembed = "vimeo:1"\n',
    "captions/intro/en.vtt": CUE.format("Hello."),
}
UNTIDY = (
    "WEBVTT\n\nNOTE by Ann\n\n00:05.000 --> 00:07.000 align:middle\nLater.\n\n"
    "NOTE excuse short-cue: a shout\n\n00:01.000 --> 00:01.500\nOi! \n"
)
TIDY = (
    "WEBVTT\n\nNOTE by Ann\n\nNOTE excuse short-cue: a shout\n\n00:01.000 --> 00:01.500\nOi!\n\n"
    "00:05.000 --> 00:07.000 align:center\nLater.\n"
)


def told(document: str, format_: str) -> list[tuple[str, str]]:
    """The files and rules of the problems in a document."""
    match format_:
        case "json":
            return [(it["path"], it["rule"]) for it in json.loads(document)]
        case "sarif":
            found = [
                (it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], it["ruleId"])
                for it in json.loads(document)["runs"][0]["results"]
            ]
        case "junit":
            cases = ElementTree.fromstring(document).iter("testcase")
            found = [(it.get("file", ""), it.get("name", "")) for it in cases if len(it)]
        case "github":
            fields = [line.split("::")[1] for line in document.splitlines()]
            pairs = [
                dict(it.split("=") for it in line.split(" ", 1)[1].split(",")) for line in fields
            ]
            found = [(it["file"], it["title"]) for it in pairs]
    return found


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_tells_the_problems_and_where_they_are_from_here(
    format_: str,
    make_site: MakeSite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make_site({**SITE, "captions/intro/en.vtt": CUE.format("www.example.org")})
    monkeypatch.chdir(folder.parent)
    assert main(["check", "site", "--format", format_]) == 1
    said = capsys.readouterr()
    below = "" if format_ == "json" else "site/"
    assert told(said.out, format_) == [(f"{below}captions/intro/en.vtt", "link")]
    assert said.err == ""

    monkeypatch.chdir(folder)
    assert main(["check", "--format", format_]) == 1
    assert told(capsys.readouterr().out, format_) == [("captions/intro/en.vtt", "link")]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_good_site_is_an_empty_document(
    format_: str, make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(make_site(SITE)), "--format", format_]) == 0
    out = capsys.readouterr().out
    assert told(out, format_) == []
    assert format_ != "github" or out == ""
    if format_ == "junit":
        suites = {suite.get("name") for suite in ElementTree.fromstring(out)}
        assert suites == {"topics/one.en.md", "media/intro/video.toml", "captions/intro/en.vtt"}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("settings", "rule"),
    [("nam = 1\n", "unknown-key"), ("name = \n", "toml-syntax"), (b'name = "\xe9"\n', "not-utf8")],
)
def test_settings_that_cannot_be_used_are_in_the_document(
    settings: str | bytes,
    rule: str,
    format_: str,
    make_site: MakeSite,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make_site({**SITE, "site.toml": settings})
    assert main(["check", str(folder), "--format", format_]) == 1
    said = capsys.readouterr()
    assert told(said.out, format_) == [("site.toml", rule)]
    assert said.err == ""


def test_for_people_a_cue_is_quoted_in_its_own_letters(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CUE.format("Ünï www.example.org")
    folder = make_site({**SITE, "captions/intro/en.vtt": text.encode("utf-16")})
    assert main(["check", str(folder)]) == 1
    lines = capsys.readouterr().err.splitlines()
    at = lines.index("       4 │ Ünï www.example.org")
    assert lines[at - 1] == "       3 │ 00:00.000 --> 00:02.000"
    assert lines[at + 1] == "         │     ^"


# Mending


def test_what_is_safe_is_mended_told_and_then_passes(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site({**SITE, "captions/intro/en.vtt": UNTIDY})
    assert main(["check", str(folder)]) == 1
    assert "Do first: legenda check" in capsys.readouterr().err

    assert main(["check", str(folder), "--fix"]) == 0
    assert (folder / "captions/intro/en.vtt").read_text() == TIDY
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "captions/intro/en.vtt: mended: old settings written anew (1); spaces deleted at the ends "
        "of lines (1); cues put in the order of their starts (1).\n"
        "1 topic, 1 video, 1 track: 0 errors, 0 warnings, 1 excused.\n"
    )


def test_with_diff_it_is_only_looked_at(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site({**SITE, "captions/intro/en.vtt": CUE.format("Hello. ")})
    monkeypatch.chdir(folder.parent)
    for options in (["--fix", "--diff"], ["--diff"]):
        assert main(["check", "site", *options]) == 1
        said = capsys.readouterr()
        assert said.out == (
            "--- a/site/captions/intro/en.vtt\n+++ b/site/captions/intro/en.vtt\n"
            "@@ -1,4 +1,4 @@\n WEBVTT\n \n 00:00.000 --> 00:02.000\n-Hello. \n+Hello.\n"
        )
        assert said.err == (
            "captions/intro/en.vtt: to mend: spaces deleted at the ends of lines (1).\n"
            "1 file would be mended by legenda check site --fix; nothing was written.\n"
        )
    assert (folder / "captions/intro/en.vtt").read_text() == CUE.format("Hello. ")


def test_where_nothing_is_to_mend_nothing_is_touched(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site(SITE)
    file = folder / "captions/intro/en.vtt"
    before = file.stat()
    assert main(["check", str(folder), "--fix"]) == 0
    assert main(["check", str(folder), "--diff"]) == 0
    after = file.stat()
    # The time of reading may change; that of writing, and the file itself, may not.
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    said = capsys.readouterr()
    assert said.out == ""
    assert "0 files would be mended" in said.err


@pytest.mark.parametrize(("codec", "shown"), [("cp1252", "-D\\xe9j\\xe0 vu"), ("utf-16", "")])
def test_the_diff_of_an_encoding_shows_the_bytes_that_change(
    codec: str, shown: str, make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "1\n00:00:00,000 --> 00:00:02,000\nDéjà vu à la crème\n"
    folder = make_site({**SITE, "captions/intro/fr.srt": text.encode(codec)})
    assert main(["check", str(folder), "--diff"]) == 1
    said = capsys.readouterr()
    assert "saved as UTF-8, read as" in said.err
    assert shown in said.out
    assert ("+Déjà vu à la crème" in said.out) == bool(shown)


def test_a_file_that_cannot_be_written_is_told_and_the_others_are_mended(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site(
        {**SITE, "captions/intro/en.vtt": UNTIDY, "captions/intro/es.descriptions.vtt": UNTIDY}
    )
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "en.vtt":
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert main(["check", str(folder), "--fix"]) == 1
    assert (folder / "captions/intro/en.vtt").read_text() == UNTIDY
    assert (folder / "captions/intro/es.descriptions.vtt").read_text() == TIDY
    assert sorted(it.name for it in (folder / "captions/intro").iterdir()) == [
        "en.vtt",
        "es.descriptions.vtt",
    ]
    assert "captions/intro/en.vtt was not mended: " in (said := capsys.readouterr().err)
    assert "No space left on device" in said


def test_what_is_not_mended_is_told_with_its_reason(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = "WEBVTT\n\n00:05.000 --> 00:07.000\nB\n\nlost\n\n00:01.000 --> 00:03.000\nA\n"
    sbv = "0:00:05.000,0:00:07.000\nB\n\n0:00:01.000,0:00:03.000\nA\n"
    folder = make_site({**SITE, "captions/intro/en.vtt": lost, "captions/intro/es.sbv": sbv})
    assert main(["check", str(folder), "--fix"]) == 1
    assert (folder / "captions/intro/en.vtt").read_text() == lost
    assert (folder / "captions/intro/es.sbv").read_text() == sbv
    said = capsys.readouterr().err
    assert (
        "captions/intro/en.vtt: cues keep their places and numbers until this is mended: " in said
    )
    assert "Left as they are: 1 caption files that are neither WebVTT nor SubRip." in said


def test_a_document_holds_what_is_left_after_mending(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = CUE.format("www.example.org ")
    folder = make_site({**SITE, "captions/intro/en.vtt": bad})
    assert main(["check", str(folder), "--fix", "--format", "json"]) == 1
    said = capsys.readouterr()
    assert told(said.out, "json") == [("captions/intro/en.vtt", "link")]
    assert "mended" in said.err


# Many files


def many(files: int) -> Mapping[str, str | bytes]:
    site = dict(SITE)
    for number in range(files):
        site[f"media/v{number}/video.toml"] = SITE["media/intro/video.toml"]
        site[f"captions/v{number}/en.vtt"] = CUE.format(f"{number} www.example.org ")
    return site


def test_several_processes_find_and_mend_what_one_does(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site(many(50))
    command = ["check", str(folder), "--format", "json"]
    assert main(command) == 1
    one = capsys.readouterr().out

    monkeypatch.setattr(check, "MANY", 10)
    monkeypatch.setattr(check, "cores", lambda: 2)
    assert main(command) == 1
    assert capsys.readouterr().out == one
    assert len(json.loads(one)) == 100

    assert main([*command, "--fix"]) == 1
    said = capsys.readouterr()
    assert len(json.loads(said.out)) == 50
    assert [line.split("/")[1] for line in said.err.splitlines()] == sorted(
        f"v{number}" for number in range(50)
    )


def test_an_interrupt_ends_every_process_in_silence(make_site: MakeSite) -> None:
    long = "WEBVTT\n\n" + "".join(
        f"00:{at // 60:02}:{at % 60:02}.000 --> 00:{at // 60:02}:{at % 60:02}.900\nHi {at}\n\n"
        for at in range(3000)
    )
    files = {key: long if key.endswith(".vtt") else text for key, text in many(200).items()}
    folder = make_site(files)
    code = "import sys; from server.cli import check, main; check.cores = lambda: 2; "
    code += "sys.exit(main(sys.argv[1:]))"
    started = subprocess.Popen(
        [sys.executable, "-c", code, "check", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
    while started.poll() is None and len(children.read_text().split()) < 2:
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err) == (130, b"", b"")

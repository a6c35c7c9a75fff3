from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import server
from server.cli import main
from tests.conftest import ROOT, TOPIC, VIDEO, VTT, clip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

GOOD: Mapping[str, str | bytes] = {
    "site.toml": 'name = "Good"\n',
    "topics/one.en.md": TOPIC,
    "media/intro/video.toml": VIDEO,
    "media/intro/720p.mp4": clip(),
    "captions/intro/en.vtt": VTT.format("Hello."),
}
SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello.\n"


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"legenda {server.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required: COMMAND"),
        (["dance"], "invalid choice: 'dance'"),
        (["new"], "required: KIND"),
        (["new", "site"], "required: NAME"),
        (["serve", "--port", "seven"], "“seven” is no port; expected 0 to 65535"),
        (["serve", "--port", "65536"], "is no port; expected 0 to 65535"),
        (["serve", "--port", "-1"], "is no port; expected 0 to 65535"),
        (["serve", "--port", "²"], "is no port; expected 0 to 65535"),
        (["serve", "--port", "9" * 5000], "is no port; expected 0 to 65535"),
        (["serve", "--workers", "0"], "is no number of workers; expected 1 to 64"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["check", "--format", "json", "--diff"], "--diff: not allowed with argument --format"),
        (["new", "topic", "a", "--language", "Welsh"], "“Welsh” is no language tag; expected one"),
        (["import", "a.vtt", "--language", "en"], "required: --video"),
        (["import", "a.vtt", "--video", "v"], "required: --language"),
        (
            ["import", "a.vtt", "--video", "v", "--language", "en", "--kind", "karaoke"],
            "invalid choice: 'karaoke'",
        ),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_a_command_used_wrongly_ends_with_2_and_says_what_was_expected(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_checking_a_good_site_ends_with_0(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(make_site(GOOD))]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "1 topic, 1 video, 1 track: 0 errors, 0 warnings.\n"


def test_checking_tells_every_problem_with_its_file_and_line_and_ends_with_1(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {"topics/two.en.md": '+++\ntitle = "Two"\nsumary = ""\n+++\n\n<b>x</b>\n\n#### y\n'}
    assert main(["check", str(make_site({**GOOD, **bad}))]) == 1
    lines = [" ".join(line.split()) for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        "topics/two.en.md",
        "topics/two.en.md:3 error There is no key “sumary” here. Did you mean “summary”? "
        "unknown-key",
        '3 │ sumary = ""',
        "topics/two.en.md:6 warning HTML is shown as text: <b>; use Markdown. raw-html",
        "6 │ <b>x</b>",
        "topics/two.en.md:8 error A heading of level 4 under one of level 1; expected level 2 "
        "(##). heading-skipped",
        "8 │ #### y",
        "",
        "rule files",
        "1 error heading-skipped 1",
        "1 error unknown-key 1",
        "1 warning raw-html 1",
        "",
        "1 topic, 1 video, 1 track: 2 errors, 1 warning.",
        "Do first: mend topics/two.en.md: it has 2 of the 2 errors, such as unknown-key: There is "
        "no such key.",
    ]


def test_checking_prints_json_for_other_programs(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site({**GOOD, "topics/two.en.md": '+++\ntitle = ""\n+++\n'})
    assert main(["check", str(folder), "--format", "json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == [
        {
            "rule": "wrong-value",
            "message": "“title” is “”; expected some words.",
            "path": "topics/two.en.md",
            "line": 2,
            "column": 0,
            "severity": "error",
        }
    ]


def test_json_is_an_empty_list_where_nothing_is_wrong(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(make_site(GOOD)), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_settings_that_cannot_be_used_are_told_with_their_lines(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site({**GOOD, "site.toml": 'name = 3\nnam = "x"\n'})
    for command in ("check", "serve"):
        assert main([command, str(folder), *(["--port", "0"] if command == "serve" else [])]) == 1
        said = capsys.readouterr().err
        assert "site.toml:1" in said
        assert "“name” is 3; expected a text" in said
        assert "site.toml:2" in said
        assert said.endswith("site.toml cannot be used.\n")


@pytest.mark.parametrize("command", [["check"], ["serve"]])
def test_a_folder_that_is_not_there_is_told(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, str(tmp_path / "absent")]) == 1
    assert capsys.readouterr().err == f"There is no folder {tmp_path / 'absent'}.\n"


def test_a_site_without_topics_is_not_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", str(tmp_path), "--port", "0"]) == 1
    said = capsys.readouterr().err
    assert f"There are no topics in {tmp_path}; expected topics/<slug>.<language>.md." in said
    assert "legenda new site NAME" in said


def test_a_taken_port_is_a_clear_error(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", str(make_site(GOOD)), "--port", str(port)]) == 1
    assert capsys.readouterr().err == (
        f"Port {port} on 127.0.0.1 cannot be used: address already in use. "
        f"Stop what uses it, or choose another: legenda serve --port {port + 1}\n"
    )


@pytest.mark.parametrize("host", ["no such host", "a" * 70 + ".example", "256.0.0.1"])
def test_an_address_that_is_none_is_told(
    host: str,
    make_site: Callable[[Mapping[str, str | bytes]], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["serve", str(make_site(GOOD)), "--host", host, "--port", "0"]) == 1
    assert capsys.readouterr().err == (
        f"There is no address “{host}”; expected one such as 127.0.0.1.\n"
    )


def test_a_new_site_is_clean_and_says_how_to_serve_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "site", "my-site"]) == 0
    assert "Serve it with: legenda serve my-site" in capsys.readouterr().err
    assert (tmp_path / "my-site/topics/welcome.en.md").is_file()
    assert main(["check", "my-site"]) == 0
    assert main(["new", "site", "my-site"]) == 1
    assert "my-site exists already and is not empty" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["new", "site", str(tmp_path / "file/below")]) == 1
    assert "file" in capsys.readouterr().err


def test_a_new_topic_is_in_the_language_of_the_site_unless_another_is_asked(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site({"site.toml": 'language = "cy"\nlanguages = ["cy", "en"]\n'})
    assert main(["new", "topic", "cael-help", "--site", str(folder)]) == 0
    assert main(["new", "topic", "cael-help", "--language", "EN", "--site", str(folder)]) == 0
    assert sorted(path.name for path in (folder / "topics").iterdir()) == [
        "cael-help.cy.md",
        "cael-help.en.md",
    ]
    assert capsys.readouterr().err == (
        "Wrote topics/cael-help.cy.md\nWrote topics/cael-help.en.md\n"
    )
    assert main(["new", "topic", "Cael Help", "--site", str(folder)]) == 1


def test_a_new_template_starts_from_ours(
    make_site: Callable[[Mapping[str, str | bytes]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site(GOOD)
    assert main(["new", "template", "topic.html", "--site", str(folder)]) == 0
    assert (folder / "templates/topic.html").is_file()
    assert main(["check", str(folder)]) == 0
    assert main(["new", "template", "topik.html", "--site", str(folder)]) == 1
    assert "There is no template topik.html. Did you mean “topic.html”?" in capsys.readouterr().err


def test_captions_are_brought_in(
    make_site: Callable[[Mapping[str, str | bytes]], Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, file = make_site(GOOD), tmp_path / "es.srt"
    file.write_text(SRT)
    bring = ["import", str(file), "--video", "intro", "--language", "es", "--site", str(folder)]
    assert main(bring) == 0
    assert capsys.readouterr().err == "Wrote captions/intro/es.vtt: 1 cue, to 2.5 s.\n"
    assert main(bring) == 1
    assert capsys.readouterr().err == (
        "captions/intro/es.vtt exists already; nothing was written.\n"
    )
    assert main([*bring, "--replace"]) == 0
    assert main([*bring, "--kind", "descriptions"]) == 0
    assert (folder / "captions/intro/es.descriptions.vtt").is_file()


def test_captions_with_errors_are_refused_with_their_problems(
    make_site: Callable[[Mapping[str, str | bytes]], Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, file = make_site(GOOD), tmp_path / "es.vtt"
    file.write_text("WEBVTT\n\n00:02.000 --> 00:01.000\nNunca.\n")
    arguments = [str(file), "--video", "intro", "--language", "es", "--site", str(folder)]
    assert main(["import", *arguments]) == 1
    said = capsys.readouterr().err
    assert f"{file}:3" in said
    assert said.endswith(f"{file} was not brought in: it has errors.\n")
    assert not (folder / "captions/intro/es.vtt").exists()


def test_the_command_runs_as_a_program(
    make_site: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    folder = make_site({**GOOD, "topics/two.en.md": "+++\n"})
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "server", "check", str(folder), "--format", "json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr.decode()
    assert ran.stderr == b""
    assert [one["rule"] for one in json.loads(ran.stdout)] == ["front-matter"]

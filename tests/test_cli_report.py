"""`legenda report`: where it writes, what it says, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from server.cli import main
from tests.conftest import TOPIC, VIDEO, VTT, clip

SITE = {
    "site.toml": 'name = "Harbour"\n',
    "topics/one.en.md": TOPIC,
    "media/intro/video.toml": VIDEO,
    "media/intro/720p.mp4": clip(),
    "captions/intro/en.vtt": VTT.format("Hello."),
}
SAID = "WCAG 2.2 AA: 0 of 1 videos meet it, 1 do not, 0 need a person to look."


def test_a_page_is_written_where_one_stands_and_its_verdict_told(
    make_site, tmp_path, monkeypatch, capsys
):
    site = make_site(SITE)
    monkeypatch.chdir(tmp_path)
    assert main(["report", "--site", str(site)]) == 0
    page = (tmp_path / "legenda-report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Harbour" in page
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"Wrote legenda-report.html.\n{SAID}\n")


def test_json_has_a_name_of_its_own(make_site, tmp_path, monkeypatch):
    site = make_site(SITE)
    monkeypatch.chdir(tmp_path)
    assert main(["report", "--site", str(site), "--format", "json"]) == 0
    data = json.loads((tmp_path / "legenda-report.json").read_text("utf-8"))
    assert data["site"] == "Harbour"
    assert data["aa"] == {"met": 0, "not met": 1, "needs a person": 0}


@pytest.mark.parametrize("format_", ["html", "json"])
def test_a_dash_prints_it_and_nothing_else_to_the_standard_output(make_site, capfdbinary, format_):
    site = make_site(SITE)
    assert main(["report", "--site", str(site), "--format", format_, "--output", "-"]) == 0
    said = capfdbinary.readouterr()
    assert said.err.decode() == f"{SAID}\n"
    if format_ == "json":
        assert json.loads(said.out)["form"] == 1
    else:
        assert said.out.startswith(b"<!doctype html>")
        assert said.out.endswith(b"</html>")
    assert {path.name for path in Path(site).iterdir()} == {
        "site.toml",
        "topics",
        "media",
        "captions",
    }


def test_a_report_is_written_over_the_last_one_whole_or_not_at_all(make_site, tmp_path, capsys):
    site = make_site(SITE)
    output = tmp_path / "report.html"
    output.write_text("the last one")
    (site / "templates").mkdir()
    (site / "templates/report.html").write_text("{{ no.such.thing }}")
    assert main(["report", "--site", str(site), "--output", str(output)]) == 1
    said = capsys.readouterr().err
    assert "templates/report.html:1" in said
    assert said.endswith("The report cannot be made with this template.\n")
    assert output.read_text() == "the last one"
    (site / "templates/report.html").unlink()
    assert main(["report", "--site", str(site), "--output", str(output)]) == 0
    assert output.read_text("utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.html"]


@pytest.mark.parametrize(
    ("tag", "shown"), [("cy", "cy"), ("es-MX", "es"), ("ar", "ar"), ("fi", "en"), ("", "en")]
)
def test_its_words_are_in_the_language_asked_for_where_there_are_any(
    make_site, capfdbinary, tag, shown
):
    site = make_site(SITE)
    asked = ["--language", tag] if tag else []
    assert main(["report", "--site", str(site), "--output", "-", *asked]) == 0
    assert f'<html lang="{shown}" '.encode() in capfdbinary.readouterr().out


def test_its_words_are_in_the_sites_language_unless_another_is_asked(make_site, capfdbinary):
    site = make_site(SITE | {"site.toml": 'language = "cy"\n'})
    assert main(["report", "--site", str(site), "--output", "-"]) == 0
    assert b'<html lang="cy" ' in capfdbinary.readouterr().out


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ({"media/bad/video.toml": "title = 3\n"}, True),
        ({"captions/intro/Welsh.vtt": VTT.format("Helo.")}, True),
        ({"topics/two.en.md": "+++\n"}, False),
    ],
)
def test_what_errors_keep_out_is_told_and_errors_of_texts_are_not(
    make_site, tmp_path, capsys, file, told
):
    site = make_site(SITE | file)
    assert main(["report", "--site", str(site), "--output", str(tmp_path / "r.html")]) == 0
    said = capsys.readouterr().err
    assert ("errors keep something out of it: see legenda check." in said) is told


def test_another_profile_may_judge(make_site, capfdbinary):
    site = make_site(SITE)
    arguments = ["report", "--site", str(site), "--format", "json", "--output", "-"]
    assert main([*arguments, "--profile", "dcmp"]) == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert [video["profile"] for video in data["videos"]] == ["dcmp"]


def test_a_folder_that_is_not_there_is_told(make_site, tmp_path, capsys):
    site = make_site(SITE)
    output = tmp_path / "none" / "report.html"
    assert main(["report", "--site", str(site), "--output", str(output)]) == 1
    assert capsys.readouterr().err == f"There is no folder {output.parent}.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "pdf"], "invalid choice: 'pdf'"),
        (["--profile", "bbbc"], "invalid choice: 'bbbc'"),
        (["--language", "Welsh"], "“Welsh” is no language tag"),
    ],
)
def test_a_report_asked_for_wrongly_ends_with_2(arguments, says, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["report", *arguments])
    assert ended.value.code == 2
    assert says in capsys.readouterr().err

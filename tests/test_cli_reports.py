"""`legenda requests` and `legenda reports`: what readers wrote, listed, exported, closed."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re

import pytest

from server.cli import main
from server.reports import Report, open_reports

NOW = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def site(make_site):
    root = make_site({"site.toml": 'name = "Test"\n'})
    kept = open_reports(root / "reports.sqlite3")
    for day, video in enumerate(("intro", "intro", "calm")):
        made = NOW + datetime.timedelta(days=day)
        kept.add(Report(kind="request", language="so", video=video, made=made))
    kept.add(
        Report(
            kind="problem",
            language="ar",
            video="intro",
            track="ar",
            time=61_500,
            cue="سطر\nآخر",
            what="words",
            suggestion="=1+1",
            made=NOW,
        )
    )
    return root


def test_requests_are_counted_by_language_and_video(site, capsys):
    assert main(["requests", "--site", str(site)]) == 0
    shown = capsys.readouterr().out
    assert "Somali (so)  intro  2" in re.sub(r" {2,}", "  ", shown)
    assert "Somali (so)  calm  1" in re.sub(r" {2,}", "  ", shown)


def test_reports_show_the_cue_and_what_should_stand_there(site, capsys):
    assert main(["reports", "--site", str(site)]) == 0
    shown = capsys.readouterr().out
    assert "captions/intro/ar at 00:01:01.500: words" in shown
    assert "shown: سطر / آخر" in shown
    assert "better: =1+1" in shown


def test_reports_are_exported_with_every_field(site, capsys):
    main(["reports", "--site", str(site), "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert found["time"] == 61_500
    assert found["cue"] == "سطر\nآخر"
    assert found["closed"] is None


def test_a_spreadsheet_computes_nothing_that_a_reader_wrote(site, capsys):
    main(["reports", "--site", str(site), "--format", "csv"])
    (found,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert found["suggestion"] == "'=1+1"


def test_a_closed_report_is_listed_only_when_asked_for(site, capsys):
    main(["reports", "--site", str(site), "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert main(["reports", "--site", str(site), "--close", str(found["id"])]) == 0
    capsys.readouterr()
    main(["reports", "--site", str(site)])
    assert "Nobody has reported a caption." in capsys.readouterr().err
    main(["reports", "--site", str(site), "--all"])
    assert "(closed)" in capsys.readouterr().out


def test_a_number_that_is_not_there_closes_nothing(site, capsys):
    main(["reports", "--site", str(site), "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert main(["reports", "--site", str(site), "--close", str(found["id"]), "999"]) == 1
    assert "999" in capsys.readouterr().err
    main(["reports", "--site", str(site), "--format", "json"])
    assert json.loads(capsys.readouterr().out)[0]["closed"] is None


def test_a_site_may_keep_nothing(make_site, capsys):
    root = make_site({"site.toml": 'reports = ""\n'})
    assert main(["requests", "--site", str(root)]) == 1
    assert "keeps no reports" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../out.sqlite3", "/tmp/x", "a/b", ".hidden"])
def test_the_file_stays_in_the_sites_folder(make_site, capsys, name):
    root = make_site({"site.toml": f'reports = "{name}"\n'})
    assert main(["requests", "--site", str(root)]) == 1
    assert "the name of a file" in capsys.readouterr().err

"""The contract of `Reports`, for every back-end."""

from __future__ import annotations

import datetime
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from server.problems import NotFound, Unavailable
from server.reports import Report, open_reports

NOW = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=datetime.UTC)
PROBLEM = Report(
    kind="problem",
    language="ar",
    video="intro",
    track="ar",
    time=12_345,
    cue="مرحبا <b>",
    what="words",
    suggestion="أهلا'); drop table report; --",
    made=NOW,
)
REQUEST = Report(kind="request", language="so", video="intro", made=NOW)


@pytest.fixture
def reports(tmp_path):
    return open_reports(tmp_path / "reports.sqlite3")


def test_what_was_kept_is_read_again(reports):
    kept = [reports.add(PROBLEM), reports.add(REQUEST)]

    assert reports.all("problem", closed=False) == (kept[0],)
    assert reports.all("request", closed=False) == (kept[1],)
    assert replace(kept[0], id=0) == PROBLEM


def test_there_are_none_before_the_first_and_looking_makes_no_file(reports):
    assert reports.all("problem", closed=True) == ()
    assert not reports.path.exists()


def test_the_same_words_on_the_same_day_are_kept_once(reports):
    first = reports.add(PROBLEM)
    again = reports.add(replace(PROBLEM, made=NOW + datetime.timedelta(hours=1)))
    later = reports.add(replace(PROBLEM, made=NOW + datetime.timedelta(days=1)))

    assert first.id == again.id != later.id
    assert len(reports.all("problem", closed=False)) == 2


def test_a_closed_report_is_out_of_the_way_but_not_gone(reports):
    kept = reports.add(PROBLEM)
    closed = reports.close(kept.id, NOW)

    assert closed == replace(kept, closed=NOW)
    assert reports.all("problem", closed=False) == ()
    assert reports.all("problem", closed=True) == (closed,)


def test_closing_what_is_not_there_is_not_found(reports):
    with pytest.raises(NotFound, match="no report 7"):
        reports.close(7, NOW)
    reports.add(PROBLEM)
    with pytest.raises(NotFound, match="no report 7"):
        reports.close(7, NOW)


def test_the_secret_is_one_for_all_processes_and_another_for_other_reports(reports, tmp_path):
    secret = reports.secret()

    assert len(secret) == 32
    assert open_reports(reports.path).secret() == secret
    assert open_reports(tmp_path / "other.sqlite3").secret() != secret


def test_many_writers_lose_nothing(reports):
    many = [replace(PROBLEM, time=number) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        ids = {kept.id for kept in pool.map(reports.add, many)}

    assert len(ids) == 40
    assert {one.time for one in reports.all("problem", closed=False)} == set(range(40))


def test_nobody_else_on_the_machine_reads_them(reports):
    reports.add(PROBLEM)
    assert stat.S_IMODE(reports.path.stat().st_mode) == 0o600


def test_a_file_that_is_something_else_is_left_alone_and_said(reports):
    reports.path.write_text("This is a letter, and no database of any kind.")
    with pytest.raises(Unavailable, match="cannot be used"):
        reports.add(PROBLEM)
    assert reports.path.read_text().startswith("This is a letter")


def test_a_file_of_a_later_version_is_left_alone_and_said(reports):
    with sqlite3.connect(reports.path) as database:
        database.execute("pragma user_version = 99")
    database.close()
    with pytest.raises(Unavailable, match="later version"):
        reports.all("problem", closed=True)


def test_where_nothing_can_be_written_it_is_said(tmp_path):
    with pytest.raises(Unavailable, match="cannot be used"):
        open_reports(tmp_path / "no" / "folder" / "reports.sqlite3").add(PROBLEM)

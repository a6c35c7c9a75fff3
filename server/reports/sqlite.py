"""Reports in one SQLite file. Knows SQL; a connection a call, since calls are rare."""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import sqlite3
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.problems import NotFound, Unavailable
from server.reports import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.reports import Kind

# Raised by one with each change of the tables; a file of a later version is not touched.
VERSION = 1
SCHEMA = """
create table report (
  id integer primary key autoincrement,
  kind text not null, language text not null, video text not null, track text not null,
  time integer not null, cue text not null, what text not null, suggestion text not null,
  comment text not null, made text not null, closed text
) strict;
create table secret (bytes blob not null) strict;
"""
COLUMNS = tuple(field.name for field in fields(Report) if field.name != "id")
# What makes two reports the same words, besides the day.
SAME = tuple(name for name in COLUMNS if name not in ("made", "closed"))
PATIENCE = 5  # seconds that a writer waits for another one


class SqliteReports:
    """Reports in the file at `path`."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def add(self, report: Report) -> Report:
        """Keep a report; the same with its `id`. The same words on the same day are kept once."""
        values = _values(report)
        same = " and ".join(f"{name} = :{name}" for name in SAME)
        marks = ", ".join(f":{name}" for name in COLUMNS)
        with self._writing() as database:
            found = database.execute(
                f"select id from report where {same} and date(made) = date(:made)",  # noqa: S608
                values,
            ).fetchone()
            if found is None:
                found = database.execute(
                    f"insert into report ({', '.join(COLUMNS)}) values ({marks}) returning id",  # noqa: S608
                    values,
                ).fetchone()
        return replace(report, id=found[0])

    def all(self, kind: Kind, *, closed: bool) -> tuple[Report, ...]:
        """The reports of a kind, oldest first, with those that are `closed` or without."""
        if not self.path.exists():
            return ()
        asked = f"select {', '.join(COLUMNS)}, id from report where kind = ?"  # noqa: S608
        if not closed:
            asked += " and closed is null"
        with self._reading() as database:
            return tuple(_report(row) for row in database.execute(f"{asked} order by id", (kind,)))

    def close(self, id: int, at: datetime.datetime) -> Report:  # noqa: A002
        """Close a report; raises `NotFound` where there is none."""
        asked = f"update report set closed = ? where id = ? returning {', '.join(COLUMNS)}, id"  # noqa: S608
        row = None
        if self.path.exists():
            with self._writing() as database:
                row = database.execute(asked, (at.isoformat(), id)).fetchone()
        if row is None:
            raise NotFound(f"There is no report {id}.")
        return _report(row)

    def secret(self) -> bytes:
        """Random bytes that every process with these reports shares, and nobody else."""
        with self._writing() as database:
            found = database.execute("select bytes from secret").fetchone()
            if found is None:
                found = (secrets.token_bytes(32),)
                database.execute("insert into secret values (?)", found)
        return bytes(found[0])

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=PATIENCE)) as database:
                self._checked(database)
                yield database
        except sqlite3.Error as error:
            raise Unavailable(f"{self.path} cannot be used: {error}.") from None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        # What readers wrote is for the publisher alone.
        with contextlib.suppress(OSError):
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
        with self._reading() as database:
            # One writer at a time, from its first question on.
            database.execute("begin immediate")
            if not database.execute("select 1 from sqlite_master").fetchone():
                for statement in SCHEMA.split(";\n"):
                    database.execute(statement)
                database.execute(f"pragma user_version = {VERSION}")
            yield database
            database.commit()

    def _checked(self, database: sqlite3.Connection) -> None:
        (version,) = database.execute("pragma user_version").fetchone()
        if version > VERSION:
            raise Unavailable(
                f"{self.path} was written by a later version of Legenda; "
                f"expected version {VERSION} or an earlier one."
            )


def _values(report: Report) -> dict[str, object]:
    return {name: _plain(getattr(report, name)) for name in COLUMNS}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def _report(row: tuple[Any, ...]) -> Report:
    values: dict[str, Any] = dict(zip((*COLUMNS, "id"), row, strict=True))
    for name in ("made", "closed"):
        if values[name] is not None:
            values[name] = datetime.datetime.fromisoformat(str(values[name]))
    return Report(**values)

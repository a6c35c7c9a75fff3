"""The stream of a live track: what a listener is told, and what becomes of those who leave."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from server.captions.live import beginning
from server.web import live
from tests.conftest import TOPIC, VIDEO, clip, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = beginning(datetime(2026, 11, 25, tzinfo=UTC))
ONE = "00:01.000 --> 00:02.500 line:0 align:start\n<v Ann>Hello.\n\n"
TWO = "id\n00:03.000 --> 00:04.000\nÄrger &amp; Freude.\n\n"
THREE = "00:05.000 --> 00:06.000\nThree.\n\n"


@dataclass
class Track:
    """A track that is live for as long as it is said to be."""

    file: Path

    def write(self, text: str) -> None:
        """The whole file."""
        self.file.write_text(text, encoding="utf-8")

    def add(self, text: str) -> None:
        """More of it."""
        with self.file.open("a", encoding="utf-8") as file:
            file.write(text)

    def live(self) -> None:
        """Somebody writes it, and goes on: nothing here touches the mark again."""
        mark = self.file.with_suffix(".live")
        mark.touch()
        os.utime(mark, (time.time() + 600,) * 2)

    def end(self) -> None:
        """Nobody writes it any more."""
        self.file.with_suffix(".live").unlink()


@dataclass(frozen=True)
class Event:
    name: str
    id: str
    cues: list[dict[str, Any]]

    @property
    def texts(self) -> list[str]:
        return [cue["text"] for cue in self.cues]


def events(answer: httpx2.Response) -> Iterator[Event]:
    """The events of a stream; what else is in it is not for scripts."""
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(":")
        fields[name] = value.strip()
        if not line:
            if "event" in fields:
                data = json.loads(fields.get("data") or "[]")
                yield Event(fields["event"], fields.get("id", ""), data)
            fields = {}


@pytest.fixture
def track(make_site) -> Track:
    site = make_site(
        {
            "topics/a-topic.en.md": TOPIC,
            "media/intro/video.toml": VIDEO,
            "media/intro/a.mp4": clip(),
            "captions/intro/en.vtt": HEAD,
            "captions/intro/es.vtt": "WEBVTT\n",
        }
    )
    return Track(site / "captions/intro/en.vtt")


@pytest.fixture
def address(track) -> Iterator[str]:
    with serving(track.file.parents[2]) as served:
        yield served


@pytest.fixture
def client(address) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=f"{address}/captions/intro", timeout=20) as found:
        yield found


def test_a_track_that_is_not_live_has_no_stream_and_the_page_none_of_it(client, address):
    assert client.get("/en.live").status_code == 204
    assert client.get("/fr.live").status_code == 404
    page = httpx2.get(f"{address}/en/a-topic", timeout=30).text
    assert "data-live" not in page
    assert 'class="live"' not in page


def test_a_page_says_which_tracks_are_live(track, address):
    track.live()
    page = httpx2.get(f"{address}/en/a-topic", timeout=30).text
    assert page.count('data-live="/captions/intro/en.live"') == 1
    assert "They are being written now, in English." in page


def test_whoever_joins_is_told_everything_and_then_each_new_cue(track, client):
    track.add(ONE)
    track.live()
    with client.stream("GET", "/en.live") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        told = events(answer)
        first = next(told)
        assert first.name == "cues"
        placed = {"line": 0, "align": "start"}
        assert first.cues == [
            {"id": "", "start": 1.0, "end": 2.5, "text": "<v Ann>Hello.", **placed}
        ]
        # A block that is not whole is not told yet.
        track.add(TWO + THREE.rstrip("\n"))
        assert next(told).texts == ["Ärger &amp; Freude."]
        track.add("\n\n")
        assert next(told).texts == ["Three."]
        track.end()
        assert next(told).name == "end"
        assert next(told, None) is None


def test_whoever_comes_back_is_told_nothing_twice(track, client):
    track.add(ONE)
    track.live()
    with client.stream("GET", "/en.live") as answer:
        known = next(events(answer)).id
    track.add(TWO)
    with client.stream("GET", "/en.live", headers={"Last-Event-ID": known}) as answer:
        told = events(answer)
        assert next(told).texts == ["Ärger &amp; Freude."]
        track.add(THREE)
        assert next(told).texts == ["Three."]


@pytest.mark.parametrize("known", ["", "x", "00000000-8", "00000000-999999999999999999", "-1", "ä"])
def test_whoever_knows_nothing_of_this_file_is_told_everything(track, client, known):
    track.write(HEAD + ONE)
    track.live()
    headers = {"Last-Event-ID": known.encode()}
    with client.stream("GET", "/en.live", headers=headers) as answer:
        first = next(events(answer))
    assert first.texts == ["<v Ann>Hello."]
    assert first.name == ("again" if known else "cues")


def test_a_file_that_is_written_anew_takes_the_place_of_what_was_there(track, client):
    track.add(ONE)
    track.live()
    with client.stream("GET", "/en.live") as answer:
        told = events(answer)
        next(told)
        track.write(HEAD + TWO + THREE + THREE)
        anew = next(told)
    assert (anew.name, anew.texts[0]) == ("again", "Ärger &amp; Freude.")


def test_a_stream_ends_when_its_writer_was_cut_off(track, client):
    track.live()
    with client.stream("GET", "/en.live") as answer:
        told = events(answer)
        next(told)
        mark = track.file.with_suffix(".live")
        os.utime(mark, (time.time() - 60,) * 2)
        assert next(told).name == "end"


def test_no_more_may_listen_than_a_server_can_bear_and_who_leaves_makes_room(
    track, client, monkeypatch
):
    monkeypatch.setattr(live, "MOST_LISTENERS", 1)
    track.live()
    with (
        serving(track.file.parents[2]) as small,
        httpx2.Client(base_url=f"{small}/captions/intro", timeout=20) as one,
    ):
        with one.stream("GET", "/en.live") as answer:
            told = events(answer)
            next(told)
            full = one.get("/en.live")
            assert (full.status_code, full.headers["retry-after"]) == (503, "30")
        for _ in range(200):
            with one.stream("GET", "/en.live") as answer:
                if answer.status_code == 200:
                    break
            time.sleep(0.05)
        assert answer.status_code == 200


def test_head_tells_whether_a_track_is_live_and_opens_no_stream(track, client):
    assert client.head("/en.live").status_code == 204
    track.live()
    answer = client.head("/en.live")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")


def test_a_stream_is_never_held_back_to_be_compressed(track, client):
    track.live()
    with client.stream("GET", "/en.live", headers={"Accept-Encoding": "gzip, br"}) as answer:
        assert "content-encoding" not in answer.headers
        assert next(events(answer)).name == "cues"

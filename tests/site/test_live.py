from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from server.captions import Captions, Cue, read
from server.captions.live import began, beginning, said
from server.problems import LegendaError, NotFound
from server.site import live
from server.site.loading import load
from server.storage.memory import MemoryStore

KEY = "captions/intro/en.vtt"
MARK = "captions/intro/en.live"
VIDEO = 'title = "Intro"\nlanguage = "en"\nembed = "vimeo:1"\n'


def test_a_track_is_live_while_its_mark_is_fresh() -> None:
    store = MemoryStore({KEY: "WEBVTT\n", MARK: "", "captions/intro/es.vtt": "WEBVTT\n"})
    now = store.stat(MARK).modified

    assert live.is_live(store, KEY, now)
    assert not live.is_live(store, "captions/intro/es.vtt", now)
    assert live.live_names(store, "intro", now) == {"en"}
    # Whoever wrote is gone, and could not say so.
    assert not live.is_live(store, KEY, now + live.FRESH)
    assert live.live_names(store, "intro", now + live.FRESH) == frozenset()


def test_a_mark_is_no_track_and_no_problem() -> None:
    files = {"media/intro/video.toml": VIDEO, KEY: "WEBVTT\n", MARK: ""}
    site, problems = load(MemoryStore(files))

    assert [track.name for track in site.videos[0].tracks] == ["en"]
    assert problems == ()


def test_a_track_is_live_until_it_ends_and_then_as_any_other() -> None:
    store = MemoryStore()
    zero = live.begin(store, KEY, offset=0, replace=False)

    with live.writing(store, KEY, zero) as track:
        assert live.is_live(store, KEY, time.time())
        track.add(Captions(said("One, which is rather long.", 1000)))
        track.add(Captions(said("Two.", 1800)))
        during = store.read(KEY)

    assert list(store.keys()) == [KEY]
    after, problems = read(store.read(KEY))
    assert (during.endswith(b"\n\n"), problems) == (True, ())
    assert after.cues == (
        Cue(1000, 1800, "One, which is rather long."),
        Cue(1800, 1800 + 1500, "Two."),
    )


def test_a_track_ends_whatever_stops_its_writer() -> None:
    store = MemoryStore()
    with (
        pytest.raises(KeyboardInterrupt),
        live.writing(store, KEY, live.begin(store, KEY, offset=0, replace=False)),
    ):
        raise KeyboardInterrupt
    assert list(store.keys()) == [KEY]


def test_its_clock_begins_where_the_video_is() -> None:
    store = MemoryStore()
    zero = live.begin(store, KEY, offset=60_000, replace=False)
    with live.writing(store, KEY, zero) as track:
        assert 60_000 <= track.now < 120_000


def test_what_is_gone_on_with_keeps_its_second_0() -> None:
    zero = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    store = MemoryStore({KEY: beginning(zero) + "00:01.000 --> 00:02.000\nOne."})

    assert live.go_on(store, KEY, offset=None) == zero.timestamp()
    assert live.go_on(store, KEY, offset=5000) == pytest.approx(time.time() - 5, abs=60)
    assert store.read(KEY).endswith(b"One.\n\n"), "a half block is closed, once"


def test_what_others_wrote_is_gone_on_with_from_now() -> None:
    store = MemoryStore({KEY: "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n"})

    assert live.go_on(store, KEY, offset=None) == pytest.approx(time.time(), abs=60)


def test_a_track_that_is_there_is_written_over_only_when_asked() -> None:
    store = MemoryStore({KEY: "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n"})

    with pytest.raises(LegendaError, match="--append"):
        live.begin(store, KEY, offset=0, replace=False)
    live.begin(store, KEY, offset=0, replace=True)
    assert began(read(store.read(KEY))[0])
    with pytest.raises(NotFound):
        live.go_on(store, "captions/intro/fr.vtt", offset=None)


def test_two_writers_of_one_track_are_refused_and_one_that_was_cut_off_is_not(monkeypatch) -> None:
    monkeypatch.setattr(live, "BEAT", 0.2)
    store = MemoryStore()
    with live.writing(store, KEY, live.begin(store, KEY, offset=0, replace=False)):
        with pytest.raises(LegendaError, match="already"):
            live.go_on(store, KEY, offset=None)
        with pytest.raises(LegendaError, match="already"):
            live.begin(store, KEY, offset=0, replace=True)
    store.write(MARK, b"")
    assert live.go_on(store, KEY, offset=None)

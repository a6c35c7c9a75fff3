"""What the verdicts and tracks of a site add up to."""

from __future__ import annotations

import datetime

import pytest

from server.site.conformance.criteria import Outcome
from server.site.conformance.player import DESCRIBED, ROWS
from server.site.conformance.report import report
from server.site.conformance.shown import SHOWN
from server.site.loading import load
from server.storage.memory import MemoryStore
from tests.conftest import clip
from tests.site.conformance.sites import BROKEN, CUES, HUMAN, TODAY, VIDEO, files, reported, talk

MET, NOT_MET, PERSON, NONE = Outcome.MET, Outcome.NOT_MET, Outcome.PERSON, Outcome.NONE
TALK = {"en.vtt": CUES, "tracks.toml": HUMAN.format("en"), "media/talk/720p.described.mp4": clip()}
EVERY = {
    **TALK,
    "media/talk/720p.sign-bfi.mp4": clip(),
    "en.descriptions.vtt": CUES,
    "tracks.toml": HUMAN.format("en") + HUMAN.format("en.descriptions"),
}
# What tests show of the player is another page's matter: docs/conformance.md.
PLAYER = MET if {*ROWS.values(), DESCRIBED} <= SHOWN else PERSON


@pytest.mark.parametrize(
    ("media", "more", "expected"),
    [
        ("video", {}, (NOT_MET, NOT_MET, NOT_MET, NONE)),
        ("video", TALK, (MET, MET, NOT_MET, PLAYER)),
        ("video", EVERY, (MET, MET, PERSON, PLAYER)),
        ("video", {**TALK, "tracks.toml": ""}, (PERSON, PERSON, NOT_MET, PLAYER)),
        ("audio", {}, (NOT_MET, NOT_MET, NOT_MET, NONE)),
        ("audio", {"en.vtt": CUES, "tracks.toml": HUMAN.format("en")}, (MET, MET, MET, NONE)),
        ("embed", {}, (PERSON, PERSON, NOT_MET, PERSON)),
    ],
)
def test_a_level_is_the_worst_of_what_applies_up_to_it(media, more, expected):
    found = talk(media, more)
    assert (found.level("A"), found.aa, found.level("A", "AA", "AAA"), found.level("")) == expected


def test_a_video_that_nothing_is_asked_of_meets_the_level():
    none = "".join(
        f'[verdicts."1.2.{n}"]\noutcome = "does not apply"\nnote = "It plays as decoration."\n'
        'by = "Ann"\nreviewed = 2026-01-01\n'
        for n in range(1, 6)
    )
    found = talk("video", {"media/talk/video.toml": VIDEO + none})
    assert found.level("A", "AA") is NONE
    assert found.aa is MET


def test_every_video_is_counted_once():
    found = reported(
        {
            **files("video", TALK),
            "media/bare/video.toml": VIDEO,
            "media/bare/720p.mp4": clip(),
            "media/there/video.toml": f'{VIDEO}embed = "vimeo:1"\n',
        }
    )
    counted = {
        outcome: [it.video.id for it in found.meeting(outcome)]
        for outcome in (MET, NOT_MET, PERSON)
    }
    assert counted == {MET: ["talk"], NOT_MET: ["bare"], PERSON: ["there"]}


def test_what_is_missing_at_level_a_comes_first_and_a_person_last_and_aaa_is_left_out():
    found = reported(
        {
            **files("video", {"en.vtt": CUES}),
            "media/another/video.toml": VIDEO,
            "media/another/720p.mp4": clip(),
            "media/there/video.toml": f'{VIDEO}embed = "vimeo:1"\n',
        }
    )
    assert [(it.reason, it.outcome, it.criteria, it.videos) for it in found.steps] == [
        ("captions-missing", NOT_MET, ("1.2.2",), ("another",)),
        ("descriptions-missing", NOT_MET, ("1.2.3",), ("another", "talk")),
        ("described-missing", NOT_MET, ("1.2.5",), ("another", "talk")),
        ("track-by-nobody", PERSON, ("1.2.2",), ("talk",)),
        ("provider-captions", PERSON, ("1.2.2",), ("there",)),
        ("provider-described", PERSON, ("1.2.3", "1.2.5"), ("there",)),
    ]


def test_a_site_that_meets_the_level_has_nothing_to_do_first():
    assert reported(files("video", TALK)).steps == ()


SAID = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello there, everybody.\n"
HOLA = SAID.replace("Hello there, everybody.", "Hola a todo el mundo.")


@pytest.mark.parametrize(
    ("translation", "tracks", "stale", "state"),
    [
        (HOLA, "", (), "unreviewed"),
        (HOLA, 'es = { origin = "human" }', (), "unreviewed"),
        (HOLA, 'es = { origin = "machine-translated" }', (), "machine"),
        (HOLA, 'es = { origin = "automatic" }', (), "machine"),
        (
            HOLA,
            'es = { origin = "machine-translated", reviewed = 2026-01-01 }',
            (),
            "reviewed",
        ),
        (HOLA + "\n00:01.000 --> 00:02.000\nAdiós.\n", "", ("count",), "stale"),
        (HOLA.replace("00:01.000", "00:02.000"), "", ("times",), "stale"),
        (SAID, "", ("untranslated",), "stale"),
        (
            HOLA,
            "en = { reviewed = 2026-02-01 }\nes = { reviewed = 2026-01-01 }",
            ("older",),
            "stale",
        ),
        (
            HOLA,
            "en = { reviewed = 2026-01-01 }\nes = { reviewed = 2026-01-01 }",
            (),
            "reviewed",
        ),
        (
            HOLA.replace("00:01.000", "00:02.000").replace(
                "WEBVTT", "WEBVTT\n\nNOTE excuse translation-times: it is sung"
            ),
            "",
            (),
            "unreviewed",
        ),
    ],
)
def test_a_translation_is_stale_when_it_no_longer_fits_its_source(
    translation, tracks, stale, state
):
    found = reported(files("video", {"en.vtt": SAID, "es.vtt": translation, "tracks.toml": tracks}))
    ((_, of),) = found.translations
    assert (of.track.key, of.stale, of.state) == ("captions/talk/es.vtt", stale, state)
    assert [language.tag for language in found.languages] == ["en", "es"]


def test_problems_are_counted_by_file_and_rule_and_excuses_apart():
    fast = "WEBVTT\n\nNOTE excuse short-cue: a shout\n\n00:00.000 --> 00:00.200\nOh.\n"
    found = talk("video", {"en.vtt": CUES + BROKEN.removeprefix("WEBVTT"), "es.vtt": fast})
    tracks = {it.track.name: it for it in found.tracks}
    assert (tracks["en"].errors, tracks["en"].cues) == (1, 2)
    assert tracks["en"].excused == 0
    assert (tracks["es"].errors, tracks["es"].excused) == (0, 1)
    (short,) = [it for it in tracks["es"].rules if it.rule == "short-cue"]
    assert (short.count, short.excused) == (0, 1)
    assert tracks["es"].warnings == sum(it.count for it in tracks["es"].rules)


def test_a_track_is_live_while_its_mark_is_fresh():
    store = MemoryStore(files("video", {"en.vtt": CUES, "en.live": ""}))
    site, _ = load(store)
    now = datetime.datetime.now(datetime.UTC)
    for made, live in ((now, True), (now + datetime.timedelta(minutes=1), False)):
        (track,) = report(store, site, site.videos, made=made).videos[0].tracks
        assert track.live is live


def test_tracks_for_scripts_are_left_out_and_others_have_no_figures_of_reading():
    more = {"en.vtt": CUES, "en.metadata.vtt": CUES, "en.chapters.vtt": CUES}
    tracks = {it.track.name: it for it in talk("video", more).tracks}
    assert tracks.keys() == {"en", "en.chapters"}
    assert tracks["en"].reading is not None
    assert tracks["en.chapters"].reading is None
    assert tracks["en.chapters"].shown is None


def test_another_profile_judges_all():
    store = MemoryStore(
        files(
            "video",
            {"en.vtt": CUES.replace("Hello.", "Hello, all forty of these characters here.")},
        )
    )
    site, _ = load(store)
    found = {
        name: report(store, site, site.videos, made=TODAY, profile=name).videos[0]
        for name in ("", "dcmp")
    }
    assert (found[""].profile, found["dcmp"].profile) == ("legenda", "dcmp")
    rules = {name: {rule.rule for rule in it.tracks[0].rules} for name, it in found.items()}
    assert "line-length" in rules["dcmp"] - rules[""]
    assert found["dcmp"].tracks[0].reading.unit == "words"

"""What the report says of each criterion, by what a site has."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from server.languages import Language
from server.site.conformance.criteria import CRITERIA, Outcome
from server.site.conformance.facts import Facts
from server.site.conformance.player import DESCRIBED, ROWS, SPOKEN, playing
from server.site.conformance.report import verdicts
from server.site.conformance.shown import SHOWN
from server.site.loading import load
from server.storage.memory import MemoryStore
from server.web.reporting import TABLES, words
from server.web.theme import Theme
from tests.conftest import ROOT, clip
from tests.site.conformance.sites import BROKEN, CUES, HUMAN, NONE, VIDEO, files, talk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.site.conformance.findings import Finding

MET, NOT_MET, PERSON, NOT = Outcome.MET, Outcome.NOT_MET, Outcome.PERSON, Outcome.NONE
EN = 'en = {{ origin = "{}" }}\n'
BOTH = {
    "en.vtt": CUES,
    "en.descriptions.vtt": CUES,
    "tracks.toml": HUMAN.format("en") + HUMAN.format("en.descriptions"),
}
GAP = "WEBVTT\n\n00:40.000 --> 00:42.000\nHello.\n"
LONG = VIDEO + "duration = 50\n"
DESCRIBED_FILE = "media/talk/720p.described.mp4"

# What tests show of the player is another page's matter: docs/conformance.md.
PLAYED = {
    id_: (MET, f"player-{id_}") if row in SHOWN else (PERSON, "player-unproved")
    for id_, row in ROWS.items()
}

# A title, the media, the files beside it, and verdicts: (outcome, reason) by criterion.
CASES: list[tuple[str, str, Mapping[str, str | bytes], Mapping[str, tuple[Outcome, str]]]] = [
    (
        "a bare video",
        "video",
        {},
        {
            "1.2.1": (NOT, "sound-and-pictures"),
            "1.2.2": (NOT_MET, "captions-missing"),
            "1.2.3": (NOT_MET, "descriptions-missing"),
            "1.2.4": (NOT, "recorded"),
            "1.2.5": (NOT_MET, "described-missing"),
            "1.2.6": (NOT_MET, "signed-missing"),
            "1.2.7": (NOT_MET, "extended-missing"),
            "1.2.8": (NOT_MET, "text-missing"),
            "1.2.9": (NOT, "recorded"),
            "7.1.1": (NOT, "no-captions"),
            "7.2.1": (NOT, "no-description"),
            "7.3": (NOT, "nothing-to-control"),
        },
    ),
    (
        "captions by a person",
        "video",
        {"en.vtt": CUES, "tracks.toml": EN.format("human")},
        {
            "1.2.2": (MET, "captions-there"),
            "1.2.8": (NOT_MET, "descriptions-missing"),
            "7.1.3": PLAYED["7.1.3"],
            "7.2.1": (NOT, "no-description"),
            "7.3": PLAYED["7.3"],
        },
    ),
    (
        "captions by nobody knows whom",
        "video",
        {"en.vtt": CUES},
        {"1.2.2": (PERSON, "track-by-nobody")},
    ),
    (
        "captions by a machine",
        "video",
        {"en.vtt": CUES, "tracks.toml": EN.format("automatic")},
        {"1.2.2": (PERSON, "track-by-machine")},
    ),
    (
        "captions by a machine, reviewed",
        "video",
        {
            "en.vtt": CUES,
            "tracks.toml": 'en = { origin = "automatic", reviewed = 2026-01-01 }\n',
        },
        {"1.2.2": (MET, "captions-there")},
    ),
    (
        "captions of another region",
        "video",
        {"en-GB.vtt": CUES, "tracks.toml": HUMAN.format("en-GB")},
        {"1.2.2": (MET, "captions-there")},
    ),
    (
        "of two tracks the better one counts",
        "video",
        {"en.vtt": CUES, "en-GB.vtt": CUES, "tracks.toml": HUMAN.format("en-GB")},
        {"1.2.2": (MET, "captions-there")},
    ),
    (
        "captions with nothing in them",
        "video",
        {"en.vtt": NONE, "tracks.toml": EN.format("human")},
        {"1.2.2": (NOT_MET, "track-empty"), "7.1.1": (NOT, "no-captions")},
    ),
    (
        "captions with an error",
        "video",
        {"en.vtt": CUES + BROKEN.removeprefix("WEBVTT"), "tracks.toml": EN.format("human")},
        {"1.2.2": (NOT_MET, "track-broken")},
    ),
    (
        "captions that begin late",
        "video",
        {
            "media/talk/video.toml": LONG,
            "en.vtt": GAP,
            "tracks.toml": EN.format("human"),
        },
        {"1.2.2": (PERSON, "track-gaps")},
    ),
    (
        "captions that begin late, excused",
        "video",
        {
            "media/talk/video.toml": LONG,
            "en.vtt": GAP.replace("WEBVTT", "WEBVTT\n\nNOTE excuse late-start: silence"),
            "tracks.toml": EN.format("human"),
        },
        {"1.2.2": (MET, "captions-there")},
    ),
    (
        "captions that are late in a profile that does not ask",
        "video",
        {
            "media/talk/video.toml": LONG + '[quality]\noff = ["late-start"]\n',
            "en.vtt": GAP,
            "tracks.toml": EN.format("human"),
        },
        {"1.2.2": (MET, "captions-there")},
    ),
    (
        "an easy-read version alone",
        "video",
        {"en-simple.vtt": CUES, "tracks.toml": HUMAN.format("en-simple")},
        {"1.2.2": (PERSON, "captions-simple")},
    ),
    (
        "a translation alone",
        "video",
        {"es.vtt": CUES, "tracks.toml": HUMAN.format("es")},
        {"1.2.2": (NOT_MET, "captions-missing"), "7.1.3": PLAYED["7.1.3"]},
    ),
    (
        "captions and descriptions by people",
        "video",
        BOTH,
        {
            "1.2.2": (MET, "captions-there"),
            "1.2.3": (MET, "whole-text"),
            "1.2.5": (PERSON, "by-voice"),
            "1.2.7": (PERSON, "by-voice"),
            "1.2.8": (MET, "whole-text"),
        },
    ),
    (
        "descriptions by a machine",
        "video",
        {
            **BOTH,
            "tracks.toml": HUMAN.format("en") + '["en.descriptions"]\norigin = "automatic"\n',
        },
        {
            "1.2.3": (PERSON, "track-by-machine"),
            "1.2.5": (PERSON, "track-by-machine"),
            "1.2.7": (PERSON, "track-by-machine"),
            "1.2.8": (PERSON, "track-by-machine"),
        },
    ),
    (
        "descriptions in another language than is spoken",
        "video",
        {**BOTH, "es.descriptions.vtt": CUES, "en.descriptions.vtt": NONE},
        {"1.2.3": (NOT_MET, "track-empty"), "1.2.5": (NOT_MET, "track-empty")},
    ),
    (
        "a version with audio description",
        "video",
        {DESCRIBED_FILE: clip()},
        {
            "1.2.3": (MET, "described"),
            "1.2.5": (MET, "described"),
            "1.2.7": (PERSON, "pauses"),
            "1.2.8": (NOT_MET, "text-missing"),
            "7.1.1": (NOT, "no-captions"),
            "7.3": PLAYED["7.3"],
        },
    ),
    (
        "a version with sign language",
        "video",
        {"media/talk/720p.sign-bfi.mp4": clip()},
        {"1.2.6": (MET, "signed")},
    ),
    (
        "sound alone",
        "audio",
        {},
        {
            "1.2.1": (NOT_MET, "transcript-missing"),
            "1.2.2": (NOT, "sound-alone"),
            "1.2.3": (NOT, "sound-alone"),
            "1.2.8": (NOT, "sound-alone"),
            "1.2.9": (NOT, "recorded"),
            "7.1.1": (NOT, "sound-alone"),
            "7.3": (NOT, "sound-alone"),
        },
    ),
    (
        "sound alone with its words",
        "audio",
        {"en.vtt": CUES, "tracks.toml": EN.format("human")},
        {"1.2.1": (MET, "transcript-there"), "1.2.2": (NOT, "sound-alone")},
    ),
    (
        "sound alone with the words of a machine",
        "audio",
        {"en.vtt": CUES, "tracks.toml": EN.format("automatic")},
        {"1.2.1": (PERSON, "track-by-machine")},
    ),
    (
        "pictures alone",
        "silent",
        {},
        {
            "1.2.1": (NOT_MET, "descriptions-missing"),
            "1.2.2": (NOT, "pictures-alone"),
            "1.2.3": (NOT, "pictures-alone"),
            "1.2.5": (NOT, "pictures-alone"),
            "1.2.6": (NOT, "pictures-alone"),
            "1.2.8": (NOT_MET, "descriptions-missing"),
            "7.1.1": (NOT, "pictures-alone"),
        },
    ),
    (
        "pictures alone, described in a transcript without captions",
        "silent",
        {"en.descriptions.vtt": CUES, "tracks.toml": HUMAN.format("en.descriptions")},
        {
            "1.2.1": (MET, "whole-text"),
            "1.2.8": (MET, "whole-text"),
        },
    ),
    (
        "pictures alone, described in a transcript",
        "silent",
        BOTH,
        {"1.2.1": (MET, "whole-text"), "1.2.8": (MET, "whole-text")},
    ),
    (
        "pictures alone, described by a voice",
        "silent",
        {DESCRIBED_FILE: clip()},
        {"1.2.1": (MET, "described"), "1.2.8": (NOT_MET, "descriptions-missing")},
    ),
    (
        "an embedded video",
        "embed",
        {},
        {
            "1.2.1": (NOT, "sound-and-pictures"),
            "1.2.2": (PERSON, "provider-captions"),
            "1.2.3": (PERSON, "provider-described"),
            "1.2.5": (PERSON, "provider-described"),
            "1.2.6": (PERSON, "provider-signed"),
            "1.2.7": (PERSON, "provider-described"),
            "1.2.8": (NOT_MET, "text-missing"),
            "7.1.1": (PERSON, "provider-player"),
            "7.3": (PERSON, "provider-player"),
        },
    ),
    (
        "an embedded video with a transcript of ours",
        "embed",
        BOTH,
        {
            "1.2.2": (PERSON, "provider-captions"),
            "1.2.3": (MET, "whole-text"),
            "1.2.5": (PERSON, "provider-described"),
            "1.2.8": (MET, "whole-text"),
        },
    ),
    (
        "an embedded video with descriptions but no words",
        "embed",
        {"en.descriptions.vtt": CUES, "tracks.toml": HUMAN.format("en.descriptions")},
        {"1.2.8": (NOT_MET, "transcript-missing")},
    ),
]


@pytest.mark.parametrize(
    ("media", "more", "expected"), [it[1:] for it in CASES], ids=[it[0] for it in CASES]
)
def test_what_a_site_has_decides_the_verdicts(
    media: str, more: dict[str, Any], expected: dict[str, tuple[Outcome, str]]
):
    found = {it.criterion.id: it.finding for it in talk(media, more).verdicts}
    assert found.keys() == CRITERIA.keys()
    assert {id_: (found[id_].outcome, found[id_].reason) for id_ in expected} == expected


# A title, the media, who writes, and verdicts while the captions are being written.
LIVE: list[tuple[str, str, str, Mapping[str, tuple[Outcome, str]]]] = [
    (
        "a live video",
        "video",
        "human",
        {
            **{f"1.2.{n}": (NOT, "live") for n in (1, 2, 3, 5, 6, 7, 8)},
            "1.2.4": (MET, "live-there"),
            "1.2.9": (NOT, "sound-and-pictures"),
            "7.1.3": PLAYED["7.1.3"],
        },
    ),
    ("by a machine", "video", "automatic", {"1.2.4": (PERSON, "track-by-machine")}),
    (
        "live sound",
        "audio",
        "human",
        {"1.2.1": (NOT, "live"), "1.2.4": (NOT, "sound-alone"), "1.2.9": (MET, "live-there")},
    ),
    (
        "played elsewhere",
        "embed",
        "human",
        {"1.2.2": (NOT, "live"), "1.2.4": (PERSON, "provider-captions")},
    ),
]


def live_findings(media: str, origin: str) -> dict[str, Finding]:
    of = talk(media, {"en.vtt": CUES, "tracks.toml": EN.format(origin)})
    tracks = tuple(replace(track, live=True) for track in of.tracks)
    return {it.criterion.id: it.finding for it in verdicts(of.video, tracks)}


@pytest.mark.parametrize(
    ("media", "origin", "expected"), [it[1:] for it in LIVE], ids=[it[0] for it in LIVE]
)
def test_what_is_live_is_held_to_what_is_for_live(media, origin, expected):
    found = live_findings(media, origin)
    assert {id_: (found[id_].outcome, found[id_].reason) for id_ in expected} == expected


STATED = """
[verdicts."{}"]
outcome = "{}"
note = "All that is seen is also said."
by = "Ann Jones"
reviewed = 2026-05-02
"""


def test_a_person_has_the_last_word_and_is_named():
    settings = VIDEO + STATED.format("1.2.2", "not met") + STATED.format("1.2.6", "does not apply")
    more = {"en.vtt": CUES, "tracks.toml": EN.format("human"), "media/talk/video.toml": settings}
    found = {it.criterion.id: it.finding for it in talk("video", more).verdicts}
    assert (found["1.2.2"].outcome, found["1.2.2"].reason) == (NOT_MET, "stated")
    assert found["1.2.6"].outcome is NOT
    (said,) = found["1.2.2"].by
    assert (said.by, str(said.reviewed), said.note) == (
        "Ann Jones",
        "2026-05-02",
        "All that is seen is also said.",
    )


@pytest.mark.parametrize(
    ("outcome", "implied"), [("met", MET), ("not met", NOT_MET), ("does not apply", NOT_MET)]
)
def test_who_has_met_1_2_5_has_met_1_2_3_and_nothing_else_follows(outcome: str, implied: Outcome):
    settings = VIDEO + STATED.format("1.2.5", outcome)
    found = {
        it.criterion.id: it.outcome
        for it in talk("video", {"media/talk/video.toml": settings}).verdicts
    }
    assert found["1.2.3"] is implied
    assert found["1.2.7"] is NOT_MET


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (STATED.format("1.2.55", "met"), "expected a criterion. Did you mean “1.2.5”?"),
        (STATED.format("1.2.5", "perhaps"), "expected 'met', 'not met' or 'does not apply'"),
        (
            STATED.format("1.2.5", "met").replace('by = "Ann Jones"', ""),
            "“verdicts.1.2.5.by” is missing",
        ),
        (STATED.format("1.2.5", "met").replace("Ann Jones", " "), "expected some words"),
    ],
)
def test_a_verdict_that_proves_nothing_is_a_problem_with_its_place(written: str, says: str):
    store = MemoryStore(files("video", {"media/talk/video.toml": VIDEO + written}))
    _, problems = load(store)
    assert problems
    assert says in problems[0].message
    assert problems[0].path == "media/talk/video.toml"
    assert problems[0].line > 2


def test_what_rests_on_a_file_names_it_and_what_is_missing_names_what_would_help():
    bare = {it.criterion.id: it.finding for it in talk("video").verdicts}
    assert bare["1.2.2"].file == "captions/talk/en.vtt"
    assert bare["1.2.2"].command == "legenda import FILE --video talk --language en"
    assert bare["1.2.3"].file == "captions/talk/en.descriptions.vtt"
    assert bare["1.2.3"].other == "media/talk/720p.described.mp4"
    assert bare["1.2.3"].command.endswith("--language en --kind descriptions")
    assert bare["1.2.6"].other == "media/talk/720p.sign-TAG.mp4"
    assert bare["1.2.5"].settings == "media/talk/video.toml"
    full = {it.criterion.id: it.finding for it in talk("video", BOTH).verdicts}
    assert [it.key for it in full["1.2.8"].by] == [
        "captions/talk/en.vtt",
        "captions/talk/en.descriptions.vtt",
    ]
    assert [it.key for it in full["1.2.2"].by] == ["captions/talk/en.vtt"]


def test_every_file_that_is_named_would_be_read_as_what_it_is_named_for():
    bare = {it.criterion.id: it.finding for it in talk("video").verdicts}
    more = {
        bare["1.2.2"].file: CUES,
        bare["1.2.3"].file: CUES,
        bare["1.2.3"].other: clip(),
        bare["1.2.6"].other.replace("TAG", "bfi"): clip(),
    }
    video = talk("video", more).video
    assert [track.kind for track in video.tracks] == ["captions", "descriptions"]
    assert video.roles == ("main", "described", "sign:bfi")


@pytest.mark.parametrize("language", Theme().languages, ids=str)
def test_every_reason_has_a_sentence_and_every_sentence_a_case(language: Language):
    told = words(Theme(), language)
    found = [it.finding for case in CASES for it in talk(case[1], dict(case[2])).verdicts]
    found += [it for case in LIVE for it in live_findings(case[1], case[2]).values()]
    reasons = {finding.reason for finding in found}
    sentences = set(told.tables["reasons"])
    # Which of these there is today depends on the player.
    player = {f"player-{id_}" for id_ in CRITERIA if id_[0] == "7"} | {"player-unproved"}
    assert (reasons | player) - sentences == set()
    assert sentences - reasons - player == set()


@pytest.mark.parametrize(
    ("id_", "more", "shown", "expected"),
    [
        ("7.1.1", BOTH, {"EN 7.1.1"}, (MET, "player-7.1.1")),
        ("7.1.1", BOTH, {"EN 7.1.2"}, (PERSON, "player-unproved")),
        ("7.1.5", BOTH, {"EN 7.1.5"}, (MET, "player-7.1.5")),
        ("7.1.5", {}, {"EN 7.1.5"}, (NOT, "no-captions")),
        ("7.2.1", BOTH, {SPOKEN}, (MET, "player-7.2.1")),
        ("7.2.1", BOTH, {DESCRIBED}, (PERSON, "player-unproved")),
        ("7.2.1", {DESCRIBED_FILE: clip()}, {DESCRIBED}, (MET, "player-7.2.1")),
        ("7.2.2", {**BOTH, DESCRIBED_FILE: clip()}, {DESCRIBED}, (MET, "player-7.2.2")),
        ("7.2.3", {DESCRIBED_FILE: clip()}, {SPOKEN}, (PERSON, "player-unproved")),
        ("7.3", BOTH, {"EN 7.3"}, (MET, "player-7.3")),
        ("7.3", {DESCRIBED_FILE: clip()}, {"EN 7.3"}, (MET, "player-7.3")),
        ("7.3", {}, {"EN 7.3"}, (NOT, "nothing-to-control")),
    ],
)
def test_of_the_player_nothing_is_claimed_that_no_test_shows(id_, more, shown, expected):
    of = talk("video", more)
    found = playing(id_, Facts(of.video, of.tracks), shown=frozenset(shown))
    assert (found.outcome, found.reason) == expected


def test_every_row_the_player_is_judged_by_is_a_requirement():
    asked = tomllib.loads((ROOT / "tests/requirements.toml").read_text("utf-8"))
    rows = [row for section in asked["section"] for row in section["row"]]
    names = {name for row in rows for name in (row["id"], *row.get("also", ()))}
    assert {*ROWS.values(), DESCRIBED, SPOKEN} <= names
    assert names >= SHOWN


def test_the_tables_of_words_have_every_key_of_the_values():
    tables = words(Theme(), Language("en")).tables
    assert tables.keys() == set(TABLES)
    assert tables["titles"].keys() == CRITERIA.keys()
    assert tables["outcomes"].keys() == {outcome.value for outcome in Outcome}

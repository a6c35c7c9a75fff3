from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import server.site
from server.languages import Language
from server.problems import ConfigError
from server.site.loading import article, captions, goes_beyond_cues, load
from server.storage.memory import MemoryStore
from tests.conftest import clip
from tests.site.case_files import GOOD, Case, assert_told, cases, changed, image

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = cases("sites.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_everything_wrong_with_a_site_is_told_at_once(case: Case) -> None:
    _, problems = load(changed(case.given))
    assert_told(problems, case.expected)


def rules() -> Iterator[tuple[str, str]]:
    """Every rule id that a module of server/site can report, and the module."""
    place = {"report": 0, "_report": 0, "_named": 1}
    for path in sorted(Path(server.site.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [word.value for word in node.keywords if word.arg == "rule"]
            if name in place and len(node.args) > place[name]:
                given.append(node.args[place[name]])
            for one in (below for value in given for below in ast.walk(value)):
                if isinstance(one, ast.Constant) and re.fullmatch("[a-z]+(-[a-z0-9]+)+", one.value):
                    yield one.value, path.name


@pytest.mark.parametrize(("rule", "module"), sorted(set(rules())))
def test_a_rule_that_no_case_triggers_does_not_exist(rule: str, module: str) -> None:
    told = {
        line.rpartition("[")[2]
        for case in (*CASES, *cases("checks.txt"))
        for line in case.expected.splitlines()
    }
    # A file that cannot be opened is no text of a site: test_checking.py makes one.
    told.add("track-unreadable]")
    assert f"{rule}]" in told, f"{module} reports {rule}; add a case for it to cases/sites.txt."


def test_the_rules_of_the_site_are_found_in_its_source() -> None:
    found = {rule for rule, _ in rules()}
    assert {"topic-missing", "video-missing", "no-captions", "raw-html", "not-utf8"} < found


def test_a_good_site_is_read_whole() -> None:
    store = MemoryStore(
        {
            **GOOD,
            "topics/good.es.md": '\ufeff+++\r\ntitle = "Bueno"\r\nreviewed = 2026-11-20\r\n'
            'translation = "unreviewed"\r\n\r\n[[help]]\r\nname = "Uno"\r\nphone = "1"\r\n+++\r\n'
            "\r\nEn breve.\r\n",
            "media/intro/poster.png": image(),
            "media/intro/720p.described.mp4": clip(),
            "media/intro/720p.described-es.mp4": clip(),
            "media/intro/720p.sign-BFI.mp4": clip(),
            "media/intro/speech.clear.m4a": clip(sound_only=True),
            "media/intro/sound.m4a": clip(sound_only=True),
            "media/intro/notes.txt": "ignored",
            "captions/intro/es.vtt": "WEBVTT\n",
            "captions/intro/en-simple.vtt": "WEBVTT\n",
            "captions/intro/en.chapters.vtt": "WEBVTT\n",
            "captions/intro/tracks.toml": '[en]\norigin = "human"\nby = "Us"\n'
            'reviewed = 2026-11-20\n["en.chapters"]\nnote = "Three."\n',
        }
    )
    found, problems = load(store)
    assert problems == ()
    spanish = found.versions("good")[Language("es")]
    assert (spanish.title, spanish.unreviewed_translation) == ("Bueno", True)
    assert str(spanish.reviewed) == "2026-11-20"
    assert [(one.name, one.phone) for one in spanish.help] == [("Uno", "1")]
    assert article(store, spanish).lead == "<p>En breve.</p>\n"

    video = found.video("intro")
    assert video is not None
    assert video.duration == 2000
    assert video.roles == ("main", "described", "described:es", "sign:bfi", "clear")
    assert [(one.key, one.width) for one in video.with_role("main")] == [
        ("media/intro/720p.mp4", 64),
        ("media/intro/sound.m4a", 0),
    ]
    assert [(one.width, one.height) for one in video.with_role("poster")] == [(8, 6)]
    kinds = {track.name: track.kind for track in video.tracks}
    assert kinds == {
        "en": "captions",
        "en-simple": "captions",
        "en.chapters": "chapters",
        "es": "subtitles",
    }
    english = next(track for track in video.tracks if track.name == "en")
    assert (english.origin, english.by, str(english.reviewed)) == ("human", "Us", "2026-11-20")
    assert [cue.text for cue in captions(store, english).cues] == ["Hello."]


def test_what_is_bad_is_left_out_and_the_rest_is_a_site() -> None:
    store = MemoryStore({**GOOD, "topics/bad.en.md": "", "topics/worse.en.md": b"\xff"})
    found, problems = load(store)
    assert [topic.slug for topic in found.topics] == ["good"]
    assert {problem.path for problem in problems} == {"topics/bad.en.md", "topics/worse.en.md"}


def test_an_empty_store_is_a_site_without_topics() -> None:
    found, problems = load(MemoryStore())
    assert (found.topics, found.videos, problems) == ((), (), ())


@pytest.mark.parametrize(
    ("above", "settings", "expected"),
    [
        ("", "", False),
        ("", "line:50% position:10% align:start", False),
        ("", "line:50%,end", True),
        ("", "align:start position:10%,line-left", True),
        ("REGION\nid:a\n\n", "region:a", True),
        ("STYLE\n::cue { color: red }\n\n", "", True),
        ("NOTE line:50%,end\n\n", "", False),
    ],
)
def test_a_file_says_more_than_every_browser_hands_on(above, settings, expected) -> None:
    key = "captions/intro/en.vtt"
    text = f"WEBVTT\n\n{above}00:00.000 --> 00:01.000 {settings}\nline:1,end\n"
    store = MemoryStore({**GOOD, key: text.encode()})
    video = load(store)[0].video("intro")
    track = next(one for one in video.tracks if one.key == key)
    assert goes_beyond_cues(store, track) is expected


def test_a_text_is_read_again_when_its_file_has_changed() -> None:
    store = MemoryStore(GOOD)
    topic = load(store)[0].topics[0]
    assert article(store, topic).sections[0].title == "One"
    store.write(topic.key, b'+++\ntitle = "Good"\n+++\n\n## Two\n')
    assert article(store, topic).sections[0].title == "Two"


@pytest.mark.parametrize(
    "head",
    [
        "title = " + "[" * 5000 + "]" * 5000,
        "title = " + "{a=" * 5000 + "1" + "}" * 5000,
        "title = " + "9" * 5000,
        ".".join("a" * 1500) + " = 1",
        'title = "a\0b"',
        'title = "a"\rsummary = "b"\r',
        "".join(f"key{number} = 1\n" for number in range(1500)),
        '"\\u0000" = 1',
        "[[help]]\n" * 500,
        'colour = """' + '"a\\n' * 3000 + '"""',
    ],
    ids=lambda head: ascii(head[:16]),
)
def test_hostile_settings_become_problems(head: str) -> None:
    files = {"topics/a.en.md": f"+++\n{head}\n+++\n", "captions/v/tracks.toml": head}
    files |= {"media/v/video.toml": head, "captions/v/en.vtt": "WEBVTT\n"}
    _, problems = load(MemoryStore({**GOOD, **files}))
    for path in ("topics/a.en.md", "media/v/video.toml"):
        told = [problem for problem in problems if problem.path == path]
        assert told
        lines = head.count("\n") + 4
        assert all(1 <= problem.line <= lines for problem in told)
    with pytest.raises(ConfigError):
        load(MemoryStore({"site.toml": f"unknown = 1\n{head}\n"}))

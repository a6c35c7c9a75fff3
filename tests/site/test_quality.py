from __future__ import annotations

import pytest

from server.problems import ConfigError
from server.site.checking import checked
from server.site.config import read_config
from server.site.loading import load
from server.storage.memory import MemoryStore

VIDEO = 'title = "A talk"\nlanguage = "en"\nembed = "youtube:20SHvU2PKsM"\n'
LONG = "WEBVTT\n\n00:01.000 --> 00:05.000\nForty characters are too many for some..\n"


def rules(files: dict[str, str], profile: str = "") -> list[str]:
    """What is told of a site with one video and one line of 40 characters."""
    store = MemoryStore(
        {"media/talk/video.toml": VIDEO, "captions/talk/en.vtt": LONG} | dict(files)
    )
    site, problems = load(store)
    assert problems == ()
    return [problem.rule for problem in checked(store, site, profile=profile).problems]


def test_captions_are_judged_by_our_own_profile_where_none_is_chosen():
    assert rules({}) == []


def test_a_site_chooses_its_profile():
    assert rules({"site.toml": '[quality]\nprofile = "bbc"\n'}) == ["line-length"]


def test_a_video_chooses_its_own():
    files = {
        "site.toml": '[quality]\nprofile = "bbc"\n',
        "media/talk/video.toml": VIDEO + '[quality]\nprofile = "netflix"\n',
    }
    assert rules(files) == []


def test_a_site_and_a_video_change_figures():
    assert rules({"site.toml": "[quality]\nminimum_duration = 4.5\n"}) == ["short-cue"]
    files = {
        "site.toml": "[quality]\nminimum_duration = 4.5\n",
        "media/talk/video.toml": VIDEO + "[quality]\nminimum_duration = 4\n",
    }
    assert rules(files) == []


def test_figures_may_be_for_one_language():
    assert rules({"site.toml": "[quality.languages.en]\ncharacters_per_line = 39\n"}) == [
        "line-length"
    ]
    assert rules({"site.toml": "[quality.languages.cy]\ncharacters_per_line = 39\n"}) == []


def test_a_rule_may_be_left_out():
    assert rules({"site.toml": '[quality]\nprofile = "bbc"\noff = ["line-length"]\n'}) == []


def test_who_checks_may_name_another_profile():
    assert rules({"site.toml": '[quality]\nprofile = "ted"\n'}, "dcmp") == ["line-length"]


def test_excuses_are_counted_with_their_file():
    note = "WEBVTT\n\nNOTE excuse line-length: a name\n"
    store = MemoryStore(
        {
            "site.toml": '[quality]\nprofile = "bbc"\n',
            "media/talk/video.toml": VIDEO,
            "captions/talk/en.vtt": LONG.replace("WEBVTT\n", note),
        }
    )
    found = checked(store, load(store)[0])
    assert found.problems == ()
    assert [(it.problem.path, it.problem.line, it.reason) for it in found.excused] == [
        ("captions/talk/en.vtt", 6, "a name")
    ]


def test_a_translation_is_compared_with_what_is_spoken():
    files = {"captions/talk/es.vtt": LONG.replace("00:01", "00:03").replace("00:05", "00:07")}
    assert rules(files) == ["translation-times"]
    assert rules({"captions/talk/en-simple.vtt": files["captions/talk/es.vtt"]}) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('profile = "bbbc"', "expected a profile. Did you mean “bbc”?"),
        ('off = ["lines-length"]', "expected rules, not “lines-length”. Did you mean"),
        ("minimum_duration = 0", "expected more than 0"),
        ("minimal_duration = 1", "Did you mean “minimum_duration”?"),
    ],
)
def test_what_cannot_be_used_is_told(text: str, says: str):
    with pytest.raises(ConfigError) as raised:
        read_config(MemoryStore({"site.toml": f"[quality]\n{text}\n"}))
    assert says in raised.value.problems[0].message

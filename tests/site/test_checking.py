from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.site.checking import check, checked
from server.site.loading import load
from server.storage.folder import FolderStore
from server.storage.memory import MemoryStore
from tests.site.case_files import GOOD, Case, assert_told, cases, changed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", cases("checks.txt"), ids=lambda case: case.title)
def test_what_a_publisher_should_know_is_told(case: Case) -> None:
    store = changed(case.given)
    site, problems = load(store)
    assert problems == ()
    assert_told(check(store, site), case.expected)


def test_a_caption_file_that_is_gone_by_now_is_told_and_the_others_are_checked(
    tmp_path: Path,
) -> None:
    store = FolderStore(tmp_path)
    for key, content in GOOD.items():
        store.write(key, content.encode() if isinstance(content, str) else content)
    store.write("captions/intro/es.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nwww.example.org\n")
    site, _ = load(store)
    (tmp_path / "captions/intro/en.vtt").unlink()
    assert [str(problem) for problem in check(store, site)] == [
        "captions/intro/en.vtt: error: There is no file captions/intro/en.vtt. [track-unreadable]",
        "captions/intro/es.vtt:4:1: warning: “www.example.org” cannot be followed from a caption, "
        "and is slow to read. Say where it leads, and put the link on the page. [link]",
    ]


def test_which_problems_can_be_mended_is_known() -> None:
    untidy = "WEBVTT\n\n00:03.000 --> 00:05.000 \nB\n\n00:00.000 --> 00:02.000\nwww.example.org\n"
    store = MemoryStore({**GOOD, "captions/intro/en.vtt": untidy})
    found = checked(store, load(store)[0])
    rules = [problem.rule for problem in found.problems]
    assert sorted(rules) == ["link", "past-end", "trailing-space", "vtt-order"]
    assert [problem.rule for problem in found.mendable] == ["trailing-space", "vtt-order"]
    assert set(found.mendable) < set(found.problems)

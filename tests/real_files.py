"""Real files written by others, beside the checkout of those who have them.

Where they are not, each test that would read them is skipped and says which folder it missed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import SHARED_DATA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# The W3C's tests of WebVTT, and its captions of one video in 26 languages.
WPT = SHARED_DATA / "wpt-webvtt"
WAI = SHARED_DATA / "wai-intro"


def need(folder: Path) -> None:
    """Skip the test that is running, where there is no such folder."""
    if not folder.is_dir():
        pytest.skip(_absent(folder))


def each(values: Sequence[Any], folder: Path) -> Sequence[Any]:
    """What a test is run for, each by itself; without the folder, one skipped test."""
    mark = pytest.mark.skipif(not folder.is_dir(), reason=_absent(folder))
    return values if folder.is_dir() else [pytest.param(None, marks=mark, id="absent")]


def _absent(folder: Path) -> str:
    return f"the test files are not here: {folder}"


def wai_files() -> Sequence[Any]:
    """The captions in 26 languages."""
    return each(sorted(WAI.glob("*.vtt")), WAI)


def wpt_cases(part: str) -> Sequence[Any]:
    """What the W3C's tests expect: `cases` of whole files, or `cue_text`."""
    file = WPT / "expectations.json"
    return each(json.loads(file.read_text("utf-8"))[part] if file.exists() else [], WPT)

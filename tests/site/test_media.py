from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from server.site.media import FFMPEG_FORMATS, SOURCES, Measure, Unreadable, image_size, measure
from server.storage.memory import MemoryStore
from tests.conftest import clip
from tests.site.case_files import image
from tests.site.conformance.sites import silent_clip

if TYPE_CHECKING:
    from pathlib import Path


def test_a_clip_says_how_long_and_how_large_it_is_and_whether_it_has_sound() -> None:
    assert measure(MemoryStore({"a.mp4": clip()}), "a.mp4") == Measure(2000, 64, 36, sound=True)
    sound = clip(sound_only=True)
    assert measure(MemoryStore({"a.M4A": sound}), "a.M4A") == Measure(2000, 0, 0, sound=True)
    silent = measure(MemoryStore({"a.mp4": silent_clip()}), "a.mp4")
    assert silent == Measure(2000, 64, 36, sound=False)
    assert image_size(MemoryStore({"a.png": image()}), "a.png") == (8, 6)


def test_every_kind_of_media_file_but_a_playlist_can_be_measured() -> None:
    assert FFMPEG_FORMATS.keys() == SOURCES.keys() - {"m3u8"}


@pytest.mark.parametrize("suffix", FFMPEG_FORMATS)
def test_a_playlist_under_another_name_opens_no_other_file(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "other.mp4").write_bytes(clip())
    other = f"{tmp_path}/other.mp4"
    for playlist in (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:2,\n{other}\n#EXT-X-ENDLIST\n",
        f"ffconcat version 1.0\nfile '{other}'\n",
        "",
        "Not media.",
    ):
        with pytest.raises(Unreadable, match="it is not a whole"):
            measure(MemoryStore({f"a.{suffix}": playlist}), f"a.{suffix}")


def test_a_damaged_file_is_measured_or_unreadable() -> None:
    dice = random.Random(7)
    for kind, whole, read in (("mp4", clip(), measure), ("png", image(), image_size)):
        for _ in range(150):
            damaged = bytearray(whole[: dice.randint(1, len(whole))])
            for _ in range(dice.randint(1, 20)):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            try:
                read(MemoryStore({f"a.{kind}": bytes(damaged)}), f"a.{kind}")
            except Unreadable:
                continue

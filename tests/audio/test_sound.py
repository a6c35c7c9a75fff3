from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from server import audio
from server.audio.excerpt import excerpt
from server.audio.warping import HOP, warping
from server.problems import NotFound, Unavailable
from tests.conftest import ROOT, clip


def test_sound_has_the_length_of_its_file_and_one_channel() -> None:
    heard = audio.samples(BytesIO(clip(seconds=2)), "mp4")
    assert heard.ndim == 1
    assert heard.dtype == np.float32
    assert abs(audio.duration(heard) - 2000) < 130  # a codec fills its last frame
    assert 0.01 < np.abs(heard).max() < 0.1


def test_a_tone_and_silence_are_no_speech() -> None:
    assert audio.speech(audio.samples(BytesIO(clip(seconds=3)), "mp4")) == ()
    assert audio.speech(np.zeros(16_000, np.float32)) == ()
    assert audio.speech(np.zeros(0, np.float32)) == ()


def test_what_cannot_be_read_is_said_and_a_file_without_sound_too() -> None:
    with pytest.raises(Unavailable, match="it is not whole"):
        audio.samples(BytesIO(b"no media"), "mp4")
    picture = (ROOT / "media/ketamine-basics/poster.webp").read_bytes()
    with pytest.raises(NotFound, match="no sound"):
        audio.samples(BytesIO(picture))


def test_times_in_an_excerpt_lead_back_to_the_whole() -> None:
    heard = np.zeros(16_000 * 10, np.float32)
    kept = excerpt(heard, ((1000, 2000), (5000, 6000)), margin=100)
    assert len(kept.heard) == 16 * (1200 + 1200)
    assert kept.time(16 * 100) == 1000
    assert kept.time(16 * 1300) == 5000
    assert kept.onset(16 * 1150, within=250) == 5000  # the quiet behind the first piece
    assert kept.onset(16 * 700, within=250) == 1600
    with pytest.raises(NotFound, match="No speech"):
        excerpt(heard, (), margin=100)


@pytest.mark.parametrize("length", [50, 900])
def test_warping_follows_a_sound_that_is_slower_in_its_second_half(length: int) -> None:
    # Random rows that change slowly, as features do.
    rows = np.random.default_rng(3).normal(size=(length, 8)).cumsum(axis=0)
    half = length // 2
    other = np.concatenate([rows[:half], np.repeat(rows[half:], 2, axis=0)])
    path = warping(rows, other)
    right = np.concatenate([np.arange(half), half + 2 * np.arange(length - half)])
    assert np.abs(path - right).max() <= 2
    assert HOP == 320

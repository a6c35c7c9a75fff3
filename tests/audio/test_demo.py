"""What is promised of listening, measured on the demo's videos."""

from __future__ import annotations

import itertools
import random
import statistics

import pytest

from server import audio
from server.captions import plain_text
from server.captions.segmentation import lines, segmented, timed
from server.site.listening import spoken_cues
from tests.audio import demo

both = pytest.mark.parametrize("video", demo.VIDEOS)


def _fit(times: list[tuple[int, int]], video: str) -> audio.Fit:
    length = audio.duration(demo.heard(video))
    return audio.fit(times, demo.spoken(video), length=length)


@both
@pytest.mark.parametrize("late", [-3000, -700, 0, 90, 2300, 45_000])
def test_an_offset_is_found_within_50_ms(video: str, late: int) -> None:
    found = _fit([(start + late, end + late) for start, end in demo.times(video)], video)
    assert found.sure
    assert found.factor == 1
    assert abs(found.offset + late) <= 50


@both
@pytest.mark.parametrize("rate", [25 / 24, 24 / 25, 25 / 23.976, 1.002])
def test_drift_is_found_so_that_every_cue_is_within_100_ms(video: str, rate: float) -> None:
    wrong = [(round(a * rate) + 1500, round(b * rate) + 1500) for a, b in demo.times(video)]
    found = _fit(wrong, video)
    assert found.sure
    apart = [
        abs(found.moved(start) - right)
        for (start, _), (right, _) in zip(wrong, demo.times(video), strict=True)
    ]
    assert max(apart) <= 100


@both
def test_captions_with_every_third_cue_gone_and_the_rest_careless_are_still_fitted(
    video: str,
) -> None:
    careless = random.Random(7)
    kept = [time for at, time in enumerate(demo.times(video)) if at % 3]
    wrong = [(a + 4000 + (by := careless.randint(-80, 80)), b + 4000 + by) for a, b in kept]
    found = _fit(wrong, video)
    assert found.sure
    assert abs(found.offset + 4000) <= 100


@both
def test_the_captions_of_another_video_are_refused(video: str) -> None:
    other = next(name for name in demo.VIDEOS if name != video)
    assert not _fit(list(demo.times(other)), video).sure


@both
def test_good_captions_leave_no_speech_uncovered_and_none_over_silence(video: str) -> None:
    found = audio.coverage(
        demo.times(video), demo.spoken(video), length=audio.duration(demo.heard(video))
    )
    assert found.share > 0.99
    assert found.differences == 0


@both
def test_each_deleted_cue_is_found_as_speech_without_a_caption(video: str) -> None:
    times = demo.times(video)
    for gone, (start, end) in enumerate(times):
        left = (*times[:gone], *times[gone + 1 :])
        found = audio.coverage(left, demo.spoken(video), length=90_000)
        first, last = found.uncovered[0][0], found.uncovered[-1][1]
        assert start - 100 <= first < last <= end + 100
        assert found.silent == ()


@both
def test_a_cue_over_silence_is_found(video: str) -> None:
    quiet = next(
        (before, after)
        for (_, before), (after, _) in zip(demo.spoken(video), demo.spoken(video)[1:], strict=False)
        if after - before > 2000
    )
    times = (*demo.times(video), (quiet[0] + 300, quiet[1] - 300))
    found = audio.coverage(times, demo.spoken(video), length=90_000)
    assert found.silent == (len(times) - 1,)
    assert found.uncovered == ()


@both
@pytest.mark.parametrize("by", audio.ENGINES)
def test_a_script_gives_cue_starts_within_150_ms(video: str, by: str) -> None:
    right = spoken_cues(demo.captions(video))
    # A paragraph for each cue; how they are cut further is not what is measured.
    texts = [" ".join(plain_text(cue.text).split()) for cue in right]
    found = audio.aligned(
        texts, demo.heard(video), language="en-GB", by=by, spoken=demo.spoken(video)
    )
    apart = [abs(start - cue.start) for (start, _), cue in zip(found, right, strict=True)]
    assert statistics.median(apart) <= 50
    assert max(apart) <= 150


@both
@pytest.mark.parametrize("by", audio.ENGINES)
def test_a_script_in_one_paragraph_becomes_readable_cues_whose_starts_fit(
    video: str, by: str
) -> None:
    right = spoken_cues(demo.captions(video))
    script = " ".join(" ".join(plain_text(cue.text).split()) for cue in right)
    texts = segmented(script)
    found = timed(
        texts,
        audio.aligned(
            lines(texts), demo.heard(video), language="en-GB", by=by, spoken=demo.spoken(video)
        ),
    )
    true = {" ".join(plain_text(cue.text).split()[:3]): cue.start for cue in right}
    same = [
        abs(cue.start - true[first])
        for cue in found
        if (first := " ".join(plain_text(cue.text).split()[:3])) in true
    ]
    assert len(same) >= len(right) * 0.75
    assert max(same) <= 150
    assert all(1000 <= cue.end - cue.start <= 7500 for cue in found)
    assert all(one.end < two.start for one, two in itertools.pairwise(found))


def test_another_language_is_aligned_with_a_voice_that_did_not_speak_it() -> None:
    # Spanish, spoken by another voice of the same synthesizer, faster and higher: an easy case.
    import subprocess

    import numpy as np

    from server.audio.reading import _resampled

    texts = [
        "La ketamina es un medicamento para operaciones.",
        "Algunas personas la toman como droga, sin control médico.",
        "Las células del cerebro se comunican con mensajes químicos.",
        "Puedes pedir ayuda a tu médico.",
    ]
    parts, starts, at = [], [], 1500
    parts.append(np.zeros(24_000, np.float32))
    for text in texts:
        said = subprocess.run(
            ["espeak-ng", "--stdout", "-v", "es-419+f3", "-s", "185", "-p", "70", text],
            check=True,
            capture_output=True,
        ).stdout
        raw = np.frombuffer(said[44:], "<i2").astype(np.float32) / 32768
        first = np.flatnonzero(np.abs(raw) > 0.006)[0]
        samples = np.concatenate([_resampled(raw, 22_050), np.zeros(11_200, np.float32)])
        starts.append(at + round(first / 22.05))
        parts.append(samples)
        at += len(samples) // 16
    found = audio.aligned(texts, np.concatenate(parts), language="es")
    apart = [abs(start - right) for (start, _), right in zip(found, starts, strict=True)]
    assert max(apart) <= 150

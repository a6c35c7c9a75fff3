"""Voices and tones as arrays of samples; the only place that runs flite.

Samples are float64 in -1..1 at RATE per second, one channel.
"""

import subprocess
import tempfile
import wave
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

RATE = 24_000
SPEECH_LEVEL = -18.0  # LUFS, the loudness of the whole narration
PEAK = 0.84  # -1.5 dB, so that the encoder's ripple does not clip


@dataclass(frozen=True, slots=True)
class Voice:
    """A flite voice, and how much slower (over 1) or faster (under 1) than usual it speaks."""

    name: str
    stretch: float


NARRATOR = Voice("rms", 0.98)
CALM = Voice("rms", 1.12)
DESCRIBER = Voice("slt", 0.92)


@cache
def speech(text: str, voice: Voice) -> Samples:
    """`text` spoken, without the silence at either end, at an even level."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        stretch = f"duration_stretch={voice.stretch}"
        command = ["flite", "-voice", voice.name, "--setf", stretch, "-t", text, "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(path)) as file:
            rate = file.getframerate()
            raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return _levelled(_trimmed(_resampled(raw / 32768.0, rate)))


def _resampled(samples: Samples, rate: int) -> Samples:
    """Band-limited change of rate: the spectrum is padded with nothing."""
    count = round(len(samples) * RATE / rate)
    padded: Samples = np.fft.irfft(np.fft.rfft(samples), count)
    return padded * (count / len(samples))


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > 0.012)
    margin = RATE // 50
    cut = samples[max(loud[0] - margin, 0) : loud[-1] + margin].copy()
    ramp = np.linspace(0.0, 1.0, margin)
    cut[:margin] *= ramp
    cut[-margin:] *= ramp[::-1]
    return cut


def _levelled(samples: Samples) -> Samples:
    """The same loudness for every line, so that no sentence jumps out."""
    loud = samples[np.abs(samples) > 0.02]
    return samples * (0.14 / float(np.sqrt(np.mean(loud**2))))


def chime() -> Samples:
    """Three soft bell notes, rising."""
    seconds = np.arange(int(1.7 * RATE)) / RATE
    notes = ((0.0, 392.0), (0.22, 523.25), (0.44, 659.25))
    bells: Samples = np.sum([_bell(seconds - start, pitch) for start, pitch in notes], axis=0)
    return bells * 0.09


def _bell(seconds: Samples, pitch: float) -> Samples:
    since = np.maximum(seconds, 0.0)
    envelope = np.minimum(since * 60, 1.0) * np.exp(-since * 3.6) * (seconds >= 0)
    overtone = 0.25 * np.exp(-since * 4) * np.sin(2 * np.pi * pitch * 2.01 * since)
    bell: Samples = envelope * (np.sin(2 * np.pi * pitch * since) + overtone)
    return bell


def hum(length: float) -> Samples:
    """A low, slowly breathing chord that fades in and out."""
    seconds = np.arange(int(length * RATE)) / RATE
    chord = np.zeros_like(seconds)
    for index, pitch in enumerate((110.0, 164.81, 220.0, 277.18)):
        swell = 0.6 + 0.4 * np.sin(2 * np.pi * seconds / (8.5 + index) + index)
        chord += swell * np.sin(2 * np.pi * pitch * seconds) / (1 + index)
    edges = np.clip(np.minimum(seconds, length - seconds) / 2.5, 0.0, 1.0)
    return chord * edges * 0.018


def mix(length: float, parts: list[tuple[float, Samples]]) -> Samples:
    """One track of `length` seconds with each part added at its start (seconds)."""
    track = np.zeros(round(length * RATE))
    for start, samples in parts:
        first = round(start * RATE)
        track[first : first + len(samples)] += samples[: len(track) - first]
    return track


def mastered(track: Samples) -> Samples:
    """`track` at SPEECH_LEVEL, with its rare peaks rounded off below PEAK."""
    loud = track * 10 ** ((SPEECH_LEVEL - loudness(track)) / 20)
    knee = PEAK * 0.7
    over = np.maximum(np.abs(loud) - knee, 0.0)
    rounded = knee + (PEAK - knee) * np.tanh(over / (PEAK - knee))
    return np.where(over > 0, np.sign(loud) * rounded, loud)


def loudness(track: Samples) -> float:
    """Integrated loudness in LUFS: ITU-R BS.1770-4, K weighting and both gates."""
    weighted = _k_weighted(track)
    block, step = int(0.4 * RATE), int(0.1 * RATE)
    starts = range(0, len(weighted) - block, step)
    power = np.array([np.mean(weighted[start : start + block] ** 2) for start in starts])
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    return _level(power[power > np.mean(power) * 0.1])


def _level(power: Samples) -> float:
    return float(-0.691 + 10 * np.log10(np.mean(power)))


def _k_weighted(track: Samples) -> Samples:
    """BS.1770's two filters, applied to the spectrum (analogue prototypes, so at any rate)."""
    size = len(track) + RATE
    s = 2j * np.pi * np.fft.rfftfreq(size, 1 / RATE)
    shelf, low = 2 * np.pi * 1681.97, 2 * np.pi * 38.135
    gain = 10 ** (3.99984 / 20)
    top = gain * s**2 + np.sqrt(gain) * shelf / 0.7072 * s + shelf**2
    response = top / (s**2 + shelf / 0.7072 * s + shelf**2)
    response *= s**2 / (s**2 + low / 0.5003 * s + low**2)
    return np.fft.irfft(np.fft.rfft(track, size) * response, size)[: len(track)]

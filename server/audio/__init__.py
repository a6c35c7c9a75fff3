"""Sound: where speech is in it, and how times fit to it. Usable alone; the extra `audio`.

    heard = samples(file, "mp4")                       # 16 kHz, mono
    spoken = speech(heard)                             # ((start, end), …) in milliseconds
    found = fit(times, spoken, length=duration(heard)) # offset, drift, confidence
    shown = coverage(times, spoken)
    times = aligned(texts, heard, language="en")

Knows sound and times: spans are pairs of milliseconds. Knows nothing of captions, sites or files'
names. Nothing is fetched at run time: models come inside the packages of the extra.
"""

from importlib.util import find_spec

from server.problems import Unavailable

NEEDED = ("numpy", "av", "onnxruntime")

for name in NEEDED:
    if find_spec(name) is None:
        raise Unavailable(
            f"Listening to sound needs the library {name}: pip install 'legenda[audio]'"
        )

# Below the check, so that its message is what one sees, not an ImportError.
# ruff: noqa: E402
from .align import ENGINES, aligned
from .coverage import Coverage, coverage
from .sound import RATE, duration, samples
from .speech import speech
from .sync import Fit, fit
from .timeline import page, svg
from .transcribers import transcribed, transcribers

__all__ = [
    "ENGINES",
    "RATE",
    "Coverage",
    "Fit",
    "aligned",
    "coverage",
    "duration",
    "fit",
    "page",
    "samples",
    "speech",
    "svg",
    "transcribed",
    "transcribers",
]

"""From a timeline to pictures: a walk along one hill, from scene to scene."""

from collections.abc import Callable, Iterator
from math import pi, sin

import numpy as np
import skia
from numpy.typing import NDArray

from . import helping, ketamine
from .pen import GROUND, HEIGHT, INK, LEAF, PAPER, WIDTH, Moment, Pen, colour, ease, path
from .synapse import synapse
from .timing import Act, Timeline

Frame = NDArray[np.uint8]

RATE = 25
WALK = 0.9  # seconds from one scene to the next

SCENES: dict[str, Callable[[Pen, Moment], None]] = {
    scene.__name__: scene
    for scene in (
        ketamine.ketamine_title,
        ketamine.medicine,
        synapse,
        ketamine.loop,
        ketamine.risks,
        ketamine.help_works,
        helping.help_title,
        helping.gp,
        helping.service,
        helping.private,
        helping.emergency,
        helping.lines,
        helping.support,
    )
}


class Film:
    """Draws any moment of a timeline."""

    def __init__(self, times: Timeline) -> None:
        self._times = times
        info = skia.ImageInfo.Make(WIDTH, HEIGHT, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        self._surface = skia.Surface.MakeRaster(info)
        self._pen = Pen(self._surface.getCanvas())

    def frames(self) -> Iterator[Frame]:
        """Every frame, as rows of RGBA."""
        for number in range(round(self._times.length * RATE)):
            yield self.frame(number / RATE)

    def frame(self, now: float) -> Frame:
        """The frame at `now` seconds, as rows of RGBA."""
        self._draw(now)
        return np.asarray(
            self._surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
        )

    def picture(self, now: float) -> skia.Image:
        """The same, as an image to save."""
        self._draw(now)
        return self._surface.makeImageSnapshot()

    def _draw(self, now: float) -> None:
        acts = self._times.acts
        current = max(i for i, act in enumerate(acts) if act.start <= now + 1e-6)
        walked = ease((now - acts[current].start) / WALK) if current else 1.0
        camera = current - 1 + walked
        self._surface.getCanvas().clear(colour(PAPER))
        _far_hill(self._pen, camera)
        if walked < 1:
            self._scene(acts[current - 1], now, (current - 1 - camera) * WIDTH)
        self._scene(acts[current], now, (current - camera) * WIDTH)
        _near_hill(self._pen, camera)

    def _scene(self, act: Act, now: float, dx: float) -> None:
        cues = tuple(line.start - act.start for line in act.lines if not line.line.sound)
        with self._pen.group(dx=dx):
            SCENES[act.scene.draw](self._pen, Moment(now - act.start, cues or (99.0,)))


def _hill(camera: float, *, top: float, swell: float, speed: float) -> str:
    offset = camera * WIDTH * speed
    points = [
        f"{x} {top + swell * sin((x + offset) / WIDTH * 2 * pi):.1f}"
        for x in range(0, WIDTH + 40, 40)
    ]
    return f"M 0 {HEIGHT} L " + " L ".join(points) + f" L {WIDTH} {HEIGHT} Z"


def _far_hill(pen: Pen, camera: float) -> None:
    pen.shape(path(_hill(camera, top=572, swell=16, speed=0.6)), LEAF, 0.28)


def _near_hill(pen: Pen, camera: float) -> None:
    pen.shape(path(_hill(camera, top=GROUND, swell=7, speed=1.0)), INK)

"""The two pictures used as figures in topics."""

from collections.abc import Callable

import skia

from . import synapse
from .pen import AMBER, INK, LEAF, MIST, PAPER, SAND, SLATE, WHITE, Pen, colour
from .people import ASHA, IDRIS, person
from .props import heart, sun

SIZE = (1200, 675)


def nmda_receptor(pen: Pen) -> None:
    """Amber glutamate leaves the upper cell; one gate is open, ketamine blocks two."""
    with pen.group(dx=-325, scale=1.16, at=(925, 0)):
        synapse.receiving_cell(pen, opening=0.9, gates=synapse.GATES[:1])
        synapse.receiving_gates(pen, 0.25, synapse.GATES[1:])
        synapse.sending_cell(pen)
        for x, y in ((600, 290), (760, 300), (676, 352), (648, 386), (752, 386)):
            pen.circle((x, y), 15, AMBER)
        for x, y in (
            (858, 306),
            (972, 344),
            (1050, 290),
            (1002, 402),
            (846, 404),
            (1226, 352),
            (1098, 352),
        ):
            pen.circle((x, y), 15, AMBER)
        for gate in synapse.GATES[1:]:
            synapse.ketamine_shape(pen, (gate, synapse.MEMBRANE - 6), 36)
        for at in ((700, 420), (706, 482), (690, 544)):
            synapse.ion(pen, at)
        synapse.ketamine_shape(pen, (1165, 272), 30, 20)


def caption_anatomy(pen: Pen) -> None:
    """A video frame with a caption: a sound in brackets, a speaker's name, two lines."""
    pen.box(60, 40, 1080, 595, INK, radius=34)
    frame = pen.rounded(84, 64, 1032, 500, 20)
    with pen.inside(frame):
        pen.box(84, 64, 1032, 500, MIST, radius=0)
        pen.circle((600, 330), 250, SAND)
        sun(pen, (950, 190), 50, 8)
        person(pen, IDRIS, (450, 480), size=1.12, gaze=0.8)
        person(pen, ASHA, (750, 480), size=1.12, gaze=-0.8, mood="talk")
        heart(pen, (600, 190), 84)
        pen.box(60, 440, 1080, 200, LEAF, radius=0)
    _caption(pen)
    pen.box(110, 594, 980, 14, SLATE, radius=7)
    pen.box(110, 594, 360, 14, AMBER, radius=7)
    pen.circle((470, 601), 16, AMBER)


def _caption(pen: Pen) -> None:
    pen.box(270, 424, 660, 126, INK, radius=14)
    pen.text("[birds sing]", (300, 474), 42, AMBER)
    pen.text("Asha:", (300, 530), 42, "#7fd6cb", weight=900)
    pen.text("Shall we talk?", (300 + pen.width("Asha: ", 42, 900), 530), 42, WHITE)


PICTURES: dict[str, Callable[[Pen], None]] = {
    "nmda-receptor": nmda_receptor,
    "caption-anatomy": caption_anatomy,
}


def picture(name: str) -> skia.Image:
    """The picture of that name, drawn."""
    surface = skia.Surface(*SIZE)
    surface.getCanvas().clear(colour(PAPER))
    PICTURES[name](Pen(surface.getCanvas()))
    return surface.makeImageSnapshot()

"""The six scenes of "ketamine-basics". Each draws one moment; nothing is kept between frames."""

from math import cos, pi, sin

from . import props
from .pen import (
    AMBER,
    CORAL,
    INK,
    LEAF,
    MIST,
    ROSE,
    SAND,
    SLATE,
    TEAL,
    WHITE,
    Moment,
    Pen,
    Point,
    ease,
)
from .people import ASHA, DOCTOR, IDRIS, KOFI, MINA, SEREN, TOM, person

HEAD = (
    "M 1096 640 C 1086 560 1092 500 1120 446 C 1164 360 1150 244 1084 180 "
    "C 1020 120 900 114 832 176 C 796 210 784 254 784 296 C 784 318 766 338 746 364 "
    "C 736 380 742 390 766 396 C 774 400 774 408 768 416 C 766 424 772 428 770 436 "
    "C 768 444 770 450 776 456 C 784 466 774 486 786 500 C 800 516 842 512 874 508 "
    "C 892 540 890 590 884 640 Z"
)
NODES = (
    (860, 250, AMBER, 15), (930, 190, MIST, 11), (1010, 220, CORAL, 15), (1078, 280, AMBER, 12),
    (1040, 360, MIST, 13), (950, 300, AMBER, 18), (880, 350, CORAL, 12), (975, 400, MIST, 11),
    (1084, 380, CORAL, 10),
)  # fmt: skip
EDGES = (
    (0, 1),
    (1, 2),
    (2, 3),
    (3, 4),
    (4, 5),
    (5, 0),
    (5, 2),
    (5, 6),
    (6, 0),
    (4, 7),
    (7, 5),
    (3, 8),
    (8, 4),
)


def ketamine_title(pen: Pen, moment: Moment) -> None:
    """The title, and a head in which a network lights up."""
    pen.circle((950, 340), 300, MIST)
    pen.shape(HEAD, INK)
    for index, (first, second) in enumerate(EDGES):
        a, b = NODES[first], NODES[second]
        shown = ease(moment.since(0.3 + 0.1 * index, 0.6))
        pen.line(f"M {a[0]} {a[1]} L {b[0]} {b[1]}", LEAF, 5, upto=shown)
    for index, (x, y, fill, radius) in enumerate(NODES):
        with pen.popping(moment.since(0.2 + 0.13 * index, 0.5), (x, y)):
            glow = 0.5 + 0.5 * sin(moment.now * 2.2 + index * 1.7)
            pen.circle((x, y), radius + 9 + 5 * glow, fill, 0.25)
            pen.circle((x, y), radius, fill)
    _title(pen, moment, ("Ketamine",), "the basics")


def _title(pen: Pen, moment: Moment, lines: tuple[str, ...], below: str) -> None:
    for index, line in enumerate(lines):
        shown = ease(moment.since(0.15 + 0.15 * index))
        with pen.group(dx=-50 * (1 - shown), alpha=shown):
            pen.text(line, (84, 320 + 104 * index), 116, weight=900)
    y = 320 + 104 * (len(lines) - 1)
    pen.line(f"M 92 {y + 44} L 332 {y + 44}", AMBER, 14, upto=ease(moment.since(0.6)))
    shown = ease(moment.since(0.8))
    with pen.group(dy=16 * (1 - shown), alpha=shown):
        pen.text(below, (86, y + 130), 64, TEAL)


def medicine(pen: Pen, moment: Moment) -> None:
    """A patient with doctor and monitor; then the same person with neither."""
    alone = ease(moment.cue(1, delay=0.3, span=1.2))
    pen.circle((900, 350), 290, SAND)
    pen.circle((900, 350), 290, SLATE, 0.75 * alone)
    with pen.group(scale=1.24, at=(860, 612)):
        _ward(pen, moment, alone)
    pen.heading(("A medicine",), moment)
    pen.keyword("operations", 0, moment.cue(0, delay=1.9))
    pen.keyword("severe pain", 1, moment.cue(0, delay=2.9))
    pen.keyword("taken as a drug:", 2.5, moment.cue(1, delay=0.4), CORAL)
    pen.keyword("no one to keep watch", 3.3, moment.cue(1, delay=2.0), CORAL)


def _ward(pen: Pen, moment: Moment, alone: float) -> None:
    """Patient, doctor and monitor; all but the patient leave as `alone` goes 0..1."""
    with pen.group(alpha=1 - alone, dx=-70 * alone):
        with pen.popping(moment.since(0.9, 0.7), (700, 600)):
            props.monitor(pen, 642, 236, min(max((moment.now - 1.2) * 0.6, 0) % 1.7, 1))
        props.bed(pen, 900, 510)
    with pen.group(alpha=1 - alone, dx=90 * alone + 60 * (1 - ease(moment.since(0.5, 0.9)))):
        person(pen, DOCTOR, (1074, 620), size=1.08, gaze=-0.8)
    person(pen, TOM, (900, 612), mood="asleep" if alone < 0.5 else "flat", size=0.96)
    with pen.group(alpha=1 - alone):
        props.blanket(pen, 900, 520)


STEPS = (
    ("relief", -pi / 2, AMBER),
    ("less effect", pi / 6, CORAL),
    ("wanting more", pi * 5 / 6, TEAL),
)


def loop(pen: Pen, moment: Moment) -> None:
    """A person in a ring of relief, less effect and wanting more; then people of all kinds."""
    anyone = ease(moment.cue(3, delay=0.2, span=0.9))
    with pen.group(alpha=1 - anyone, dy=-40 * anyone):
        _ring_of_steps(pen, moment)
    people = ((KOFI, 690, 0.9), (SEREN, 838, 0.84), (ASHA, 986, 0.94), (MINA, 1134, 0.86))
    for index, (looks, x, size) in enumerate(people):
        rise = ease(moment.cue(3, delay=0.5 + 0.14 * index, span=0.7))
        if rise > 0:
            person(pen, looks, (x, 620 + 320 * (1 - rise)), size=size * 1.05)
    pen.heading(("Hard to stop",), moment)
    pen.keyword("a break from stress", 0, moment.cue(0, delay=0.8), AMBER)
    pen.keyword("the body gets used to it", 1, moment.cue(1, delay=0.3), CORAL)
    pen.keyword("dependence", 2, moment.cue(2, delay=3.0), TEAL)
    pen.keyword("can happen to anyone", 3.2, moment.cue(3, delay=1.0), INK)


def _ring_of_steps(pen: Pen, moment: Moment) -> None:
    centre, radius = (920.0, 340.0), 200.0
    pen.circle(centre, 262, SAND)
    pen.ring(centre, radius, WHITE, 26)
    tired = moment.cue(1) > 0.5
    with pen.inside(pen.rounded(742, 162, 356, 356, 178)):
        pen.circle(centre, radius - 22, ROSE if tired else MIST)
        person(pen, ASHA, (920, 572), size=1.16, mood="sad" if tired else "flat")
    for index, (_, angle, fill) in enumerate(STEPS):
        grown = ease(moment.cue(index, delay=0.3, span=1.6))
        pen.line(_arc(centre, radius, angle), fill, 26, upto=grown)
    for index, (name, angle, fill) in enumerate(STEPS):
        at = (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))
        with pen.popping(moment.cue(index, delay=0.2), at):
            _tag(pen, at, name, fill)


def _arc(at: Point, radius: float, start: float) -> str:
    angles = [start + 2 * pi / 3 * step / 24 for step in range(25)]
    points = [f"{at[0] + radius * cos(a):.1f} {at[1] + radius * sin(a):.1f}" for a in angles]
    return "M " + " L ".join(points)


def _tag(pen: Pen, at: Point, name: str, fill: str) -> None:
    wide = pen.width(name, 34) + 56
    pen.box(at[0] - wide / 2, at[1] - 34, wide, 68, WHITE, radius=34, line=fill)
    pen.text(name, (at[0], at[1] + 12), 34, middle=True)


BODY = (
    "M 700 640 C 712 470 716 380 800 330 C 850 306 880 300 884 262 "
    "L 956 262 C 960 300 990 306 1040 330 "
    "C 1124 380 1128 470 1140 640 Z"
)


def risks(pen: Pen, moment: Moment) -> None:
    """A body with kidneys and bladder; then a tangle in the head."""
    pen.circle((920, 350), 280, MIST)
    pen.shape(BODY, INK)
    pen.circle((920, 176), 96, INK)
    _organs(pen, moment)
    _scribble(pen, moment)
    pen.heading(("Bladder",), moment)
    pen.keyword("pain", 0, moment.cue(1, delay=0.6), CORAL)
    pen.keyword("blood in urine", 1, moment.cue(1, delay=1.4), CORAL)
    pen.keyword("needing to go often", 2, moment.cue(1, delay=2.5), CORAL)
    pen.keyword("stop sooner, heal better", 3.2, moment.cue(2, delay=0.6), LEAF)
    shown = ease(moment.cue(3, delay=0.3))
    with pen.group(alpha=shown, dx=30 * (1 - shown)):
        pen.text("mood and", (1056, 128), 40)
        pen.text("memory", (1056, 176), 40)


def _organs(pen: Pen, moment: Moment) -> None:
    grown = ease(moment.since(0.8, 1.2))
    for side in (-1, 1):
        x = 920 + side * 80
        pen.line(
            f"M {x - side * 16} 396 "
            f"C {x - side * 20} 440 {x - side * 20} 470 {920 + side * 34} 500",
            ROSE,
            9,
            upto=grown,
        )
        with pen.popping(moment.since(0.6, 0.6), (x, 380)):
            pen.shape(
                f"M {x} 326 C {x + side * 60} 326 {x + side * 60} 434 {x} 434 "
                f"C {x - side * 34} 434 {x - side * 4} 400 {x - side * 8} 380 "
                f"C {x - side * 4} 360 {x - side * 34} 326 {x} 326 Z",
                ROSE,
            )
    hurt = moment.cue(0, delay=0.6) * (1 - ease(moment.cue(2, delay=0.8, span=1.4)))
    throb = 1 + 0.05 * sin(moment.now * 5) * hurt
    with pen.popping(moment.since(1.5, 0.6), (920, 534)), pen.group(scale=throb, at=(920, 534)):
        pear = (
            "M 920 592 C 866 592 842 548 850 514 "
            "C 858 478 982 478 990 514 C 998 548 974 592 920 592 Z"
        )
        pen.shape(pear, AMBER)
        pen.shape(pear, CORAL, hurt)


def _scribble(pen: Pen, moment: Moment) -> None:
    """A tangle in the head: worry and low mood."""
    drawn = ease(moment.cue(3, delay=0.2, span=2.0))
    points = [
        (
            920 + (20 + i * 0.14) * cos(i * 0.18) * (1 + 0.2 * sin(i * 0.43)),
            174 + (14 + i * 0.12) * sin(i * 0.21),
        )
        for i in range(290)
    ]
    pen.line("M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points), AMBER, 5, upto=drawn)


def help_works(pen: Pen, moment: Moment) -> None:
    """Two people talk while the sun comes up; then whom to call."""
    rise = ease(moment.since(0.4, 2.2))
    pen.circle((920, 380), 270, SAND)
    props.sun(pen, (925, 600 - 240 * rise), 96, 0)
    person(pen, TOM, (1110, 630), gaze=-0.8, nod=3 * sin(moment.now * 2), size=1.16)
    person(pen, IDRIS, (756, 630), gaze=0.8, size=1.16)
    with pen.popping(moment.cue(0, delay=0.1), (780, 262)):
        props.bubble(pen, 660, 76, 190, 130, tail=(776, 258))
        props.heart(pen, (755, 144), 84)
    with pen.popping(moment.cue(0, delay=1.5), (1090, 262)):
        props.bubble(pen, 1016, 76, 190, 130, tail=(1090, 258))
        with pen.group(scale=1.7, at=(1111, 141)):
            props.tick(pen, (1111, 141), moment.cue(0, delay=1.7))
    pen.heading(("Help works",), moment)
    pen.keyword("GP or drug service", 0, moment.cue(1, delay=0.3))
    shown = ease(moment.cue(1, delay=1.9))
    with pen.group(alpha=shown, dy=30 * (1 - shown)):
        props.phone_card(pen, 70, 330, "FRANK", "0300 123 6600", TEAL)

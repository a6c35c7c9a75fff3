"""Where two nerve cells meet: the scene of "ketamine-basics", and the parts a figure uses too."""

from math import cos, pi, sin

from .pen import AMBER, CORAL, INK, LEAF, MIST, PAPER, SLATE, TEAL, WHITE, Moment, Pen, Point, ease

GATES = (700.0, 925.0, 1150.0)
MEMBRANE, DOTS = 452.0, 12
SENDER = "M 530 -40 L 1320 -40 L 1320 60 C 1310 190 1180 236 930 236 C 680 236 545 180 530 60 Z"
SKIN = "M 470 640 C 490 500 640 452 930 452 C 1220 452 1330 490 1350 640"


def synapse(pen: Pen, moment: Moment) -> None:
    """Dots leave one cell and open the gates of the next; then ketamine blocks the gates."""
    shut = ease(moment.cue(2, delay=0.2, span=0.9))
    opening = ease(moment.cue(1, delay=2.2, span=0.6)) * (1 - shut)
    receiving_cell(pen, opening=max(opening, 0.35 * (1 - shut)))
    _ions(pen, moment, 1 - shut)
    for index in range(DOTS):
        _messenger(pen, moment, index)
    sending_cell(pen)
    for index, x in enumerate(GATES):
        fall = ease(moment.cue(2, delay=0.12 * index, span=0.9))
        if fall > 0:
            ketamine_shape(pen, (x, MEMBRANE - 6 - 190 * (1 - fall)), 36, fall * 30 - 30)
    pen.heading(("In the brain",), moment)
    _synapse_words(pen, moment)


def _synapse_words(pen: Pen, moment: Moment) -> None:
    pen.keyword("messages", 0, moment.cue(0, delay=1.6), AMBER)
    pen.keyword("NMDA gates", 1, moment.cue(1, delay=2.9), INK)
    pen.keyword("ketamine", 2, moment.cue(2, delay=0.1), CORAL)
    pen.keyword("feeling cut off", 3.2, moment.cue(3, delay=1.6), SLATE)


def sending_cell(pen: Pen) -> None:
    """The end of the upper cell, with its stores of messages."""
    pen.shape(SENDER, TEAL)
    for x, y in ((640, 88), (750, 44), (812, 140), (925, 78), (1010, 158), (1080, 62), (1190, 108)):
        pen.circle((x, y), 40, LEAF)
        for side in (-1, 1):
            pen.circle((x + side * 13, y + 6), 10, AMBER)
        pen.circle((x, y - 15), 10, AMBER)


def receiving_cell(pen: Pen, *, opening: float, gates: tuple[float, ...] = GATES) -> None:
    """The lower cell, its skin, and its gates as far open as `opening` (0..1)."""
    pen.shape(f"{SKIN} L 1350 760 L 470 760 Z", MIST)
    pen.line(SKIN, LEAF, 22)
    receiving_gates(pen, opening, gates)


def receiving_gates(pen: Pen, opening: float, gates: tuple[float, ...]) -> None:
    """Gates at these places, each as far open as `opening` (0..1)."""
    for x in gates:
        apart = 8 + 20 * opening
        pen.box(x - 38, MEMBRANE - 34, 76, 84, MIST, radius=8)
        for side in (-1, 1):
            with pen.turned(side * 7 * opening, (x + side * apart, MEMBRANE + 40)):
                pen.box(x + side * (apart + 20) - 20, MEMBRANE - 48, 40, 112, INK, radius=18)


def _ions(pen: Pen, moment: Moment, strength: float) -> None:
    """What goes through an open gate: pale dots, and a ring where the message arrives."""
    for index, x in enumerate(GATES):
        for offset in (0.0, 0.5):
            phase = (moment.now * 0.7 + index * 0.3 + offset) % 1.0
            alpha = strength * ease(moment.since(2.0)) * ease(phase * 6) * ease((1 - phase) * 5)
            ion(pen, (x, MEMBRANE - 60 + 170 * phase), alpha)
        spread = (moment.now * 0.7 + index * 0.3 + 0.1) % 1.0
        alpha = strength * (1 - spread) * ease(moment.since(2.4))
        pen.ring((x, MEMBRANE + 104), 8 + 40 * spread, TEAL, 5, alpha)


def ion(pen: Pen, at: Point, alpha: float = 1.0) -> None:
    """One of the pale dots that go through an open gate."""
    pen.circle(at, 10, WHITE, alpha)
    pen.ring(at, 10, TEAL, 4, alpha)


def ketamine_shape(pen: Pen, at: Point, radius: float, turn: float = 0.0) -> None:
    """Ketamine as a coral hexagon with a smaller ring in it."""
    corners = [
        (at[0] + radius * cos(i * pi / 3), at[1] + radius * sin(i * pi / 3)) for i in range(6)
    ]
    words = " L ".join(f"{x:.2f} {y:.2f}" for x, y in corners)
    with pen.turned(turn, at):
        pen.shape(f"M {words} Z", CORAL)
        pen.line(f"M {words} Z", CORAL, radius * 0.3)
        pen.ring(at, radius * 0.45, PAPER, radius * 0.13)


def _messenger(pen: Pen, moment: Moment, index: int) -> None:
    """One amber dot, over and over: it docks at an open gate, and drifts past a shut one."""
    period = 2.6
    since = moment.now - 0.6 - index * period / DOTS
    if since < 0:
        return
    trips, phase = divmod(since, period)
    gate = GATES[index % 3]
    side = 1 if (index // 3 + int(trips)) % 2 else -1
    start = gate + side * (20 + 60 * abs(sin(index * 2.4 + trips)))
    shut = moment.now - phase + 1.0 > moment.cues[2]
    goal = (gate + side * 96, MEMBRANE - 66) if shut else (gate + side * 42, MEMBRANE - 62)
    along = ease(phase / period * 1.6)
    at = (start + (goal[0] - start) * along, 214 + (goal[1] - 214) * along)
    fade = ease(phase * 4) * (1 - ease((phase / period - 0.82) / 0.18))
    pen.circle(at, 13, AMBER, fade)

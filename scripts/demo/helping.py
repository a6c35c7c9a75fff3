"""The seven scenes of "finding-help". Each draws one moment; nothing is kept between frames."""

from math import sin

from . import props
from .pen import (
    AMBER,
    CORAL,
    INK,
    LEAF,
    MIST,
    PAPER,
    ROSE,
    RUST,
    SAND,
    SLATE,
    TEAL,
    WHITE,
    Moment,
    Pen,
    ease,
    path,
)
from .people import ASHA, DOCTOR, IDRIS, KOFI, MINA, SEREN, arm, person


def help_title(pen: Pen, moment: Moment) -> None:
    """The title, and a door that opens to warm light."""
    pen.circle((960, 350), 290, MIST)
    opened = ease(moment.since(0.7, 2.4))
    pen.shape("M 800 620 L 800 290 C 800 130 1060 130 1060 290 L 1060 620 Z", INK)
    pen.shape("M 826 620 L 826 296 C 826 160 1034 160 1034 296 L 1034 620 Z", AMBER)
    with pen.inside(path("M 826 620 L 826 296 C 826 160 1034 160 1034 296 L 1034 620 Z")):
        pen.circle((930, 420), 190 * opened, PAPER, 0.45)
        person(pen, ASHA, (946, 700 - 70 * opened), size=0.98)
    hinge = 826 + 208 * (1 - opened) - 60 * opened
    lean = 26 * opened
    pen.shape(
        "M 826 620 L 826 296 "
        f"C 826 {180 + 20 * opened} {hinge - 20} {160 + 40 * opened} {hinge} {296 + lean} "
        f"L {hinge} {620 + lean} Z",
        TEAL,
    )
    pen.circle((826 + (hinge - 826) * 0.84, 470), 12, AMBER)
    for x, height in ((720, 70), (1130, 92), (1176, 60)):
        _bush(pen, x, height, moment)
    _welcome(pen, moment)


def _bush(pen: Pen, x: float, height: float, moment: Moment) -> None:
    with pen.turned(1.5 * sin(moment.now * 1.3 + x), (x, 612)):
        pen.shape(f"M {x} 616 C {x - 60} 590 {x - 40} {610 - height} {x} {600 - height} "
                  f"C {x + 40} {610 - height} {x + 60} 590 {x} 616 Z", LEAF)  # fmt: skip


def _welcome(pen: Pen, moment: Moment) -> None:
    for index, line in enumerate(("Finding", "help")):
        shown = ease(moment.since(0.15 + 0.15 * index))
        with pen.group(dx=-50 * (1 - shown), alpha=shown):
            pen.text(line, (84, 236 + 112 * index), 116, weight=900)
    pen.line("M 92 390 L 332 390", AMBER, 14, upto=ease(moment.since(0.7)))
    shown = ease(moment.cue(0, delay=0.4))
    with pen.group(dy=16 * (1 - shown), alpha=shown):
        pen.text("for you,", (86, 476), 56, TEAL)
        pen.text("or someone else", (86, 542), 56, TEAL)


def gp(pen: Pen, moment: Moment) -> None:
    """Doctor and patient at a desk; what is said appears in bubbles."""
    pen.circle((900, 370), 270, MIST)
    person(pen, DOCTOR, (1110, 616), size=1.14, gaze=-0.8, nod=4 * sin(moment.now * 2))
    person(pen, KOFI, (720, 616), size=1.14, gaze=0.8)
    props.desk(pen, 770, 520, 290)
    pen.box(870, 484, 84, 36, WHITE, radius=6, line=SLATE)
    words = (("what", 0.2), ("how often", 0.9), ("worries", 1.9))
    with pen.popping(moment.cue(1, delay=0.0), (735, 268)):
        props.bubble(pen, 640, 34, 250, 196, tail=(730, 268))
    for row, (word, delay) in enumerate(words):
        shown = ease(moment.cue(1, delay=delay))
        with pen.group(alpha=shown, dx=12 * (1 - shown)):
            pen.circle((676, 82 + 54 * row), 9, (CORAL, AMBER, TEAL)[row])
            pen.text(word, (698, 94 + 54 * row), 36)
    with pen.popping(moment.cue(2, delay=0.2), (1090, 262)):
        props.bubble(pen, 1000, 84, 210, 140, tail=(1090, 262))
        props.cross(pen, (1058, 154), 70, TEAL)
    props.tick(pen, (1150, 154), moment.cue(2, delay=1.6))
    pen.heading(("Talk to a GP",), moment)
    pen.keyword("start anywhere", 0, moment.cue(0, delay=1.8))
    pen.keyword("say what worries you", 1, moment.cue(1, delay=0.2), CORAL)
    pen.keyword("a check and a referral", 2, moment.cue(2, delay=0.5), AMBER)


PLAN = (("Talking", 0.9), ("Support group", 1.6), ("Medical care", 2.5))


def service(pen: Pen, moment: Moment) -> None:
    """A worker waves from a small building; then a plan is ticked off."""
    pen.circle((900, 370), 270, SAND)
    planning = ease(moment.cue(1, delay=0.8, span=1.0))
    with pen.group(dx=-40 * planning, alpha=1 - 0.999 * planning):
        _building(pen)
        with pen.group(scale=0.82, at=(1010, 616)):
            person(pen, SEREN, (1010, 616), size=0.86)
            wave = 12 * sin(moment.now * 5)
            arm(pen, SEREN, f"M 1075 500 Q 1140 500 {1136 + wave} 424", (1136 + wave, 418))
    with pen.group(dy=560 * (1 - planning)):
        _plan(pen, moment)
    pen.heading(("A drug service",), moment)
    pen.keyword("you can ask yourself", 0, moment.cue(0, delay=2.2))
    pen.keyword("someone listens", 1, moment.cue(1, delay=0.2), CORAL)
    pen.keyword("a plan together", 2, moment.cue(1, delay=1.6), AMBER)


def _building(pen: Pen) -> None:
    pen.box(690, 250, 430, 380, WHITE, radius=10)
    pen.shape("M 660 262 L 905 130 L 1150 262 Z", CORAL)
    pen.box(744, 284, 320, 62, TEAL, radius=12)
    pen.text("Drug service", (904, 328), 38, WHITE, middle=True)
    for x in (726, 836):
        pen.box(x, 386, 84, 92, "#9cc9d6", radius=8)
        pen.line(f"M {x + 42} 386 L {x + 42} 478", WHITE, 6)
    pen.box(950, 386, 120, 244, INK, radius=10)


def _plan(pen: Pen, moment: Moment) -> None:
    props.clipboard(pen, 700, 120, 430, 440)
    pen.text("Our plan", (915, 220), 46, TEAL, weight=900, middle=True)
    for row, (name, delay) in enumerate(PLAN):
        y = 300 + 84 * row
        pen.circle((768, y), 22, MIST)
        props.tick(pen, (768, y), moment.cue(2, delay=delay, span=0.5))
        pen.text(name, (812, y + 13), 40)


def private(pen: Pen, moment: Moment) -> None:
    """A padlock closes on a speech bubble; then the two exceptions."""
    pen.circle((900, 360), 270, MIST)
    closed = ease(moment.since(1.4, 1.0))
    with pen.group(dy=-8 * sin(closed * 3.1416)):
        props.padlock(pen, (900, 350), closed)
    with pen.popping(moment.since(0.6), (900, 440)):
        props.bubble(pen, 820, 370, 160, 96, fill=PAPER, tail=(860, 500))
        for index in range(3):
            pen.circle((864 + 36 * index, 418), 10, INK)
    pen.heading(("Confidential",), moment)
    pen.keyword("stays private", 0, moment.cue(0, delay=0.8))
    pen.keyword("shared if you agree", 1.5, moment.cue(1, delay=1.4), AMBER)
    pen.keyword("or someone is in danger", 2.5, moment.cue(1, delay=2.7), CORAL)
    with pen.group(scale=1.9, at=(1140, 250)):
        props.tick(pen, (1140, 250), moment.cue(1, delay=1.6))
    with pen.popping(moment.cue(1, delay=2.9), (1140, 400)):
        pen.shape("M 1140 352 L 1190 438 L 1090 438 Z", CORAL)
        pen.line("M 1140 352 L 1190 438 L 1090 438 Z", CORAL, 16)
        pen.line("M 1140 382 L 1140 408", WHITE, 10)
        pen.circle((1140, 428), 6, WHITE)


def emergency(pen: Pen, moment: Moment) -> None:
    """A telephone that shows 999, and an ambulance that drives up."""
    pen.circle((900, 360), 270, ROSE)
    _mobile(pen, moment)
    drive = ease(moment.since(1.2, 2.6))
    x = 860 + 520 * (1 - drive)
    blink = int(moment.now * 3) % 2 == 0
    props.ambulance(pen, x, 572, -640 * drive, blink=blink and moment.now < 9)
    pen.heading(("Emergency",), moment)
    pen.keyword("collapsed", 0, moment.cue(0, delay=1.9), CORAL)
    pen.keyword("will not wake", 1, moment.cue(0, delay=2.8), CORAL)
    pen.keyword("struggling to breathe", 2, moment.cue(0, delay=3.6), CORAL)
    pen.keyword("stay with them", 3.3, moment.cue(1, delay=0.1), TEAL)


def _mobile(pen: Pen, moment: Moment) -> None:
    shake = 2.5 * sin(moment.now * 26) * (1 if moment.since(0.5) > 0 and moment.now < 1.6 else 0)
    with pen.turned(-6 + shake, (800, 320)):
        pen.box(690, 96, 230, 420, INK, radius=36)
        pen.box(706, 116, 198, 378, WHITE, radius=22)
        pen.text("999", (805, 250), 100, RUST, weight=900, middle=True)
        for row in range(3):
            for column in range(3):
                pen.circle((752 + 53 * column, 306 + 40 * row), 13, MIST)
        pen.circle((805, 448), 32, LEAF)
        props.handset(pen, (805, 452), 0.3, WHITE)


def lines(pen: Pen, moment: Moment) -> None:
    """A caller, and two helplines' numbers."""
    pen.circle((960, 360), 270, SAND)
    person(pen, MINA, (960, 616), size=1.42, gaze=-0.5, mood="smile")
    arm(pen, MINA, "M 1076 520 C 1170 520 1130 400 1070 330", (1066, 322))
    with pen.turned(122, (1050, 290)):
        props.handset(pen, (1050, 290), 0.78, INK)
    props.waves(pen, (1056, 250), moment.now * 0.6 % 1.4, CORAL)
    pen.heading(("Helplines",), moment)
    cards = (("FRANK", "0300 123 6600", TEAL), ("Samaritans", "116 123", LEAF))
    for index, (name, number, fill) in enumerate(cards):
        shown = ease(moment.cue(index, delay=0.1, span=0.9))
        with pen.group(alpha=shown, dx=-60 * (1 - shown)):
            props.phone_card(pen, 70, 232 + 166 * index, name, number, fill)


def support(pen: Pen, moment: Moment) -> None:
    """Two friends side by side under a heart."""
    pen.circle((920, 370), 270, MIST)
    props.sun(pen, (1140, 140), 54, 0)
    pen.box(650, 540, 540, 28, "#b67a45", radius=12)
    nearer = ease(moment.cue(0, delay=0.6, span=1.4))
    person(pen, ASHA, (1036, 630), size=1.2, mood="sad" if nearer < 0.6 else "smile", gaze=-0.7)
    with pen.group(dx=60 * nearer):
        person(pen, IDRIS, (756, 630), size=1.22, gaze=0.7, nod=3 * sin(moment.now * 2))
    beat = 1 + 0.05 * sin(moment.now * 4)
    with pen.popping(moment.since(1.0), (920, 150)), pen.group(scale=beat, at=(920, 150)):
        props.heart(pen, (920, 142), 130)
    pen.heading(("Supporting", "someone"), moment)
    pen.keyword("listen, do not blame", 1.2, moment.cue(0, delay=1.5))
    pen.keyword("let them choose", 2.2, moment.cue(1, delay=0.2), AMBER)
    pen.keyword("look after yourself", 3.2, moment.cue(1, delay=1.9), CORAL)

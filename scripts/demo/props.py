"""The things in the drawings: furniture, signs, telephones, speech bubbles."""

from math import cos, sin

from .pen import AMBER, CORAL, INK, MIST, PAPER, SAND, SLATE, TEAL, WHITE, Pen, Point, ease


def bubble(
    pen: Pen, x: float, y: float, w: float, h: float, *, fill: str = WHITE, tail: Point = (0, 0)
) -> None:
    """A speech bubble whose tail points at `tail`."""
    root = min(max(tail[0], x + 50), x + w - 50)
    pen.shape(f"M {root - 22} {y + h - 6} L {tail[0]} {tail[1]} L {root + 22} {y + h - 6} Z", fill)
    pen.box(x, y, w, h, fill, radius=min(34, h / 2))


def cross(pen: Pen, at: Point, size: float, fill: str = CORAL) -> None:
    """A medical cross."""
    x, y = at
    pen.box(x - size / 6, y - size / 2, size / 3, size, fill, radius=4)
    pen.box(x - size / 2, y - size / 6, size, size / 3, fill, radius=4)


def tick(pen: Pen, at: Point, amount: float, *, line: str = WHITE, disc: str = TEAL) -> None:
    """A disc with a tick that is drawn as amount goes 0..1."""
    x, y = at
    with pen.popping(amount, at):
        pen.circle(at, 22, disc)
    pen.line(f"M {x - 10} {y} L {x - 2} {y + 9} L {x + 11} {y - 8}", line, 6, upto=ease(amount))


def heart(pen: Pen, at: Point, size: float, fill: str = CORAL) -> None:
    """A heart as high as `size`."""
    with pen.group(dx=at[0], dy=at[1], scale=size / 100):
        pen.shape(
            "M 0 44 C -70 -4 -56 -50 -26 -50 C -8 -50 0 -34 0 -28 "
            "C 0 -34 8 -50 26 -50 C 56 -50 70 -4 0 44 Z",
            fill,
        )


def monitor(pen: Pen, x: float, y: float, swept: float) -> None:
    """A heart monitor on a stand; the beat is drawn as far as `swept`."""
    pen.line(f"M {x + 90} {y + 140} L {x + 90} 604", SLATE, 12)
    pen.box(x, y, 180, 140, INK, radius=16)
    pen.box(x + 12, y + 12, 156, 104, "#0d3b45", radius=8)
    middle = y + 66
    beat = (
        f"M {x + 20} {middle} L {x + 58} {middle} "
        f"L {x + 70} {middle - 16} L {x + 82} {middle + 34} "
        f"L {x + 98} {middle - 42} L {x + 112} {middle + 12} "
        f"L {x + 122} {middle} L {x + 160} {middle}"
    )
    pen.line(beat, AMBER, 6, upto=swept)


def bed(pen: Pen, x: float, y: float) -> None:
    """A raised hospital bed's back rest and pillow, behind the person in it."""
    pen.line(f"M {x} {y} L {x} 604", SLATE, 12)
    pen.box(x - 110, y - 150, 220, 200, MIST, radius=30)
    pen.box(x - 80, y - 130, 160, 120, WHITE, radius=36)


def blanket(pen: Pen, x: float, y: float) -> None:
    """A turned-down blanket over someone in bed."""
    pen.shape(
        f"M {x - 130} {y + 110} C {x - 130} {y} {x - 110} {y - 14} {x - 60} {y - 14} "
        f"L {x + 70} {y - 14} C {x + 120} {y - 14} {x + 132} {y} {x + 132} {y + 110} Z",
        TEAL,
    )
    pen.box(x - 118, y - 22, 240, 34, WHITE, radius=17)


def desk(pen: Pen, x: float, y: float, w: float) -> None:
    """A desk seen from the side."""
    pen.box(x + 30, y + 10, 26, 120, "#8a5a33", radius=4)
    pen.box(x + w - 56, y + 10, 26, 120, "#8a5a33", radius=4)
    pen.box(x, y, w, 26, "#b67a45", radius=12)


def clipboard(pen: Pen, x: float, y: float, w: float, h: float) -> None:
    """An empty clipboard."""
    pen.box(x, y, w, h, "#b67a45", radius=22)
    pen.box(x + 18, y + 30, w - 36, h - 48, WHITE, radius=10)
    pen.box(x + w / 2 - 56, y - 16, 112, 46, INK, radius=14)
    pen.circle((x + w / 2, y - 2), 9, PAPER)


def handset(pen: Pen, at: Point, size: float, fill: str) -> None:
    """A telephone receiver, leaning."""
    with pen.group(dx=at[0], dy=at[1], scale=size), pen.turned(-40, (0, 0)):
        pen.shape(
            "M -66 -22 C -60 -66 60 -66 66 -22 L 66 6 C 66 18 30 18 28 6 "
            "C 26 -18 -26 -18 -28 6 C -30 18 -66 18 -66 6 Z",
            fill,
        )


def waves(pen: Pen, at: Point, amount: float, line: str) -> None:
    """Arcs that spread from a ringing telephone."""
    for index, radius in enumerate((52, 78, 104)):
        angles = [-1.15 + 0.1 * step for step in range(12)]
        points = [f"{at[0] + radius * cos(a):.1f} {at[1] + radius * sin(a):.1f}" for a in angles]
        shown = ease(amount * 3 - index) * (1 - ease(amount * 5 - 5))
        pen.line("M " + " L ".join(points), line, 9, alpha=shown)


def ambulance(pen: Pen, x: float, y: float, turn: float, *, blink: bool) -> None:
    """An ambulance facing left; its wheels have turned by `turn` degrees."""
    pen.shape(
        f"M {x} {y} L {x} {y - 70} L {x + 46} {y - 126} L {x + 120} {y - 126} L {x + 120} {y} Z",
        WHITE,
    )
    pen.box(x + 112, y - 170, 230, 170, WHITE, radius=14)
    pen.shape(
        f"M {x + 24} {y - 74} L {x + 56} {y - 112} L {x + 100} {y - 112} L {x + 100} {y - 74} Z",
        "#9cc9d6",
    )
    pen.box(x, y - 58, 342, 24, CORAL, radius=2)
    pen.box(x, y - 34, 342, 14, AMBER, radius=2)
    cross(pen, (x + 226, y - 112), 66, TEAL)
    pen.box(x + 140, y - 190, 56, 24, "#2c7be5" if blink else "#9cc4ff", radius=8)
    for wheel in (x + 66, x + 270):
        pen.circle((wheel, y), 36, INK)
        pen.circle((wheel, y), 16, SAND)
        with pen.turned(turn, (wheel, y)):
            pen.line(f"M {wheel - 12} {y} L {wheel + 12} {y}", SLATE, 5)


def padlock(pen: Pen, at: Point, closed: float) -> None:
    """A padlock; its shackle goes down as closed goes 0..1."""
    x, y = at
    lift = 58 * (1 - closed)
    pen.line(
        f"M {x - 76} {y} L {x - 76} {y - 70 - lift} "
        f"C {x - 76} {y - 178 - lift} {x + 76} {y - 178 - lift} "
        f"{x + 76} {y - 70 - lift} L {x + 76} {y - (0 if closed > 0.98 else 24 + lift * 0.6)}",
        INK,
        34,
    )
    pen.box(x - 140, y - 30, 280, 220, TEAL, radius=34)


def sun(pen: Pen, at: Point, radius: float, turn: float) -> None:
    """A sun with twelve rays."""
    pen.circle(at, radius, AMBER)
    x, y = at
    for index in range(12):
        with pen.turned(turn + index * 30, at):
            pen.line(f"M {x} {y - radius - 22} L {x} {y - radius - 50}", AMBER, 10)


def phone_card(pen: Pen, x: float, y: float, name: str, number: str, fill: str) -> None:
    """A white card with a helpline's name and number."""
    pen.box(x, y, 550, 138, WHITE, radius=28)
    pen.box(x, y, 26, 138, fill, radius=13)
    handset(pen, (x + 88, y + 72), 0.66, fill)
    pen.text(name, (x + 152, y + 54), 34, SLATE)
    pen.text(number, (x + 152, y + 112), 56, INK, weight=900)

"""The people in the drawings: a head, a body that rises from behind something, and a mood."""

from dataclasses import dataclass

from .pen import AMBER, CORAL, INK, TEAL, WHITE, Pen, Point

ARM = 27.0


@dataclass(frozen=True, slots=True)
class Looks:
    """What tells one person from another. `cut` is a row of CUTS."""

    shirt: str
    skin: str
    hair: str
    cut: str


ASHA = Looks(CORAL, "#8a5536", "#231815", "long")
TOM = Looks(TEAL, "#f0c6a0", "#7a4a24", "short")
SEREN = Looks(AMBER, "#f3d2b4", "#b0552b", "bun")
KOFI = Looks("#31557f", "#5f3a26", "#1a1210", "curly")
MINA = Looks("#7a4b78", "#d9a878", "#0b6e6e", "scarf")
DOCTOR = Looks(WHITE, "#c98e62", "#2b1c16", "short")
IDRIS = Looks("#3b8f84", "#a86e45", "#1f1512", "short")


def person(
    pen: Pen,
    looks: Looks,
    base: Point,
    *,
    size: float = 1.0,
    mood: str = "smile",
    gaze: float = 0.0,
    nod: float = 0.0,
) -> None:
    """Someone from the waist up; `base` is the middle of the bottom, `gaze` -1 left to 1 right."""
    x, y = base
    with pen.group(dx=x, dy=y, scale=size):
        _back_hair(pen, looks, nod)
        _body(pen, looks)
        with pen.group(dy=nod):
            pen.circle((0, -232), 56, looks.skin)
            CUTS[looks.cut](pen, looks)
            _face(pen, mood, gaze)


def _body(pen: Pen, looks: Looks) -> None:
    pen.shape("M -22 -215 L 22 -215 L 22 -150 L -22 -150 Z", looks.skin)
    pen.shape(
        "M -98 0 C -100 -90 -96 -150 -34 -164 Q 0 -140 34 -164 C 96 -150 100 -90 98 0 Z",
        looks.shirt,
    )
    if looks.shirt == WHITE:
        _coat(pen)


def _coat(pen: Pen) -> None:
    pen.line("M -98 0 C -100 -90 -96 -150 -34 -164 Q 0 -140 34 -164 C 96 -150 100 -90 98 0", INK, 4)
    pen.shape("M -34 -164 Q 0 -140 34 -164 L 0 -84 Z", TEAL)
    pen.line("M 0 -84 L 0 0", INK, 4)
    pen.line("M -40 -158 C -52 -110 -40 -84 -30 -74", INK, 6)
    pen.line("M 40 -158 C 52 -110 44 -100 38 -86", INK, 6)
    pen.circle((37, -78), 11, INK)


def _face(pen: Pen, mood: str, gaze: float) -> None:
    shift = 14 * gaze
    for side in (-19, 19):
        if mood == "asleep":
            pen.line(
                f"M {side + shift - 8} -230 Q {side + shift} -222 {side + shift + 8} -230", INK, 5
            )
        else:
            pen.circle((side + shift, -232), 6, INK)
    pen.line(MOUTHS[mood].format(a=shift - 15, m=shift, b=shift + 15), INK, 5)


MOUTHS = {
    "smile": "M {a} -208 Q {m} -192 {b} -208",
    "asleep": "M {a} -206 Q {m} -198 {b} -206",
    "flat": "M {a} -203 L {b} -203",
    "sad": "M {a} -198 Q {m} -212 {b} -198",
    "talk": "M {a} -206 Q {m} -186 {b} -206 Q {m} -204 {a} -206",
}


def _short(pen: Pen, looks: Looks) -> None:
    pen.shape(
        "M -58 -232 C -66 -306 -20 -304 6 -300 C 54 -300 66 -268 57 -230 "
        "C 50 -250 40 -262 22 -264 C -10 -262 -36 -262 -58 -232 Z",
        looks.hair,
    )


def _long(pen: Pen, looks: Looks) -> None:
    pen.shape(
        "M -58 -222 C -70 -310 -10 -304 0 -300 C 46 -306 70 -280 58 -222 "
        "C 50 -252 30 -262 -4 -274 C -22 -256 -46 -250 -58 -222 Z",
        looks.hair,
    )


def _bun(pen: Pen, looks: Looks) -> None:
    pen.circle((0, -304), 26, looks.hair)
    _short(pen, looks)


def _curly(pen: Pen, looks: Looks) -> None:
    for x, y in ((-48, -258), (-32, -282), (-4, -292), (26, -286), (46, -262)):
        pen.circle((x, y), 25, looks.hair)


def _scarf(pen: Pen, looks: Looks) -> None:
    pen.shape(
        "M -62 -226 C -74 -316 74 -316 62 -226 C 70 -190 66 -160 44 -140 "
        "C 20 -126 -20 -126 -44 -140 C -66 -160 -70 -190 -62 -226 Z",
        looks.hair,
    )
    pen.shape("M -42 -230 C -44 -286 44 -286 42 -230 C 42 -178 -42 -178 -42 -230 Z", looks.skin)


def _back_hair(pen: Pen, looks: Looks, nod: float) -> None:
    if looks.cut == "long":
        pen.shape(
            f"M -60 {-236 + nod} C -70 -180 -76 -150 -66 -116 "
            f"L 66 -116 C 76 -150 70 -180 60 {-236 + nod} Z",
            looks.hair,
        )


CUTS = {"short": _short, "long": _long, "bun": _bun, "curly": _curly, "scarf": _scarf}


def arm(pen: Pen, looks: Looks, bend: str, hand: Point) -> None:
    """A sleeve along the path `bend`, with a hand at its end."""
    if looks.shirt == WHITE:
        pen.line(bend, INK, ARM + 7)
    pen.line(bend, looks.shirt, ARM)
    pen.circle(hand, 15, looks.skin)

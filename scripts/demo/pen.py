"""Drawing in few words, on a skia canvas: the palette, shapes, type, and things that move."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import skia

INK, PAPER, TEAL, AMBER, CORAL = "#12263a", "#fbf7ef", "#0b6e6e", "#f2b53c", "#d9603b"
MIST, SAND, LEAF, ROSE, WHITE = "#d7e8e4", "#f3e6cc", "#3b8f84", "#f3c9b8", "#ffffff"
SLATE, RUST = "#4a5b6c", "#a83f1e"

WIDTH, HEIGHT = 1280, 720
GROUND = 604  # where the hill begins; below it only captions belong
FAMILY = "Lato"

Point = tuple[float, float]


def ease(amount: float) -> float:
    """0..1 to 0..1, slow at both ends; anything outside is held at its end."""
    held = min(max(amount, 0.0), 1.0)
    return held * held * (3 - 2 * held)


def spring(amount: float) -> float:
    """0..1 to 0..1 with a small overshoot, for things that pop up."""
    held = min(max(amount, 0.0), 1.0) - 1
    return 1 + held * held * (2.4 * held + 1.4)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where in a scene we are: `now` and the starts of its `cues`, in seconds from its start."""

    now: float
    cues: tuple[float, ...]

    def since(self, start: float, span: float = 0.7) -> float:
        """How far (0..1) something that starts at `start` and takes `span` has come."""
        return min(max((self.now - start) / span, 0.0), 1.0)

    def cue(self, index: int, *, delay: float = 0.0, span: float = 0.6) -> float:
        """How far something has come that starts with the cue of that index."""
        return self.since(self.cues[index] + delay, span)


def colour(name: str, alpha: float = 1.0) -> int:
    """A `#rrggbb` name as skia wants it."""
    value = int(name.removeprefix("#"), 16)
    return int(skia.ColorSetA(0xFF000000 | value, round(255 * alpha)))


def path(commands: str) -> skia.Path:
    """An SVG-like path with absolute M, L, C, Q and Z, in words parted by spaces."""
    made, verb = skia.PathBuilder(), ""
    numbers: list[float] = []
    needs = {"M": 2, "L": 2, "Q": 4, "C": 6}
    verbs = {"M": made.moveTo, "L": made.lineTo, "Q": made.quadTo, "C": made.cubicTo}
    for word in commands.split():
        if word == "Z":
            made.close()
        elif word in needs:
            verb, numbers = word, []
        else:
            numbers.append(float(word))
            if len(numbers) == needs[verb]:
                verbs[verb](*numbers)
                numbers = []
    return made.detach()


class Pen:
    """A canvas with the few marks these drawings need. Coordinates are pixels of 1280x720."""

    def __init__(self, canvas: skia.Canvas) -> None:
        self.canvas = canvas
        self._fonts: dict[tuple[float, int], skia.Font] = {}

    def _font(self, size: float, weight: int) -> skia.Font:
        key = (size, weight)
        if key not in self._fonts:
            style = skia.FontStyle(weight, 5, skia.FontStyle.kUpright_Slant)
            font = skia.Font(skia.Typeface(FAMILY, style), size)
            font.setSubpixel(True)
            self._fonts[key] = font
        return self._fonts[key]

    @contextmanager
    def group(
        self,
        *,
        dx: float = 0,
        dy: float = 0,
        scale: float = 1,
        alpha: float = 1,
        at: Point = (0, 0),
    ) -> Iterator[None]:
        """What is drawn inside moves by dx, dy, is scaled about `at`, and is see-through."""
        canvas = self.canvas
        depth = canvas.save()
        if alpha < 1:
            canvas.saveLayerAlpha(None, round(255 * max(alpha, 0)))
        canvas.translate(dx + at[0], dy + at[1])
        canvas.scale(scale, scale)
        canvas.translate(-at[0], -at[1])
        try:
            yield
        finally:
            canvas.restoreToCount(depth)

    @contextmanager
    def turned(self, degrees: float, at: Point) -> Iterator[None]:
        """What is drawn inside is turned clockwise about `at`."""
        self.canvas.save()
        self.canvas.rotate(degrees, *at)
        yield
        self.canvas.restore()

    @contextmanager
    def inside(self, shape: skia.Path) -> Iterator[None]:
        """What is drawn inside stays within `shape`."""
        self.canvas.save()
        self.canvas.clipPath(shape, op=skia.ClipOp.kIntersect, doAntiAlias=True)
        yield
        self.canvas.restore()

    @contextmanager
    def popping(self, amount: float, at: Point) -> Iterator[None]:
        """What is drawn inside pops up about `at` as amount goes 0..1."""
        with self.group(scale=max(spring(amount), 0.001), alpha=ease(amount * 3), at=at):
            yield

    def circle(self, at: Point, radius: float, fill: str, alpha: float = 1.0) -> None:
        """A filled circle."""
        self.canvas.drawCircle(*at, radius, skia.Paint(Color=colour(fill, alpha), AntiAlias=True))

    def ring(self, at: Point, radius: float, line: str, width: float, alpha: float = 1.0) -> None:
        """A circle's outline."""
        self.canvas.drawCircle(*at, radius, self._stroke(line, width, alpha))

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        *,
        radius: float = 18,
        line: str = "",
    ) -> None:
        """A filled box with corners of that `radius`; `line` is the colour of an outline."""
        rect = skia.Rect.MakeXYWH(x, y, w, h)
        self.canvas.drawRoundRect(
            rect, radius, radius, skia.Paint(Color=colour(fill), AntiAlias=True)
        )
        if line:
            self.canvas.drawRoundRect(rect, radius, radius, self._stroke(line, 5, 1))

    def rounded(self, x: float, y: float, w: float, h: float, radius: float) -> skia.Path:
        """A box with round corners, as a path."""
        return (
            skia.PathBuilder()
            .addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, w, h), radius, radius))
            .detach()
        )

    def shape(self, form: str | skia.Path, fill: str, alpha: float = 1.0) -> None:
        """A filled path."""
        drawn = path(form) if isinstance(form, str) else form
        self.canvas.drawPath(drawn, skia.Paint(Color=colour(fill, alpha), AntiAlias=True))

    def line(
        self,
        form: str | skia.Path,
        line: str,
        width: float,
        *,
        upto: float = 1.0,
        alpha: float = 1.0,
        dash: float = 0,
    ) -> None:
        """A stroke along `form`, drawn as far as `upto` (0..1)."""
        if upto <= 0:
            return
        drawn = path(form) if isinstance(form, str) else form
        paint = self._stroke(line, width, alpha)
        if dash:
            paint.setPathEffect(skia.DashPathEffect.Make([dash, dash * 1.4], 0))
        elif upto < 1:
            paint.setPathEffect(skia.TrimPathEffect.Make(0, upto))
        self.canvas.drawPath(drawn, paint)

    def text(
        self,
        words: str,
        at: Point,
        size: float,
        fill: str = INK,
        *,
        weight: int = 700,
        middle: bool = False,
    ) -> None:
        """One line of type; `at` is its start, or with `middle` its middle, on the baseline."""
        font = self._font(size, weight)
        x = at[0] - font.measureText(words) / 2 if middle else at[0]
        self.canvas.drawString(
            words, x, at[1], font, skia.Paint(Color=colour(fill), AntiAlias=True)
        )

    def width(self, words: str, size: float, weight: int = 700) -> float:
        """How wide `text` would make the words."""
        return float(self._font(size, weight).measureText(words))

    def heading(self, words: Sequence[str], moment: Moment, *, start: float = 0.5) -> None:
        """The scene's keyword, at the top left, line by line, with an amber rule under it."""
        for index, line in enumerate(words):
            shown = ease(moment.since(start + 0.18 * index, 0.7))
            with self.group(dx=-40 * (1 - shown), alpha=shown):
                self.text(line, (84, 150 + 74 * index), 68, weight=900)
        y = 150 + 74 * (len(words) - 1) + 34
        self.line(f"M 88 {y} L 208 {y}", AMBER, 10, upto=ease(moment.since(start + 0.5)))

    def keyword(self, words: str, row: float, amount: float, dot: str = TEAL) -> None:
        """A short phrase on the left with a coloured dot; row 0 is under a one-line heading."""
        if amount <= 0:
            return
        y = 262 + 66 * row
        with self.popping(amount, (104, y - 12)):
            self.circle((104, y - 12), 12, dot)
        shown = ease(amount)
        with self.group(dx=24 * (1 - shown), alpha=shown):
            self.text(words, (136, y), 40)

    def _stroke(self, line: str, width: float, alpha: float) -> skia.Paint:
        return skia.Paint(
            Color=colour(line, alpha),
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=width,
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join,
        )

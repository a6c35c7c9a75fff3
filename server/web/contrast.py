"""The contrast of two colours, as WCAG 2.2 measures it. Knows colours: red, green, blue to 255."""

from __future__ import annotations

Colour = tuple[float, float, float]


def ratio(one: Colour, two: Colour) -> float:
    """From 1 (the same) to 21 (black and white); WCAG 2.2, “contrast ratio”."""
    darker, lighter = sorted((_luminance(one), _luminance(two)))
    return (lighter + 0.05) / (darker + 0.05)


def over(colour: Colour, opacity: int, below: Colour) -> Colour:
    """What is seen where `colour`, opaque by so many per cent, lies over another."""
    part = opacity / 100
    red, green, blue = (
        top * part + under * (1 - part) for top, under in zip(colour, below, strict=True)
    )
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

"""When everything happens: each line, description and scene, from the lengths of the speech."""

from dataclasses import dataclass, replace

from . import sound
from .sound import Samples, Voice
from .words import Item, Line, Scene

LEAD = 0.5  # seconds from the start of a scene to its description: the walk to the next picture
REST = 0.3  # seconds of quiet after a description
TAIL = 1.0  # seconds after the last word
LINGER = (0.26, 0.7)  # a caption stays this much longer than its words: at least, at most
APART = 0.08  # two frames between captions, so that the change is seen


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its times in seconds: of the sound, and `until`, when its caption goes."""

    line: Line
    start: float
    end: float
    until: float
    samples: Samples


@dataclass(frozen=True, slots=True)
class Spoken:
    """A description with its time."""

    text: str
    start: float
    end: float
    samples: Samples


@dataclass(frozen=True, slots=True)
class Act:
    """A scene with its times; `description` is None where there is none."""

    scene: Scene
    start: float
    end: float
    description: Spoken | None
    lines: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All acts of an item; `length` in seconds."""

    acts: tuple[Act, ...]
    length: float

    @property
    def lines(self) -> tuple[Placed, ...]:
        """All lines, in order."""
        return tuple(placed for act in self.acts for placed in act.lines)

    @property
    def descriptions(self) -> tuple[Spoken, ...]:
        """All descriptions, in order."""
        return tuple(act.description for act in self.acts if act.description)


def timeline(item: Item) -> Timeline:
    """Times for the whole item, one act after the other."""
    voice = sound.CALM if item.audio_only else sound.NARRATOR
    acts: list[Act] = []
    now = 0.0
    for scene in item.scenes:
        acts.append(_act(scene, now, voice))
        now = acts[-1].end
    length = round(now + TAIL, 2)
    return Timeline(tuple(_lingering(acts, length)), length)


def _act(scene: Scene, start: float, voice: Voice) -> Act:
    now = start + (0.3 if start == 0 else 0.0)
    lines: list[Placed] = []
    pending = list(scene.lines)
    if pending[0].sound:  # a sound is heard before the description
        lines.append(_placed(pending.pop(0), now, voice))
        now = lines[-1].end + 0.1
    elif scene.describe:
        now += LEAD
    description = _described(scene.describe, now) if scene.describe else None
    if description:
        now = description.end + REST
    for line in pending:
        lines.append(_placed(line, now, voice))
        now = lines[-1].end + line.pause
    return Act(scene, start, now, description, tuple(lines))


def _placed(line: Line, start: float, voice: Voice) -> Placed:
    if line.sound == "hum":  # it lasts; its caption says so, and goes
        return Placed(line, start, start + 2.2, start + 2.2, sound.hum(0.01))
    samples = sound.chime() if line.sound else sound.speech(line.say, voice)
    end = start + len(samples) / sound.RATE
    return Placed(line, start, end, end, samples)


def _described(text: str, start: float) -> Spoken:
    samples = sound.speech(text, sound.DESCRIBER)
    return Spoken(text, start, start + len(samples) / sound.RATE, samples)


def _lingering(acts: list[Act], length: float) -> list[Act]:
    """The acts again, with captions that stay a moment longer where nothing follows at once."""
    starts = [*sorted(placed.start for act in acts for placed in act.lines), length]
    return [
        Act(
            act.scene,
            act.start,
            act.end,
            act.description,
            tuple(_until(placed, starts) for placed in act.lines),
        )
        for act in acts
    ]


def _until(placed: Placed, starts: list[float]) -> Placed:
    following = next(start for start in starts if start > placed.start)
    linger = min(max(placed.line.pause - APART, LINGER[0]), LINGER[1])
    wanted = max(placed.end + linger, placed.start + 1.2)
    until = min(wanted, following - APART)
    return Placed(placed.line, placed.start, placed.end, until, placed.samples)


def narration(item: Item, times: Timeline) -> Samples:
    """The main sound track, at the level for publication."""
    return sound.mastered(_track(item, times))


def described(item: Item, times: Timeline) -> Samples:
    """The main sound track with the descriptions spoken in its gaps."""
    track = _track(item, times)
    extra = [(spoken.start, spoken.samples) for spoken in times.descriptions]
    return sound.mastered(track + sound.mix(times.length, extra))


def clear(item: Item, times: Timeline) -> Samples:
    """The main sound track without what plays behind the words."""
    return sound.mastered(_track(replace(item, background=""), times))


def _track(item: Item, times: Timeline) -> Samples:
    parts = [(placed.start, placed.samples) for placed in times.lines]
    if item.background == "hum":
        parts.append((0.0, sound.hum(times.length)))
    return sound.mix(times.length, parts)

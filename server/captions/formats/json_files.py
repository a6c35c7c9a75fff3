"""JSON: our own, which keeps everything, and what YouTube (json3) and Whisper write.

Knows the three shapes and tells them apart; values of other types than expected are passed over.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from ..cues import Captions, Cue, Note
from ..cuetext import plain_text, spans
from .encoding import SURROGATE
from .features import Losses
from .marking import Run, cue_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rules import Findings
    from .table import About

JSON = re.compile(r"\s*[{\[]")
_NAME = "legenda captions"
# Times beyond these many milliseconds are of no video.
_LONGEST = 10**12


def read_json(text: str, findings: Findings) -> Captions:
    """The captions in a JSON file of any of the three shapes."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        message = f"This is no JSON from here on: {getattr(error, 'msg', error)}."
        findings.replace("json-malformed", message[:300], line, column=column)
        return Captions()
    captions = _shaped(found, findings)
    if captions is None:
        message = "No captions are found in this JSON; expected our own (“format”), "
        message += "YouTube's json3 (“events”) or Whisper's (“segments”)."
        findings.replace("json-malformed", message, 1, column=1)
        return Captions()
    if not captions.cues:
        findings.add("captions-missing", "There is no cue in this file; add one.")
    return captions


def _shaped(found: Any, findings: Findings) -> Captions | None:
    if isinstance(found, list):
        return _whisper(found)
    if not isinstance(found, dict):
        return None
    if found.get("format") == _NAME:
        return _own(found)
    if isinstance(found.get("events"), list):
        return _youtube(found["events"], findings)
    for key in ("segments", "transcription", "chunks"):
        if isinstance(found.get(key), list):
            captions = _whisper(found[key])
            tag = found.get("language", "")
            named = isinstance(tag, str) and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", tag)
            return Captions(captions.cues, header=f"\nLanguage: {tag}" if named else "")
    return None


def _own(found: dict[str, Any]) -> Captions:
    cues = tuple(
        Cue(
            _whole(cue.get("start")),
            _whole(cue.get("end")),
            _text(cue.get("text")),
            _text(cue.get("id")),
            _text(cue.get("settings")),
        )
        for cue in _objects(found.get("cues"))
    )
    notes = (
        Note(_text(it.get("text")), _whole(it.get("before"))) for it in _objects(found.get("notes"))
    )
    styles, regions = (
        tuple(_text(one) for one in _list(found.get(key)) if isinstance(one, str))
        for key in ("styles", "regions")
    )
    return Captions(cues, styles, regions, tuple(notes), _text(found.get("header")))


def _youtube(events: list[Any], findings: Findings) -> Captions:
    """Events of json3: `segs` with text, offsets of words, and events that only move the window."""
    cues = []
    losses = Losses()
    for event in _objects(events):
        if event.get("aAppend") or "segs" not in event:
            continue
        start = _whole(event.get("tStartMs"))
        runs = []
        for segment in _objects(event["segs"]):
            offset = _whole(segment.get("tOffsetMs"))
            runs.append(Run(_text(segment.get("utf8")), (), start + offset if offset else None))
        if event.get("wpWinPosId"):
            losses.add("positions")
        text = cue_text(_plain_breaks(runs)).strip()
        if text:
            cues.append(Cue(start, start + _whole(event.get("dDurationMs")), text))
    losses.report(findings)
    return Captions(_one_after_another(cues))


def _plain_breaks(runs: list[Run]) -> Iterator[Run]:
    for run in runs:
        yield Run(re.sub(r"[\u200b\u200e]", "", run.text), run.tags, run.time)


def _one_after_another(cues: list[Cue]) -> tuple[Cue, ...]:
    """Rolling captions overlap by design; each ends where the next begins, as on the screen."""
    cues.sort(key=lambda cue: cue.start)
    ends = [*(cue.start for cue in cues[1:]), _LONGEST]
    return tuple(
        Cue(cue.start, next_ if cue.start < next_ < cue.end else cue.end, cue.text)
        for cue, next_ in zip(cues, ends, strict=False)
    )


def _whisper(segments: list[Any]) -> Captions:
    """Segments of `openai-whisper` and its like (seconds), or of whisper.cpp (milliseconds)."""
    cues = []
    for segment in _objects(segments):
        start, end = segment.get("start"), segment.get("end")
        if isinstance(segment.get("offsets"), dict):
            start, end = (_whole(segment["offsets"].get(key)) for key in ("from", "to"))
        elif isinstance(segment.get("timestamp"), list) and len(segment["timestamp"]) == 2:
            start, end = (_seconds(it) for it in segment["timestamp"])
        else:
            start, end = _seconds(start), _seconds(end)
        speaker = _text(segment.get("speaker"))
        tags = (f"v {cue_text([Run(' '.join(speaker.split()))])}",) if speaker.strip() else ()
        text = cue_text([Run(_text(segment.get("text")).strip(), tags)])
        if text:
            cues.append(Cue(start, end, text))
    return Captions(tuple(sorted(cues, key=lambda cue: cue.start)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    return (one for one in _list(value) if isinstance(one, dict))


def _text(value: Any) -> str:
    # “\\ud800” in JSON is half a character, which no file can hold.
    return SURROGATE.sub("\ufffd", value) if isinstance(value, str) else ""


def _seconds(value: Any) -> int:
    return _whole(value * 1000) if isinstance(value, int | float) else 0


def _whole(value: Any) -> int:
    if isinstance(value, float):
        value = round(value) if math.isfinite(value) else 0
    return min(max(0, value), _LONGEST) if isinstance(value, int) else 0


def write_json(captions: Captions, about: About) -> str:
    """Everything there is, and for each cue its plain text and its speakers."""
    found: dict[str, Any] = {"format": _NAME, "version": 1}
    if about.title:
        found["title"] = about.title
    if about.language:
        found["language"] = about.language.tag
    for key in ("by", "rights"):
        if told := getattr(about, key):
            found[key] = told
    for key in ("header", "styles", "regions"):
        if value := getattr(captions, key):
            found[key] = value
    if captions.notes:
        found["notes"] = [{"before": note.before, "text": note.text} for note in captions.notes]
    found["cues"] = [_written(cue) for cue in captions.cues]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _written(cue: Cue) -> dict[str, Any]:
    found: dict[str, Any] = {"id": cue.id} if cue.id else {}
    found |= {"start": cue.start, "end": cue.end, "text": cue.text}
    found["plain"] = plain_text(cue.text)
    if speakers := list(dict.fromkeys(span.voice for span in spans(cue.text) if span.voice)):
        found["speakers"] = speakers
    return found | ({"settings": cue.settings} if cue.settings else {})

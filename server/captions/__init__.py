"""Captions: read, written, joined, and turned into transcripts. Usable alone.

    captions, problems = read(data)          # never raises for bad text
    data = write(captions, "srt")
    page = transcript(captions, chapters=…, descriptions=…)

Knows captions; knows nothing of sites, files or HTTP.
"""

from .beside import side_by_side
from .cues import Captions, Cue, Note
from .cuetext import plain_text, spans
from .formats import FORMATS, READABLE, WRITABLE, is_written, losses, read, write
from .formats.table import About
from .transcript import Line, Paragraph, Part, Transcript, TranscriptSection, transcript

__all__ = [
    "FORMATS",
    "READABLE",
    "WRITABLE",
    "About",
    "Captions",
    "Cue",
    "Line",
    "Note",
    "Paragraph",
    "Part",
    "Transcript",
    "TranscriptSection",
    "is_written",
    "losses",
    "plain_text",
    "read",
    "side_by_side",
    "spans",
    "transcript",
    "write",
]

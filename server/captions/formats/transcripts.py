"""Transcripts as files of their own: plain text, an HTML page, a DOCX document.

Knows how a transcript is laid out; the words themselves are `transcript`'s.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING, Any

from ..transcript import transcript, transcript_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.languages import Language

    from ..cues import Captions
    from ..transcript import Line, Paragraph, Transcript, TranscriptSection
    from .table import About

_LONGEST_PROPERTY = 255  # python-docx refuses more
# The first moment a ZIP can name: the same cues always make the same bytes.
_THEN = (1980, 1, 1, 0, 0, 0)


def _transcript(captions: Captions, about: About) -> Transcript:
    return transcript(captions, chapters=about.chapters, descriptions=about.descriptions)


def write_text(captions: Captions, about: About) -> str:
    """Paragraphs apart by blank lines; who made them stands last."""
    text = transcript_text(_transcript(captions, about))
    return f"{text}\n{about.credits}\n" if about.credits else text


def write_html(captions: Captions, about: About) -> str:
    """A page that stands alone: no style, no script, nothing loaded, read well by any reader."""
    of = _transcript(captions, about)
    title = escape(about.title or "…")
    language = about.language
    other = about.title_language if about.title_language != language else None
    lines = [
        "<!doctype html>",
        f"<html{_tongue(language)}>",
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        '<meta name="color-scheme" content="light dark">',
        f"<title{_tongue(other)}>{title}</title>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1{_tongue(other)}>{title}</h1>",
    ]
    for section in of.sections:
        tag = f"h{_level(section)}"
        lines += [f"<{tag}>{escape(section.title)}</{tag}>"] if section.title else []
        lines += (_html_paragraph(paragraph) for paragraph in section.paragraphs)
    lines.append("</main>")
    if about.credits:
        lines.append(f"<footer><p>{escape(about.credits).replace(chr(10), '<br>')}</p></footer>")
    return "\n".join([*lines, "</body>", "</html>", ""])


def _tongue(language: Language | None) -> str:
    return f' lang="{language.tag}" dir="{language.direction}"' if language else ""


def _level(section: TranscriptSection) -> int:
    """The level of a chapter's heading, below the title; HTML has six."""
    return min(section.level + 1, 6)


def _html_paragraph(paragraph: Paragraph) -> str:
    start = paragraph.lines[0].start
    time = f'<time datetime="PT{start // 1000}S">{_clock(start)}</time>'
    speaker = f"<b>{escape(paragraph.speaker)}:</b> " if paragraph.speaker else ""
    words = "\n".join(_html_line(line) for line in paragraph.lines)
    if paragraph.lines[0].kind == "description":
        words = f"<i>[{words}]</i>"
    return f"<p>{time} {speaker}{words}</p>"


def _html_line(line: Line) -> str:
    return "".join(
        f'<span lang="{escape(part.language)}" dir="auto">{escape(part.text)}</span>'
        if part.language
        else escape(part.text)
        for part in line.parts
    )


def _clock(time: int) -> str:
    minutes, seconds = divmod(time // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def write_docx(captions: Captions, about: About) -> bytes:
    """A document for word processors, with headings and the language set."""
    import docx

    document: Any = docx.Document()
    document.core_properties.title = _fit(about.title)
    document.core_properties.author = _fit(about.by)[:_LONGEST_PROPERTY]
    document.core_properties.comments = _fit(about.rights)[:_LONGEST_PROPERTY]
    if about.language:
        document.core_properties.language = about.language.tag
        _set_language(document, about.language)
    if about.title:
        document.add_heading(_fit(about.title), 1)
    for section in _transcript(captions, about).sections:
        if section.title:
            document.add_heading(_fit(section.title), _level(section))
        for paragraph in section.paragraphs:
            added = document.add_paragraph()
            for text, style in _docx_runs(paragraph):
                run = added.add_run(_fit(text))
                run.bold = style == "bold" or None
                run.italic = style == "italic" or None
    for line in about.credits.splitlines():
        document.add_paragraph(_fit(line))
    if about.language and about.language.direction == "rtl":
        _set_right_to_left(document)
    written = io.BytesIO()
    document.save(written)
    return _timeless(written.getvalue())


def _docx_runs(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    yield f"{_clock(paragraph.lines[0].start)}  ", ""
    if paragraph.speaker:
        yield f"{paragraph.speaker}: ", "bold"
    words = transcript_words(paragraph)
    described = paragraph.lines[0].kind == "description"
    yield (f"[{words}]", "italic") if described else (words, "")


def transcript_words(paragraph: Paragraph) -> str:
    """A paragraph's lines as running text."""
    from ..transcript import sentence

    return sentence(line.text for line in paragraph.lines)


def _fit(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(it if it >= " " and it not in "\ufffe\uffff" else " " for it in text)


def _set_language(document: Any, language: Language) -> None:
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults"))
    for found in defaults.iter(qn("w:lang")):
        # The three are for Latin and its like, for East Asian and for right-to-left scripts.
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            found.set(qn(name), language.tag)


def _set_right_to_left(document: Any) -> None:
    from docx.oxml import OxmlElement

    for paragraph in document.paragraphs:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run.font.rtl = True


def _timeless(content: bytes) -> bytes:
    """The same ZIP with every entry of the same date."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            fresh = zipfile.ZipInfo(entry.filename, _THEN)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fresh, old.read(entry))
    return written.getvalue()

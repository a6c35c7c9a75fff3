"""The rules about texts, videos and the site as a whole: a sentence each, as in docs/problems.md.

Knows ids, severities and sentences; knows nothing of how they are found.
"""

from __future__ import annotations

from server.problems import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

_HEADINGS = "https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html"

RULES: dict[str, Rule] = {
    "bad-language": Rule(
        ERROR,
        "A language tag is none, in a file's name or in a setting.",
        "https://www.rfc-editor.org/info/bcp47",
    ),
    "block-unknown": Rule(ERROR, "A line of ::: begins or ends no block. It is shown as text."),
    "front-matter": Rule(ERROR, "The settings are missing or not closed."),
    "heading-empty": Rule(ERROR, "A heading has no words.", _HEADINGS),
    "heading-skipped": Rule(
        ERROR,
        "A heading is more than one level below the heading above it.",
        _HEADINGS,
    ),
    "heading-too-high": Rule(ERROR, "A heading has a level that belongs to the page.", _HEADINGS),
    "id-taken": Rule(ERROR, "The id in {#…} is used by another heading or by the page itself."),
    "image-alternative": Rule(
        ERROR,
        "A picture has no words for people who cannot see it.",
        "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
    ),
    "image-missing": Rule(ERROR, "There is no such picture below media/, or it cannot be read."),
    "language-not-offered": Rule(WARNING, "A topic is in a language the site has no pages in."),
    "link-broken": Rule(
        ERROR,
        "A link is not made: there is a space in its address, or its bracket is not "
        "closed. It stays text.",
        "https://spec.commonmark.org/current/#links",
    ),
    "link-scheme": Rule(
        ERROR,
        "A link has an address that may not be linked to, such as javascript:. It stays text.",
    ),
    "media-unreadable": Rule(
        ERROR,
        "A media file or poster is broken or is not what its suffix says.",
    ),
    "misplaced": Rule(ERROR, "A media or caption file lies in media/ or captions/ itself."),
    "missing-key": Rule(ERROR, "A needed key is missing."),
    "no-captions": Rule(
        WARNING,
        "A video or recording has no captions in any language.",
        "https://www.w3.org/WAI/WCAG22/Understanding/captions-prerecorded.html",
    ),
    "no-source": Rule(ERROR, "A video has neither a media file that can be used nor embed."),
    "not-utf8": Rule(ERROR, "A text is not in UTF-8."),
    "question-missing": Rule(
        ERROR,
        "Between ::: questions and :::, text stands before the first question.",
    ),
    "questions-unclosed": Rule(
        ERROR,
        "::: questions has no end: all that follows it would be an answer.",
    ),
    "raw-html": Rule(WARNING, "HTML stands in the text. It is shown as text."),
    "source-role": Rule(ERROR, "A media file's name has a part that says no version of the video."),
    "toml-syntax": Rule(ERROR, "The settings are not TOML.", "https://toml.io/en/v1.0.0"),
    "topic-missing": Rule(
        ERROR,
        "A link or related names a topic that does not exist, or that has an error itself.",
    ),
    "topic-name": Rule(
        ERROR,
        "A file in topics/ is not named <slug>.<language>.md, or its slug is kept for a "
        "page of ours.",
    ),
    "topic-twice": Rule(ERROR, "Two files have the same slug and language."),
    "track-alone": Rule(ERROR, "There are captions for a video that has no folder in media/."),
    "track-missing": Rule(ERROR, "tracks.toml names a track that does not exist."),
    "track-name": Rule(
        ERROR,
        "A file in captions/<video>/ is not named <language>[.<kind>].<suffix>.",
    ),
    "track-twice": Rule(ERROR, "Two files have the same language and kind."),
    "track-unreadable": Rule(ERROR, "A caption file is there and cannot be opened."),
    "unknown-key": Rule(ERROR, "There is no such key."),
    "version-length": Rule(
        WARNING,
        "A version of a video is more than a second longer or shorter than the main one.",
    ),
    "video-missing": Rule(
        ERROR,
        "videos names a video that does not exist, or that has an error itself.",
    ),
    "video-name": Rule(ERROR, "The folder of a video has a name that cannot stand in an address."),
    "video-toml-missing": Rule(ERROR, "A video has media files or captions but no video.toml."),
    "wrong-value": Rule(ERROR, "A value is not of the right type or not one of those allowed."),
}

"""WCAG 2.2, 1.2.1 to 1.2.9: what the files of a video say about each.

Knows which kind of media a criterion is for, and which track or version meets it. A version is
what its publisher names it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.site.conformance.criteria import Outcome
from server.site.conformance.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.site.conformance.facts import Facts


def _not_for(reason: str) -> Finding:
    return Finding(Outcome.NONE, reason)


def _other_media(facts: Facts) -> Finding | None:
    """That a criterion is not for what is live, nor for sound alone, nor for pictures alone."""
    if facts.is_live:
        return _not_for("live")
    if facts.video.is_audio:
        return _not_for("sound-alone")
    return _not_for("pictures-alone") if facts.video.is_silent else None


def _elsewhere(facts: Facts, what: str) -> Finding | None:
    """That only the provider of an embedded video knows."""
    if facts.video.embed:
        return Finding(Outcome.PERSON, f"provider-{what}", settings=facts.settings)
    return None


def _described(facts: Facts) -> Finding | None:
    """The version with recorded audio description."""
    found = facts.described
    return Finding(Outcome.MET, "described", by=found) if found else None


def sound_or_pictures_alone(facts: Facts) -> Finding:
    """1.2.1: captions of sound alone are its transcript."""
    if facts.is_live:
        return _not_for("live")
    if facts.video.is_audio:
        return facts.captions
    if facts.video.is_silent:
        return _described(facts) or _pictures_in_text(facts)
    return _not_for("sound-and-pictures")


def _pictures_in_text(facts: Facts) -> Finding:
    """How far the transcript has all that is seen, where nothing is heard."""
    found = facts.descriptions or facts.undescribed
    if found.outcome is not Outcome.MET:
        return found
    return Finding(Outcome.MET, "whole-text", by=found.by)


def captions(facts: Facts) -> Finding:
    """1.2.2."""
    return _other_media(facts) or _elsewhere(facts, "captions") or facts.captions


def description_or_text(facts: Facts) -> Finding:
    """1.2.3: a described version, or all of it in text."""
    if found := _other_media(facts) or _described(facts):
        return found
    text = facts.whole_text
    if text.outcome is Outcome.MET:
        return text
    found = _elsewhere(facts, "described")
    return found or (text if facts.descriptions else facts.undescribed)


def live_captions(facts: Facts) -> Finding:
    """1.2.4."""
    if not facts.is_live or facts.video.is_audio:
        return _not_for("sound-alone" if facts.is_live else "recorded")
    return _elsewhere(facts, "captions") or _as_it_is_said(facts)


def live_sound(facts: Facts) -> Finding:
    """1.2.9."""
    if not facts.is_live or not facts.video.is_audio:
        return _not_for("sound-and-pictures" if facts.is_live else "recorded")
    return _as_it_is_said(facts)


def _as_it_is_said(facts: Facts) -> Finding:
    found = facts.captions
    return replace(found, reason="live-there") if found.outcome is Outcome.MET else found


def audio_description(facts: Facts) -> Finding:
    """1.2.5.

    Descriptions in text that a browser's voice reads do not settle it. H96 of the WCAG techniques,
    which is about them, is advisory and not sufficient, and the voice is that of each device.
    """
    found = _other_media(facts) or _described(facts) or _elsewhere(facts, "described")
    if found or facts.descriptions is None:
        return found or Finding(
            Outcome.NOT_MET,
            "described-missing",
            file=facts.track_file("descriptions"),
            other=facts.version_file("described"),
            settings=facts.settings,
        )
    return _by_voice(facts, facts.descriptions)


def _by_voice(facts: Facts, descriptions: Finding) -> Finding:
    if descriptions.outcome is not Outcome.MET:
        return descriptions
    return Finding(
        Outcome.PERSON,
        "by-voice",
        by=descriptions.by,
        other=facts.version_file("described"),
        settings=facts.settings,
    )


def sign_language(facts: Facts) -> Finding:
    """1.2.6."""
    if found := _other_media(facts):
        return found
    if facts.signed:
        return Finding(Outcome.MET, "signed", by=facts.signed)
    return _elsewhere(facts, "signed") or Finding(
        Outcome.NOT_MET, "signed-missing", other=facts.version_file("sign-TAG")
    )


def extended_description(facts: Facts) -> Finding:
    """1.2.7: descriptions for which the video stops."""
    if found := _other_media(facts):
        return found
    if facts.descriptions is not None:
        return _by_voice(facts, facts.descriptions)
    if described := _described(facts):
        return Finding(
            Outcome.PERSON,
            "pauses",
            by=described.by,
            file=facts.track_file("descriptions"),
            settings=facts.settings,
        )
    return _elsewhere(facts, "described") or Finding(
        Outcome.NOT_MET,
        "extended-missing",
        file=facts.track_file("descriptions"),
        settings=facts.settings,
    )


def whole_text(facts: Facts) -> Finding:
    """1.2.8."""
    if facts.is_live or facts.video.is_audio:
        return _not_for("live" if facts.is_live else "sound-alone")
    return _pictures_in_text(facts) if facts.video.is_silent else facts.whole_text


WCAG: dict[str, Callable[[Facts], Finding]] = {
    "1.2.1": sound_or_pictures_alone,
    "1.2.2": captions,
    "1.2.3": description_or_text,
    "1.2.4": live_captions,
    "1.2.5": audio_description,
    "1.2.6": sign_language,
    "1.2.7": extended_description,
    "1.2.8": whole_text,
    "1.2.9": live_sound,
}

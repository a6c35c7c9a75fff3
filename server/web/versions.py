"""The versions of a video on a page: described, in sign language, with clear speech."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from server.languages import Language
from server.web.video_parts import SourceView, VersionView

if TYPE_CHECKING:
    from server.site.model import Video
    from server.web.asking import Asked
    from server.web.preferences import Preferences


def usual_role(video: Video, saved: Preferences, language: Language) -> str:
    """The role of the version that a reader of pages in `language` gets without asking.

    Only one that plays alone: sound beside the pictures of the main version takes a script.
    """
    wishes = []
    if saved.descriptions and saved.describe == "recorded":
        wishes.append(_described(video, language))
    if saved.clear:
        wishes.append("clear")
    return next((role for role in wishes if _plays_alone(video, role)), "main")


def _described(video: Video, language: Language) -> str:
    roles = [role for role in video.roles if _kind(role) == "described"]
    languages = languages_of(video, "described")
    found = language.match(languages)
    return roles[languages.index(found) if found else 0] if roles else ""


def _plays_alone(video: Video, role: str) -> bool:
    found = video.with_role(role)
    return bool(found) and (
        video.is_audio or not all(one.type.startswith("audio/") for one in found)
    )


def versions(video: Video, role: str, asked: Asked, *, usual: str) -> tuple[VersionView, ...]:
    """Every version, `role` being the one on the page, `usual` the one that no link has to name;
    none where there is no choice."""
    if len(video.roles) < 2:
        return ()
    plain = asked.with_query("load", "t", "version", video=video.id)
    return tuple(
        VersionView(
            role=one,
            language=role_language(one),
            sources=sources(video, one),
            url=(
                plain
                if one == usual
                else asked.with_query("load", "t", version=one, video=video.id)
            )
            + f"#video-{video.id}",
            current=one == role,
        )
        for one in video.roles
    )


def role_language(role: str) -> Language | None:
    """The language that a role names: of `sign:bfi`, British Sign Language."""
    tag = role.partition(":")[2]
    return Language(tag) if tag else None


def _kind(role: str) -> str:
    return role.partition(":")[0]


def languages_of(video: Video, kind: str) -> tuple[Language, ...]:
    """The languages there are versions of a kind in: described or sign."""
    roles = (role for role in video.roles if _kind(role) == kind)
    return tuple(role_language(role) or video.language for role in roles)


def sources(video: Video, role: str, second: int | None = None) -> tuple[SourceView, ...]:
    """The sources of one version, from `second` on where a link names one."""
    # Media Fragments (W3C) 4.2.1: the browser itself starts there, without any script.
    at = f"#t={second}" if second is not None else ""
    return tuple(
        SourceView(media_url(source.key) + at, source.type) for source in video.with_role(role)
    )


def media_url(key: str) -> str:
    """The address of a media file."""
    return "/" + quote(key)

"""Preferences to the view of their page: the form with its values, and what a link would set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.web import cookies, forms, look, preferences
from server.web.compose import page_fields
from server.web.preferences import MOST_LANGUAGES, UNSAID
from server.web.views import PreferencesForm, PreferencesPage

if TYPE_CHECKING:
    from server.languages import Language
    from server.site.model import Site
    from server.web.asking import Asked
    from server.web.forms import Sent
    from server.web.preferences import Preferences
    from server.web.snapshot import Snapshot

# So many fields for ordered languages, and one more than are filled.
FIELDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows besides the reader's own preferences: a form that was `sent` and not
    kept, a code that is `offered`, a file that could not be read."""

    sent: Sent | None = None
    offered: str = ""
    back: str = ""
    file_error: str = ""
    file_errors: frozenset[str] = frozenset()


NOTHING = Shown()


def preferences_page(
    snapshot: Snapshot, asked: Asked, language: Language, title: str, shown: Shown = NOTHING
) -> PreferencesPage:
    """All preferences of the reader; `title` is the page's name in its language."""
    saved = asked.wishes.saved
    sent = shown.sent
    fields: dict[str, Any] = page_fields(snapshot, asked, language, slug="preferences", crumb=title)
    offered = cookies.read(shown.offered) if shown.offered else None
    if seen := offered or (sent and sent.preferences):
        fields["look"] = look.look_url(seen.look)
    home = f"{fields['home']}preferences"
    return PreferencesPage(
        **fields | {"preferences_page": home, "path": home},
        form=form_view(snapshot.site, sent.preferences if sent else saved, sent),
        back=shown.back or home,
        unsaved=sent is not None,
        offered=offered,
        offered_code=shown.offered,
        own_code=cookies.text(saved) if saved != UNSAID else "",
        file_error=shown.file_error,
        file_errors=tuple(name for name in preferences.NAMES if name in shown.file_errors),
    )


def form_view(site: Site, of: Preferences, sent: Sent | None = None) -> PreferencesForm:
    """The form with `of` in its fields, or with what was sent where that cannot be used."""
    values = sent.values if sent else forms.values(of)
    chosen = [*of.languages, *[None] * MOST_LANGUAGES]
    known = {track.language for video in site.videos for track in video.captions}
    own = {one for one in (*of.languages, of.second, of.transcript_language) if one}
    return PreferencesForm(
        values=values,
        languages=tuple(chosen[: min(max(FIELDS, len(of.languages) + 1), MOST_LANGUAGES)]),
        offered=tuple(sorted(known | own, key=lambda one: one.name.casefold())),
        limits={
            **preferences.LIMITS,
            **{forms.LOOK + name: most for name, most in look.LIMITS.items()},
        },
        errors=tuple(name for name in values if sent and name in sent.bad),
        looks=look.look_url("CODE"),
        presets={name: look.code_of(one) for name, one in look.PRESETS.items()},
        contrast=look.contrast(look.look(of.look) or look.USUAL),
    )

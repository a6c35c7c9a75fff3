"""What a page is made of: templates, assets and words, found by one search path.

The site's own `templates/` comes first, then ours. Knows Jinja and gettext; knows no requests.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import imagesize
from babel.support import Translations
from jinja2 import Environment, FunctionLoader, StrictUndefined

import server
from server.languages import BadLanguage, Language, locale
from server.problems import NotFound, Problem
from server.storage import open_store
from server.web import palette, shorter
from server.web.compiled import Compiled
from server.web.filters import counting, filters
from server.web.guide import FALLBACK, PLAYERS, File, Guides
from server.web.views import Picture
from server.web.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.storage import Store

# In the wheel templates lie inside the package, in a checkout beside it.
_PACKAGE = Path(server.__file__).parent
OURS = next(p for p in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if p.is_dir())

# Only these are served: a template's source, a catalogue or a stray file never is.
ASSETS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
}
STYLE = "style.css"
FACES = "faces.css"
# What a page at rest does not need: linked by the pages that do, or brought along by a script.
APART = (
    FACES,
    "components/adjusting/adjusting.css",
    "components/captions/captions.css",
    "components/guide/practice.css",
    "components/preferences/form.css",
    "components/search/search.css",
    "components/sign/sign.css",
    "components/tell-us/tell-us.css",
)
SCRIPT = "legenda.js"
ICON = "icon.svg"
SHARE = "share.png"


@dataclass(frozen=True)
class Place:
    """A folder of templates in a store."""

    store: Store
    prefix: str

    def read(self, name: str) -> bytes:
        """The bytes of a file of this folder; raises `NotFound`."""
        return self.store.read(self.prefix + name)

    def names(self) -> Iterator[str]:
        """Every file of this folder, by its path below it."""
        for key in self.store.keys(self.prefix.rstrip("/")):
            yield key.removeprefix(self.prefix)


class Theme:
    """Templates, assets, words and guides of one site, read once; a reload makes a new one."""

    def __init__(
        self,
        site: Store | None = None,
        *,
        light: Mapping[str, str] = MappingProxyType({}),
        dark: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        ours = Place(open_store(OURS), "")
        own = (Place(site, "templates/"),) if site else ()
        self.places: tuple[Place, ...] = (*own, ours)
        self._environments: dict[Language, Environment] = {}
        self.problems: list[Problem] = []
        self._own = {"light": light, "dark": dark}

    def read(self, name: str) -> bytes:
        """A file by its path below `templates/`, the site's before ours; raises `NotFound`.

        `default:name` is ours alone, so that a site's template can extend the one it replaces.
        """
        own = name.startswith("default:")
        for place in self.places[-1:] if own else self.places:
            try:
                return place.read(name.removeprefix("default:"))
            except NotFound:
                continue
        raise NotFound(f"There is no template {name}.")

    @cached_property
    def names(self) -> frozenset[str]:
        """Every file of the search path."""
        return frozenset(name for place in self.places for name in place.names())

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages the interface has words in."""
        return tuple(sorted({FALLBACK, *self._by_language("locale/", "/messages.po")}))

    def _by_language(self, before: str, after: str, *, besides: str = "") -> dict[Language, str]:
        """Language → the file that has its tag between two texts; a bad tag is a problem."""
        found: dict[Language, str] = {}
        for name in sorted(self.names):
            tag = name[len(before) : len(name) - len(after)]
            if name != f"{before}{tag}{after}" or "/" in tag or name == f"{before}{besides}":
                continue
            try:
                language = Language.parse(tag)
                message = f"This name is read by nobody; expected {before}{language}{after}."
            except BadLanguage as error:
                language, message = FALLBACK, str(error)
            if language.tag == tag:
                found[language] = name
                continue
            path = f"templates/{name}"
            self.problems.append(Problem(rule="bad-language", message=message, path=path))
        return found

    def words(self, language: Language) -> Language:
        """The language of the interface for a reader of `language`."""
        return language.match(self.languages) or FALLBACK

    @cached_property
    def assets(self) -> dict[str, tuple[bytes, str]]:
        """Path below `/assets/{fingerprint}/` → bytes and type; all stylesheets are one."""
        kept = sorted(name for name in self.names if name.rpartition(".")[2] in ASSETS)
        assets = {
            name: (shorter.asset(name, self.read(name)), ASSETS[name.rpartition(".")[2]])
            for name in kept
        }
        joined = (name for name in kept if name.endswith(".css") and name not in APART)
        sheets = sorted(joined, key=_sheet_order)
        style = b"\n".join(assets[name][0] for name in sheets)
        own = palette.own_styles(style.decode("utf-8", "replace"), **self._own)
        assets[STYLE] = (style + own.encode(), ASSETS["css"])
        return assets

    @cached_property
    def style(self) -> str:
        """The one stylesheet."""
        return self.assets[STYLE][0].decode("utf-8", "replace")

    @cached_property
    def ink(self) -> str:
        """The colour of the top of each page, as HTML writes it."""
        colours = palette.palette(self.style, palette.SCHEMES["light"])
        return palette.hexadecimal(colours.get("ink", (0, 0, 0)))

    def picture(self, name: str, *, alt: str) -> Picture | None:
        """An asset that is a picture, or None where it is not there or cannot be read."""
        content, _ = self.assets.get(name, (b"", ""))
        try:
            width, height = imagesize.get(BytesIO(content))
        except (ValueError, OSError):
            return None
        if width <= 0 or height <= 0:
            return None
        return Picture(self.asset_url(name), int(width), int(height), alt)

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever an asset does, so that all of them can be kept for ever."""
        whole = hashlib.sha256()
        for name, (content, _) in sorted(self.assets.items()):
            whole.update(f"{name}\0{len(content)}\0".encode() + content)
        return whole.hexdigest()[:12]

    def asset_url(self, name: str) -> str:
        """Where a page finds an asset."""
        return f"/assets/{self.fingerprint}/{name}"

    @cached_property
    def guides(self) -> Guides:
        """The guide to captions in every language there is."""
        found = self._by_language("guide/", ".toml", besides=PLAYERS)
        guides = Guides(
            self._files(f"guide/{PLAYERS}"),
            {language: self._files(name) for language, name in found.items()},
        )
        self.problems.extend(guides.problems)
        return guides

    def _files(self, name: str) -> tuple[File, ...]:
        """A file of the guide from every folder that has it, ours first."""
        found = []
        for place in reversed(self.places):
            try:
                text = place.read(name).decode("utf-8", "replace")
            except NotFound:
                continue
            found.append(File(f"templates/{name}", text, own=place is not self.places[-1]))
        return tuple(found)

    def render(self, template: str, language: Language, **values: object) -> str:
        """A page in `language`, which is one of `languages`."""
        return shorter.page(self.environment(language).get_template(template).render(**values))

    def environment(self, language: Language) -> Environment:
        """Jinja with the words, dates and numbers of one language."""
        if language not in self._environments:
            self._environments[language] = self._environment(language)
        return self._environments[language]

    def _environment(self, language: Language) -> Environment:
        environment = Environment(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            bytecode_cache=Compiled(language.tag),
        )
        words = self._catalogue(language)
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext,
            words.ngettext,
            newstyle=True,
            pgettext=words.pgettext,
            npgettext=words.npgettext,
        )
        written = filters(language)
        environment.filters.update(written)
        words_of: dict[str, Any] = environment.globals
        for name in ("gettext", "ngettext"):
            words_of[name] = counting(words_of[name], written["number"])
        environment.globals["asset"] = self.asset_url
        return environment

    def _source(self, name: str) -> tuple[str, str, None] | None:
        try:
            return self.read(name).decode("utf-8-sig"), f"templates/{name}", None
        except NotFound:
            return None

    def _catalogue(self, language: Language) -> Translations:
        """The words of a language: ours, with the site's own over them."""
        words = Translations()
        name = f"locale/{language.tag}/messages.po"
        for place in reversed(self.places):
            try:
                po = place.read(name)
            except NotFound:
                continue
            found, problems = read_words(po, locale(language.tag))
            self.problems.extend(problem.at(f"templates/{name}") for problem in problems)
            words = found if not words._catalog else words.merge(found)
        return words

    def is_unreviewed(self, language: Language) -> bool:
        """Whether the interface's words in `language` await review by a native speaker."""
        try:
            return b"X-Reviewed: no" in self.read(f"locale/{language.tag}/messages.po")
        except NotFound:
            return False


def _sheet_order(name: str) -> tuple[bool, str]:
    return (name != "base.css", name)

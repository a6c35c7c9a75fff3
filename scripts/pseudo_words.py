"""Words in a made-up language, to see on a page what cannot be translated and what has no room.

    .venv/bin/python scripts/pseudo_words.py SITE      then: legenda serve SITE, and open /eo/

Writes SITE/templates/locale/eo/messages.po: the interface's own words with accents on every letter,
longer by two fifths, in ⟦ ⟧. What has none is not taken out by `scripts/words`. Esperanto has no
words of ours, so no reader loses any; add "eo" to `languages` in the site's site.toml.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

LANGUAGE = "eo"
ACCENTS = str.maketrans("aceghijlnosuyzACEGHIJLNOSUYZ", "áčéĝĥíĵĺńóšúýžÁČÉĜĤÍĴĹŃÓŠÚÝŽ")
KEPT = re.compile(r"(%\(\w+\)s|\{\w+\}|%%|<[^<>]*>|&\w+;)")


def pseudo(text: str) -> str:
    """A text that is longer and has accents, its placeholders and marks as they were."""
    parts = KEPT.split(text)
    changed = (part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in parts)
    return f"⟦{''.join(changed)}{'·' * (len(text) * 2 // 5)}⟧"


def pseudo_words(words: Catalog) -> bytes:
    """A catalogue of all of `words`, each in the made-up language."""
    made = Catalog(locale=LANGUAGE, charset="utf-8")
    for message in words:
        if message.id:
            forms = (message.id,) if isinstance(message.id, str) else message.id
            changed = tuple(pseudo(form) for form in forms)
            string = changed[0] if isinstance(message.id, str) else changed
            made.add(message.id, string, context=message.context)
    output = BytesIO()
    write_po(output, made)
    return output.getvalue()


def main() -> None:
    """Write the catalogue into a site's own templates."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Say the folder of a site: scripts/pseudo_words.py SITE")
    ours = Path(__file__).parents[1] / "templates/locale/es/messages.po"
    path = Path(sys.argv[1]) / f"templates/locale/{LANGUAGE}/messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pseudo_words(read_po(BytesIO(ours.read_bytes()), locale="es")))
    print(f"Wrote {path}.")


if __name__ == "__main__":
    main()

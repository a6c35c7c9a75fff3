"""The rules about templates, words, guide and reload: a sentence each, as in docs/problems.md."""

from __future__ import annotations

from server.problems import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

RULES: dict[str, Rule] = {
    "contrast": Rule(
        WARNING,
        "Two colours that meet on a page can be told apart: 7 to 1 for text (WCAG 2.2, 1.4.6), 3 "
        "to 1 for the edge of a control and the focus (1.4.11).",
    ),
    "guide-player": Rule(ERROR, "The guide has words for a player that it does not have."),
    "guide-steps": Rule(
        ERROR,
        "The guide's words for a player have more steps than it, or fewer. They are left out.",
    ),
    "guide-words": Rule(ERROR, "A player of the guide has no English words. It is left out."),
    "logo-missing": Rule(
        ERROR, "logo in site.toml names a picture in templates/ that browsers can show."
    ),
    "reload": Rule(
        ERROR,
        "While reloading, the site could not be read, for a reason no other rule has. The "
        "last good site is still served.",
    ),
    "search-index": Rule(
        WARNING,
        "The index of the search could not be made. The rest of the site is served, and the page "
        "of the search says that it cannot be shown.",
    ),
    "site-toml": Rule(
        ERROR,
        "While reloading, site.toml could not be used. The last good site is still served.",
    ),
    "template": Rule(
        ERROR,
        "A template fails. The line is in your template, or in ours when yours leads there.",
    ),
    "words": Rule(ERROR, "A messages.po cannot be read, or a page would break on it."),
    "words-missing": Rule(
        WARNING,
        "The interface has no words in a language of the site. English is shown.",
    ),
}

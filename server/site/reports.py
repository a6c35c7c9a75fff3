"""Where a site keeps what readers write: one file in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.reports import open_reports
from server.storage.folder import FolderStore

if TYPE_CHECKING:
    from server.reports import Reports
    from server.site.config import Config
    from server.storage import Store


def reports_of(store: Store, config: Config) -> Reports | None:
    """The reports of a site; None where its settings or its store keep none."""
    if not config.reports or not isinstance(store, FolderStore):
        return None
    return open_reports(store.root / config.reports)

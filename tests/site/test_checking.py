from __future__ import annotations

import pytest

from server.site.checking import check
from server.site.loading import load
from tests.site.case_files import Case, assert_told, cases, changed


@pytest.mark.parametrize("case", cases("checks.txt"), ids=lambda case: case.title)
def test_what_a_publisher_should_know_is_told(case: Case) -> None:
    store = changed(case.given)
    site, problems = load(store)
    assert problems == ()
    assert_told(check(store, site), case.expected)

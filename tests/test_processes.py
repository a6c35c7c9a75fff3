from __future__ import annotations

import os
import threading
import time
from itertools import islice

import pytest

from server.problems import Unavailable
from server.processes import cores, in_order


def square(number: int) -> int:
    # The first jobs take the longest, so that they are done last.
    time.sleep(0.02 if number < 4 else 0)
    return number * number


def whose(_: int) -> int:
    return os.getpid()


def fail(number: int) -> int:
    raise LookupError(str(number))


def die(_: int) -> int:
    os._exit(9)


@pytest.mark.parametrize("processes", [0, 1, 2])
@pytest.mark.parametrize("jobs", [0, 1, 100])
def test_results_come_in_the_order_of_the_jobs(processes: int, jobs: int) -> None:
    found = list(in_order(square, range(jobs), processes=processes))
    assert found == [number * number for number in range(jobs)]


def test_work_is_done_by_so_many_processes() -> None:
    assert set(in_order(whose, range(50), processes=1)) == {os.getpid()}
    several = set(in_order(whose, range(200), processes=2))
    assert os.getpid() not in several
    assert 1 <= len(several) <= 2
    assert cores() >= 1


@pytest.mark.parametrize("processes", [1, 2])
def test_what_goes_wrong_in_the_work_is_raised(processes: int) -> None:
    with pytest.raises(LookupError, match="0"):
        list(in_order(fail, range(100), processes=processes))


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(Unavailable, match="ended from outside"):
        list(in_order(die, range(100), processes=2))


def test_who_needs_no_more_results_leaves_no_process_behind() -> None:
    before = threading.active_count()
    results = in_order(square, range(1000), processes=2)
    assert list(islice(results, 3)) == [0, 1, 4]
    results.close()
    assert threading.active_count() == before

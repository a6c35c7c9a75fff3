"""Work spread over processes, its results in the order of the jobs, so many at a time.

Knows processes; knows nothing of the work. Work, jobs and results must be picklable.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from typing import TYPE_CHECKING, TypeVar

from server.problems import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

Job = TypeVar("Job")
Result = TypeVar("Result")

# Jobs given out at once, and how many such parcels wait for each process: enough that none idles,
# few enough that results do not pile up.
_PARCEL = 4
_WAITING = 4


def cores() -> int:
    """How many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Job], Result], jobs: Sequence[Job], *, processes: int
) -> Iterator[Result]:
    """What the work makes of each job; in this process where there is one.

    Raises `Unavailable` where a process was ended from outside.
    """
    if processes < 2:
        yield from map(work, jobs)
        return
    parcels = [jobs[at : at + _PARCEL] for at in range(0, len(jobs), _PARCEL)]
    # New processes rather than copies of this one, which may have threads.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_deaf)
    waiting: deque[Future[list[Result]]] = deque()
    try:
        for parcel in parcels:
            with _deaf_children():
                waiting.append(pool.submit(_all, work, parcel))
            if len(waiting) >= processes * _WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        message = "A process was ended from outside, perhaps for want of memory. Try again."
        raise Unavailable(message) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _all(work: Callable[[Job], Result], jobs: Sequence[Job]) -> list[Result]:
    return [work(job) for job in jobs]


def _deaf() -> None:
    # An interrupt from the keyboard goes to every process; this one's parent ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """What is started inside is deaf from its first moment, long before `_deaf` is called there.

    Here, an interrupt waits until the end.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Started inside, it would let interrupts through.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

"""
Work that several processes do side by side, each its share, with the same result.

They are forked: each sees all that there is without being told, and what it changes
the others never see. One that is left alone, for who began it was killed, ends before
its next piece of work; until then it holds the lock of the project, as a copy does.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from math import ceil
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

ENOUGH = 100
"""Pieces of work that are worth a process: beginning one takes longer than a few."""
WIDTH = 4
"""Bytes of a number in the pipe from which each process takes what is left."""
MOST_SHARES = 1024
"""Their numbers together are what any pipe holds (PIPE_BUF of Linux)."""


def hands_for(count: int) -> int:
    """Return how many processes *count* pieces of work are worth on this machine."""
    if sys.platform != "linux":  # elsewhere what the system has opened forbids to fork
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), count // ENOUGH))


def shared_out(
    work: Callable[[Iterator[T]], R], several: Sequence[T], hands: int
) -> list[R]:
    """
    Let each of *hands* processes do its share of *several*; return what each gives.

    *work* is called once in each; this process is the first of them. Who is done with
    a piece gets the next that nobody has, so which are whose is not known beforehand,
    but for the first of each. What it gives, or raises, must be a plain value. Raise
    what any of them raises, and OSError where one ended without a word.
    """
    if hands == 1:
        return [work(iter(several))]
    context = multiprocessing.get_context("fork")
    size = ceil(len(several) / MOST_SHARES) or 1
    shares = [several[at : at + size] for at in range(0, len(several), size)]
    left, more = os.pipe()
    others = []
    try:
        numbers = range(hands, len(shares))
        with os.fdopen(more, "wb") as pipe:
            pipe.writelines(number.to_bytes(WIDTH, "big") for number in numbers)
        for number in range(1, hands):
            here, there = context.Pipe(duplex=False)
            share = _while_led(_taken(shares, number, left), os.getpid())
            other = context.Process(target=_told, args=(there, left, work, share))
            other.start()
            there.close()
            others.append((other, here))
        own = work(_taken(shares, 0, left))
        return [own, *(_heard(here) for _, here in others)]
    finally:
        os.close(left)
        for other, here in others:
            here.close()
            other.kill()  # nothing, where it has ended
            other.join()


def _taken(shares: Sequence[Sequence[T]], first: int, left: int) -> Iterator[T]:
    """Yield what stands in the share *first*, then in those whose number is *left*."""
    yield from shares[first] if first < len(shares) else ()
    # a read from a pipe takes what no other process can take again
    while number := os.read(left, WIDTH):
        yield from shares[int.from_bytes(number, "big")]


def _while_led(share: Iterator[T], leader: int) -> Iterator[T]:
    for each in share:
        if os.getppid() != leader:
            os._exit(1)
        yield each


def _told(
    there: Connection, left: int, work: Callable[[Iterator[T]], R], share: Iterator[T]
) -> None:
    try:
        there.send((work(share), None))
    except Exception as error:  # noqa: BLE001 -- it is raised where others see it
        os.read(left, WIDTH * MOST_SHARES)  # so that nobody begins anything more
        there.send((None, error))


def _heard(here: Connection) -> Any:  # noqa: ANN401 -- what `work` gives
    try:
        result, error = here.recv()
    except EOFError:
        message = "a process of the build has ended"
        raise OSError(message) from None
    if error:
        raise error
    return result

"""Work that is shared out: all of it done, once, and nothing left behind."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish.folder import put
from generator.publish.hands import ENOUGH, hands_for, shared_out

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no other forks")


@pytest.mark.parametrize("hands", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 5, 100])
def test_each_piece_is_done_once(hands: int, count: int) -> None:
    done = shared_out(lambda share: (os.getpid(), [*share]), range(count), hands)
    assert sorted(each for _, share in done for each in share) == [*range(count)]
    assert len({process for process, _ in done}) == hands
    assert done[0][0] == os.getpid()


def test_few_pieces_are_done_alone() -> None:
    assert hands_for(0) == hands_for(ENOUGH) == hands_for(2 * ENOUGH - 1) == 1
    assert hands_for(100 * ENOUGH) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("bad", [0, 1])
def test_what_goes_wrong_in_any_of_them_is_raised_here(bad: int) -> None:
    """With its number, so that a full disk is told as one; and the others end."""

    def work(share: Iterator[int]) -> None:
        for each in share:
            if each == bad:
                raise OSError(28, "No space left on device")
            if bad == 0:
                time.sleep(60)  # is not waited for

    begun = time.monotonic()
    with pytest.raises(OSError, match="No space left") as raised:
        shared_out(work, range(4), 2)
    assert raised.value.errno == errno.ENOSPC
    assert time.monotonic() - begun < 30


def test_one_that_is_killed_is_told() -> None:
    leader = os.getpid()

    def work(share: Iterator[int]) -> None:
        for _ in share:
            if os.getpid() != leader:
                os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(OSError, match="has ended"):
        shared_out(work, range(4), 2)


def test_who_is_left_alone_ends(tmp_path: Path) -> None:
    """The one that began is killed; the other stops before its next piece."""
    file = tmp_path / "told"
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from generator.publish.hands import shared_out\n"
        "leader = os.getpid()\n"
        "def work(share):\n"
        "    for each in share:\n"
        "        if os.getpid() != leader:\n"
        f"            Path({str(file)!r}).write_text(f'{{os.getpid()}} {{each}}')\n"
        "        time.sleep(0.2)\n"
        "shared_out(work, range(10_000), 2)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        other = int(file.read_text("utf-8").split()[0])
    finally:
        process.kill()
        process.wait()
    while time.monotonic() < deadline:
        status = Path(f"/proc/{other}/stat")
        if not status.exists() or status.read_text("utf-8").split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("it went on alone")


def test_several_write_into_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    """Each makes those that it needs; none minds that another was first."""
    uris = [f"{number // 64}/a/b/{number}.txt" for number in range(8000)]

    def work(share: Iterator[str]) -> None:
        for uri in share:
            put(tmp_path, uri, uri)

    shared_out(work, uris, 4)
    assert len([*tmp_path.glob("*/a/b/*.txt")]) == len(uris)

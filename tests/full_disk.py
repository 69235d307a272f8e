"""
Run `briefing` on a disk that gets full: `python -m tests.full_disk BYTES WORD...`.

After so many bytes each further write fails as the system says it: ENOSPC. No mount and
no privilege is needed, so every machine can test it.
"""

import builtins
import errno
import io
import os
import shutil
import sys
from typing import Any

LEFT = int(sys.argv[1]) if __name__ == "__main__" else 0
opened = io.open


class FullError(OSError):
    """The disk is full."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


def take(count: int) -> None:
    """Use *count* bytes of what is left."""
    global LEFT  # noqa: PLW0603 -- there is one disk
    LEFT -= count
    if LEFT < 0:
        raise FullError


def counting(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- as `open` has it
    """Open a file whose writes use up the disk."""
    file = opened(*arguments, **named)
    if not file.writable():
        return file
    write = file.write

    def writing(data: Any) -> int:  # noqa: ANN401 -- text or bytes
        take(len(data.encode() if isinstance(data, str) else data))
        return int(write(data))

    try:
        file.write = writing
    except AttributeError:  # a raw file of the interpreter's own
        return file
    return file


if __name__ == "__main__":
    io.open = builtins.open = counting
    # copies must pass here too, not in the kernel
    shutil._USE_CP_SENDFILE = False  # type: ignore[attr-defined] # noqa: SLF001
    from generator.commands import main

    sys.argv = ["briefing", *sys.argv[2:]]
    main()

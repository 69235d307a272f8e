"""
The same release on another machine: rsync brings it, and a script there switches.

Nothing but a POSIX shell, rsync and `sha256sum` is wanted there. What arrives is
checked against the manifest before anything is switched.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.publish.manifest import MANIFEST, manifest_in
from generator.publish.release import (
    CURRENT,
    RELEASES,
    UNFINISHED,
    ReleaseError,
    copied,
    name_of,
)

if TYPE_CHECKING:
    from generator.publish.manifest import Manifest

PLACE = re.compile(r"([A-Za-z0-9_][\w.@-]*):(/[\w./@+-]*)", re.ASCII)
"""Host and folder; letters that a shell there would not understand otherwise."""
LIST = ".sha256"
BUSY = 75
"""EX_TEMPFAIL of sysexits.h: somebody else is releasing."""

BEGIN = """
set -eu
mkdir -p {target}/{releases}
mkdir {target}/.releasing 2>/dev/null || {{
    # who was killed leaves it behind; an hour is longer than any release
    find {target}/.releasing -maxdepth 0 -mmin +60 | grep -q . || exit {busy}
}}
touch {target}/.releasing
rm -rf {target}/{releases}/{unfinished}*
last=$(ls {target}/{releases} | sed -n 's/^0*\\([0-9]*\\)-.*/\\1/p' |
    sort -n | tail -n 1)
echo "${{last:-0}} $(readlink {target}/{current} || true)"
"""
FINISH = """
set -eu
cd {target}/{releases}/{unfinished}{name}
sha256sum -c --quiet {list} >&2
rm {list}
cd {target}
sync
mv {releases}/{unfinished}{name} {releases}/{name}
ln -sfn {releases}/{name} .{current}
mv -fT .{current} {current}
sync
ls {releases} | sort -n | head -n -{keep} | while read -r old; do
    [ "$old" = {name} ] || rm -rf "{releases}/$old"
done
"""
DONE = "rmdir {target}/.releasing"


def is_remote(target: str) -> bool:
    """Tell whether *target* names a folder on another machine."""
    return PLACE.fullmatch(target) is not None


def release_to(site: Path, target: str, keep: int) -> str:
    """
    Put a copy of *site* at *target*, `host:/folder`; return the name of the release.

    Raise `ReleaseError` where the host refuses, or where what arrived is not what was
    sent; what is served there stays as it was.
    """
    found = PLACE.fullmatch(target)
    assert found  # noqa: S101 -- asked by the caller
    host, folder = found[1], found[2].rstrip("/")
    manifest = manifest_in(site)
    said = {
        "target": shlex.quote(folder),
        "releases": RELEASES,
        "unfinished": UNFINISHED,
        "current": CURRENT,
        "busy": BUSY,
        "list": LIST,
        "keep": keep,
    }
    last, _, current = _ssh(host, BEGIN.format(**said)).partition(" ")
    try:
        if current.strip().endswith(name_of(manifest, int(last))):
            return current.strip().rpartition("/")[2]
        name = name_of(manifest, int(last) + 1)
        with tempfile.TemporaryDirectory(prefix="briefing-") as room:
            fresh = Path(room) / "site"
            copied(site, fresh, manifest)
            (fresh / LIST).write_text(_sums(manifest), "utf-8")
            place = f"{host}:{folder}/{RELEASES}/{UNFINISHED}{name}/"
            _run("rsync", "-a", "--delete", f"{fresh}/", place)
        _ssh(host, FINISH.format(**said, name=name))
    finally:
        _ssh(host, DONE.format(**said))
    return name


def _sums(manifest: Manifest) -> str:
    """Return the manifest as `sha256sum` reads it, and the manifest itself."""
    sums = {name: entry.sha256 for name, entry in manifest.files.items()}
    sums[MANIFEST] = manifest.seal
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items())


def _ssh(host: str, script: str) -> str:
    return _run("ssh", host, "sh", "-s", given=script).strip()


def _run(*words: str, given: str = "") -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- fixed commands, quoted arguments
            words, input=given, capture_output=True, encoding="utf-8", check=False
        )
    except OSError as error:
        raise ReleaseError(": ".join((words[0], error.strerror or ""))) from error
    if done.returncode == BUSY:
        raise ReleaseError("busy")
    if done.returncode:
        raise ReleaseError(": ".join((words[0], done.stderr.strip())))
    return done.stdout

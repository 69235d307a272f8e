"""
A detached signature of a zip, by the key that an administrator has for SSH.

`ssh-keygen -Y` is on every system that has OpenSSH 8.0 or later (ssh-keygen(1)); a key
of our own making would be one more secret to keep.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "briefing"
"""A signature made for another purpose is not taken for one of a site."""
ENDING = ".sig"


class SignatureError(Exception):
    """It could not be made or does not hold; what `ssh-keygen` said of it."""


def sign(file: Path, key: Path) -> Path:
    """Sign *file* with the private *key*; return where the signature lies."""
    signature = file.with_name(f"{file.name}{ENDING}")
    signature.unlink(missing_ok=True)  # ssh-keygen would ask
    _run("-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(file))
    return signature


def signer_of(file: Path, signature: Path, allowed: Path) -> str:
    """
    Return who signed *file*; *allowed* names the keys that count.

    It is a file as `ssh-keygen` reads it: a name and a public key on each line.
    """
    found = _run("-Y", "find-principals", "-s", str(signature), "-f", str(allowed))
    who = found.decode("utf-8", "replace").strip().splitlines()
    if not who:
        raise SignatureError
    words = ("-Y", "verify", "-n", NAMESPACE, "-I", who[0], "-f", str(allowed))
    with file.open("rb") as data:
        _run(*words, "-s", str(signature), stdin=data.fileno())
    return who[0]


def _run(*words: str, stdin: int = subprocess.DEVNULL) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 -- fixed commands
            ["ssh-keygen", *words],  # noqa: S607 -- the one of whoever signs
            stdin=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise SignatureError(error.strerror or str(error)) from error
    if done.returncode:
        raise SignatureError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout

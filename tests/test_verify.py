"""Two clones of one commit give one zip, and a zip is proved against its commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.projects import ROOT, SITES, briefing, lay, lay_host

if TYPE_CHECKING:
    from pathlib import Path


def git(root: Path, *words: str) -> str:
    """Ask git, as somebody with a name and no settings of their own."""
    done = subprocess.run(
        ["git", "-C", str(root), *words],  # noqa: S607 -- the git of the machine
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "Thử",
            "GIT_AUTHOR_EMAIL": "thu@example.invalid",
            "GIT_COMMITTER_NAME": "Thử",
            "GIT_COMMITTER_EMAIL": "thu@example.invalid",
            "GIT_AUTHOR_DATE": "2026-11-20T01:02:04Z",
            "GIT_COMMITTER_DATE": "2026-11-20T01:02:04Z",
        },
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small project in git, wholly committed."""
    root = tmp_path_factory.mktemp("git") / "origin"
    for part in ("content", "site_config"):
        lay(SITES / "vietnamese" / part, root / part)
    lay_host(root)
    lay(ROOT / ".gitignore", root / ".gitignore")
    git(root.parent, "init", "-q", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Một")
    return root


def run(root: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `briefing` in *root* on whatever day the clock says."""
    told = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**told, "PYTHONPATH": str(ROOT), **more},
    )


def zipped(root: Path, **more: str) -> Path:
    """Build and pack the project at *root*; return the zip."""
    for words in (["build"], ["zip"]):
        done = run(root, *words, **more)
        assert done.returncode == 0, done.stderr
    [made] = (root / "dist").glob("*.zip")
    return made


@pytest.fixture(scope="module")
def clones(repository: Path) -> tuple[Path, Path]:
    """Return the zips of two clones, made in other places, zones and languages."""
    made = []
    for name, more in (
        ("một", {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1"}),
        ("b" * 40, {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "LC_ALL": "C"}),
    ):
        root = repository.parent / name
        git(repository.parent, "clone", "-q", str(repository), str(root))
        # a checkout has the times of its making, and may have other modes
        for path in (root / "docs").rglob("*.md"):
            os.utime(path, (len(name), len(name)))
            path.chmod(0o600)
        made.append(zipped(root, **more))
    return made[0], made[1]


def test_two_clones_give_one_zip(clones: tuple[Path, Path], repository: Path) -> None:
    """Byte for byte, and its name tells the commit."""
    one, other = clones
    commit = git(repository, "rev-parse", "HEAD")

    assert one.read_bytes() == other.read_bytes()
    assert one.name == other.name == f"ho-so-thu-2026-11-20-{commit[:7]}.zip"
    with zipfile.ZipFile(one) as archive:
        assert {each.date_time for each in archive.infolist()} == {
            (2026, 11, 20, 1, 2, 4)
        }


def test_a_zip_is_proved_against_its_commit(
    clones: tuple[Path, Path], repository: Path
) -> None:
    """The commit is built anew; another commit is told by its files."""
    root = clones[0].parent.parent
    proved = run(root, "verify", str(clones[0]), "--against", "HEAD")
    assert proved.returncode == 0, proved.stderr
    assert "Từng tệp đúng như lần ghi HEAD cho ra" in proved.stdout

    clone = repository.parent / "later"
    git(repository.parent, "clone", "-q", str(repository), str(clone))
    about = clone / "docs/about.md"
    about.write_text(about.read_text("utf-8") + "\nSửa.\n", "utf-8")
    git(clone, "commit", "-q", "-a", "-m", "Hai")
    other = run(clone, "verify", str(clones[0]), "--against", "HEAD")
    assert other.returncode == 1
    assert "bị sửa: about.html" in other.stderr
    assert "bị sửa: index.html" not in other.stderr
    back = run(clone, "verify", str(clones[0]), "--against", "HEAD~1")
    assert back.returncode == 0, back.stderr
    for strange in ("nope", "--output=/tmp/x", "-x"):
        unknown = run(clone, "verify", str(clones[0]), f"--against={strange}")
        assert unknown.returncode == 1
        assert "không có lần ghi git nào" in unknown.stderr


def test_a_zip_that_was_changed_is_told(
    clones: tuple[Path, Path], tmp_path: Path
) -> None:
    """By file, in the words of the site; exit code 1."""
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(clones[0]) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            changed = entry.filename.endswith("/index.html") and b"Fiji" in data
            new.writestr(entry, data.replace(b"Fiji", b"Fidji") if changed else data)

    result = briefing("verify", other, "--root", ROOT)

    assert result.exit_code == 1
    assert "bị sửa: index.html" in result.stderr
    assert "không đúng như bảng kê" in result.stderr


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "không phải tệp zip"), (b"x" * 99, "không phải tệp zip")],
)
def test_what_is_no_site_is_said_so(tmp_path: Path, data: bytes, words: str) -> None:
    """A file that is no zip, a folder without a manifest."""
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    for place in (path, tmp_path):
        result = briefing("verify", place, "--root", ROOT)
        assert result.exit_code == 1
        assert (words if place == path else "không có manifest.json") in result.stderr


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no OpenSSH here")
def test_a_signature_holds_or_not(clones: tuple[Path, Path], tmp_path: Path) -> None:
    """By the key of who signed; not by another, nor for a changed zip."""
    root = clones[0].parent.parent
    for name in ("own", "other"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)],  # noqa: S607
            check=True,
        )
    signers = {}
    for name in ("own", "other"):
        public = (tmp_path / f"{name}.pub").read_text("utf-8")
        signers[name] = tmp_path / f"{name}.signers"
        signers[name].write_text(f"{name}@bo {public}", "utf-8")

    signed = run(root, "zip", "--sign", str(tmp_path / "own"))
    assert signed.returncode == 0, signed.stderr
    words = ["verify", str(clones[0]), "--signers"]
    good = run(root, *words, str(signers["own"]))
    assert good.returncode == 0, good.stderr
    assert "own@bo" in good.stdout
    bad = run(root, *words, str(signers["other"]))
    assert bad.returncode == 1
    assert "chữ ký không đúng" in bad.stderr
    signature = clones[0].with_name(f"{clones[0].name}.sig")
    signature.write_bytes(signature.read_bytes().replace(b"A", b"B", 1))
    assert run(root, *words, str(signers["own"])).returncode == 1
    signature.unlink()
    assert run(root, *words, str(signers["own"])).returncode == 1
    missing = run(root, "zip", "--sign", str(signers["own"]))
    assert missing.returncode == 1
    assert "không ký được" in missing.stderr


def test_a_zip_of_one_partner_is_whole(repository: Path) -> None:
    """It has that partner's articles and what they lead to; the audit passed it."""
    clone = repository.parent / "partner"
    git(repository.parent, "clone", "-q", str(repository), str(clone))
    done = run(clone, "zip", "--partner", "mt")
    assert done.returncode == 0, done.stderr

    [made] = (clone / "dist").glob("*.zip")
    assert made.name.startswith("ho-so-thu-mt-2026-11-20-")
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
    assert "ho-so-thu/partners/mt/index.html" in names
    assert any(name.endswith("MO-TRANG-NAY.html") for name in names)
    assert not (clone / "site").exists(), "it is built for the purpose"
    result = briefing("verify", made, "--root", clone)
    assert result.exit_code == 0, result.output
    unknown = run(clone, "zip", "--partner", "zz")
    assert unknown.returncode == 1
    assert "không có đối tác nào mang mã `zz`" in unknown.stderr
    assert git(clone, "status", "--porcelain") == "", "nothing of ours is in git's way"

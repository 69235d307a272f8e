"""What every test may ask for: golden files, and the real site, built once."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine and every day; a slow machine fails no law.
settings.register_profile(
    "project",
    derandomize=True,
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")

ROOT = Path(__file__).parent.parent

# Every build of the tests, in this process or another, is of one day: ages and
# anniversaries on a page must not depend on when the tests are run.
os.environ["SOURCE_DATE_EPOCH"] = "1795305600"  # 2026-11-22

PROJECT = ("content", "docs", "mkdocs.yml", "site_config")
"""What people write and a build reads; the generator itself is not copied."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest --bless` accept what the code says now."""
    parser.addoption(
        "--bless", action="store_true", help="rewrite the golden files; review the diff"
    )


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    """Let Python look through what a walk kept, which a test then throws away."""
    yield
    gc.unfreeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """
    Compare a text with the file that holds what it should be.

    Bytes are compared, so a line end or an invisible character that changed is seen.
    """

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--bless"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing: `pytest --bless` writes it"
        assert text == path.read_bytes().decode(), f"`pytest --bless` rewrites {path}"

    return compare


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a copy of this very project, once, and return its `site/`."""
    root = tmp_path_factory.mktemp("project")
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    # A process of its own: MkDocs and Python-Markdown keep global state (loggers,
    # template caches, warning counters) that would leak into tests that come after.
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", str(root)],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(f"the project does not build:\n{done.stdout}\n{done.stderr}")
    return root / "site"

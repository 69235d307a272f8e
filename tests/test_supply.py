"""What others made: it is listed, it is licensed, and its weaknesses are known."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from generator.publish.advisories import AdvisoriesError, pinned, weaknesses
from generator.publish.bill import BILL
from tests.projects import ROOT, briefing

if TYPE_CHECKING:
    from pathlib import Path


def test_the_bill_of_materials_is_one(built_site: Path) -> None:
    """CycloneDX's own schema says so."""
    text = (built_site / BILL).read_text("utf-8")

    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    assert problem is None, problem


def test_everything_vendored_is_in_the_bill(built_site: Path) -> None:
    """Name, version, licence; and nothing of it is missing on the page of licences."""
    told = json.loads((built_site / BILL).read_text("utf-8"))
    shipped = {each["name"]: each for each in told["components"]}
    page = (built_site / "libraries.html").read_text("utf-8")
    named = set()
    for notes in (built_site / "assets").glob("*/*/version.txt"):
        for line in notes.read_text("utf-8").splitlines():
            if found := re.fullmatch(r"(\S.*?) (\d+(?:\.\d+)+)", line):
                name, version = found.groups()
                named.add(name)
                assert shipped[name]["version"] == version
                assert shipped[name]["licenses"]
                assert name in page
    assert len(named) >= 14
    assert named | {"mkdocs-material"} == set(shipped)


def test_every_file_of_others_lies_beside_its_licence(built_site: Path) -> None:
    """What is copied into the site is in a folder that has one, or is the theme's."""
    for path in (built_site / "assets").rglob("*"):
        own = {"css", "images", "js", "javascripts", "stylesheets"}
        folder = path.relative_to(built_site / "assets").parts[0]
        if path.is_dir() or folder in own:
            continue
        assert any("licen" in p.name.lower() for p in path.parent.parent.rglob("*"))


def test_every_locked_package_has_a_hash() -> None:
    """Nothing is installed that no hash vouches for, and each has one version."""
    for lock in ("site", "test"):
        text = (ROOT / f"requirements/{lock}.txt").read_text("utf-8")
        blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
        packages = [each for each in blocks if re.match(r"[\w.\[\]-]+==", each)]
        assert len(packages) > 40
        assert all("--hash=sha256:" in each for each in packages)
        assert not re.search(r"^(?!#|\s|--)[\w.-]+\s*(?:@|[<>~])", text, re.MULTILINE)


LOCK = """\
jinja2==3.1.2 \\
    --hash=sha256:00
Mark_Up[extra]==2.0 ; python_version < "4" \\
    --hash=sha256:00
other==1.0rc1
"""


def advisory(name: str, *events: dict[str, str], **more: object) -> dict[str, object]:
    """Return an advisory as osv.dev writes it."""
    return {
        "id": f"PYSEC-{name}",
        "summary": "made up",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": name},
                "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
            }
        ],
        **more,
    }


@pytest.mark.parametrize(
    ("told", "is_weak"),
    [
        (advisory("jinja2", {"introduced": "0"}, {"fixed": "3.1.3"}), True),
        (advisory("Jinja2", {"introduced": "0"}, {"fixed": "3.1.2"}), False),
        (advisory("jinja2", {"introduced": "3.1.2"}), True),
        (advisory("jinja2", {"introduced": "3.1.3"}), False),
        (advisory("jinja2", {"introduced": "0"}, {"last_affected": "3.1.2"}), True),
        (advisory("jinja2", {"introduced": "0"}, {"last_affected": "3.1.1"}), False),
        (
            advisory(
                "jinja2",
                {"introduced": "0"},
                {"fixed": "2.0"},
                {"introduced": "3.0"},
                {"fixed": "4.0"},
            ),
            True,
        ),
        (advisory("mark-up", {"introduced": "0"}), True),
        (advisory("other", {"introduced": "1.0"}), False),
        (advisory("other", {"introduced": "0"}, {"fixed": "1.0"}), True),
        (advisory("jinja2", {"introduced": "what"}), True),
        (advisory("jinja2", {"introduced": "0"}, withdrawn="2024-01-01"), False),
        (advisory("unknown", {"introduced": "0"}), False),
        (
            {
                "id": "GHSA-1",
                "affected": [
                    {
                        "package": {"ecosystem": "PyPI", "name": "jinja2"},
                        "versions": ["3.1.2"],
                    }
                ],
            },
            True,
        ),
        (
            {
                "id": "npm",
                "affected": [
                    {
                        "package": {"ecosystem": "npm", "name": "jinja2"},
                        "versions": ["3.1.2"],
                    }
                ],
            },
            False,
        ),
    ],
)
def test_an_advisory_speaks_of_some_versions(
    tmp_path: Path, told: dict[str, object], *, is_weak: bool
) -> None:
    """As the schema of osv.dev orders them."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(told), "utf-8")

    count, found = weaknesses(pinned(LOCK), path)

    assert count == 1
    assert bool(found) == is_weak


def test_advisories_come_in_a_file_a_folder_or_a_zip(tmp_path: Path) -> None:
    """As osv.dev hands them out, and as somebody may have unpacked them."""
    folder = tmp_path / "several"
    folder.mkdir()
    weak = json.dumps(advisory("jinja2", {"introduced": "0"}))
    sound = json.dumps(advisory("nothing", {"introduced": "0"}))
    (folder / "a.json").write_text(weak, "utf-8")
    (folder / "b.json").write_text(sound, "utf-8")
    both = tmp_path / "both.json"
    both.write_text(f"[{weak},{sound}]", "utf-8")
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("PYSEC-a.json", weak)
        archive.writestr("PYSEC-b.json", sound)

    found = {str(weaknesses(pinned(LOCK), place)) for place in (folder, both, packed)}
    assert len(found) == 1
    assert found.pop().startswith("(2, [Weakness(package='jinja2', version='3.1.2'")


@pytest.mark.parametrize("text", ["", "{", "5", '[{"affected": 5}]', "null", '"x"'])
def test_a_broken_list_is_said_so(tmp_path: Path, text: str) -> None:
    """An unread advisory must not look like none."""
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")

    with pytest.raises(AdvisoriesError, match=r"a\.json"):
        weaknesses(pinned(LOCK), path)
    result = briefing("advisories", path, "--root", ROOT)
    assert result.exit_code == 1
    assert "không đọc được" in result.stderr


def test_the_command_says_what_is_weak(tmp_path: Path) -> None:
    """And exits with 1; with 0 where nothing is known."""
    lock, path = tmp_path / "lock.txt", tmp_path / "a.json"
    lock.write_text(LOCK, "utf-8")
    path.write_text(
        json.dumps(advisory("jinja2", {"introduced": "0"}, {"fixed": "3.1.3"})), "utf-8"
    )

    weak = briefing("advisories", path, "--lock", lock, "--lang", "en")
    assert weak.exit_code == 1
    assert "jinja2 3.1.2: PYSEC-jinja2 made up (fixed in: 3.1.3)" in weak.stdout
    assert "1 weakness in 3 locked packages, by 1 advisories" in weak.stderr
    path.write_text("[]", "utf-8")
    sound = briefing("advisories", path, "--root", ROOT)
    assert sound.exit_code == 0, sound.output
    missing = briefing("advisories", path, "--root", tmp_path)
    assert missing.exit_code == 1

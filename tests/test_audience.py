"""
What an audience may not see is nowhere in its site.

Each field of everything restricted holds a canary: a word that stands nowhere else.
The site made for everybody is searched for all of them, unpacked and decoded; the one
made for the restricted circle holds them, so they were there to be found. All people
and events are invented.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import unicodedata
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from generator.load import read_disk
from generator.model.article import Annotation
from generator.model.noun import Guarded, Noun
from generator.model.part import Part
from generator.model.registers import REGISTERS
from generator.pipeline import make_site
from generator.publish.manifest import UNPACKED
from tests.projects import TODAY, briefing, lay, lay_host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN, CLOSED = "cong-khai", "noi-bo"
CANARIES: dict[str, str] = {}
"""Field to its canary."""


def canary(field: str) -> str:
    """Return the word that stands in *field* alone."""
    digits = hashlib.sha256(field.encode()).hexdigest()[:20]
    return CANARIES.setdefault(
        field, digits.translate(str.maketrans("0123456789", "ghijklmnop"))
    )


c = canary


def citation(place: str) -> dict[str, str]:
    return {
        "publisher": c(f"{place}.publisher"),
        "author": c(f"{place}.author"),
        "title": c(f"{place}.title"),
        "url": f"https://example.invalid/{c(f'{place}.url')}",
        "published": "2021-01-02",
        "retrieved": "2021-01-03",
        "words": c(f"{place}.words"),
    }


def stated(place: str, value: object, quote: str = "") -> dict[str, object]:
    told: dict[str, object] = {
        "value": value,
        "basis": "inferred",
        "reason": c(f"{place}.reason"),
        "source": citation(f"{place}.source"),
    }
    return {**told, "quote": quote} if quote else told


def wording(place: str) -> dict[str, str]:
    return {"vi": c(f"{place}.vi"), "en": c(f"{place}.en")}


SENTENCE = (
    "{a} họp với {b} tại {place} ngày 6/4/2021, {honorific} {rank} {post} {org} dự."
)
A = c("text.a")
PLACE, HONORIFIC = c("event.place"), c("person.honorific")
RANK, POST, ORG_NAME = c("person.rank"), c("person.post"), c("organisation.printed")
LEVEL_PRINTED, AGREEMENT_PRINTED = c("relation.level"), c("agreement.printed")
PREFIX, SUFFIX = c("quote.prefix"), c("quote.suffix")
TEXT = (
    f"{A} họp tại {PLACE} ngày 6/4/2021, {HONORIFIC} {RANK} {POST} {ORG_NAME} dự. "
    f"Quan hệ là {LEVEL_PRINTED}, theo {AGREEMENT_PRINTED}. "
    f"{PREFIX} hai chữ {SUFFIX}, rồi lại hai chữ."
)
"""The printed text of the restricted article."""
QUOTE = f"{A} họp tại {PLACE} ngày 6/4/2021"
ACCEPTED = {"code": "likely-same-event", "reason": c("accepted.reason")}


def event(code: str, **more: object) -> dict[str, object]:
    return {
        "id": c(f"event.{code}.id"),
        "name": c(f"event.{code}.name"),
        "type": "hoi-dam",
        "quote": QUOTE,
        **more,
    }


def restricted_article() -> dict[str, object]:
    """Return an annotation in which every field of every form is filled."""
    first = event(
        "first",
        date="2021-04-06",
        place=PLACE,
        visit_type=stated("event.visit_type", "working"),
        direction=stated("event.direction", "incoming"),
        level=stated("event.level", "minister"),
        partners="fj",
        mechanism=stated("event.mechanism", c("mechanism.code")),
        edition=stated("event.edition", 3),
        agreements=stated("event.agreements", c("agreement.code")),
        participants=[
            {"who": c("person.code"), "role": "host", "quote": QUOTE},
            {"who": c("organisation.code")},
        ],
        accepted=ACCEPTED,
    )
    second = event(
        "second",
        date=stated("event.date", "2021-04-06", QUOTE),
        part_of=stated("event.part_of", c("event.first.id")),
    )
    return {
        "id": c("article.id"),
        "title": c("article.title"),
        "audience": CLOSED,
        "partners": "fj",
        "source": {**citation("article.source"), "archived": f"seeds/{c('archived')}"},
        "summary": c("article.summary"),
        "aliases": f"partners/fj/2020/{c('article.alias')}",
        "topics": {"topic": c("topic.code"), "quote": QUOTE},
        "events": [first, second],
        "reports": {"event": "hop-mo", "quote": QUOTE},
        "outcomes": [
            {
                "id": c("outcome.id"),
                "modality": "proposed",
                "what": c("outcome.what"),
                "quote": {"exact": "hai chữ", "prefix": PREFIX, "suffix": SUFFIX},
                "event": c("event.first.id"),
                "point": 1,
                "by": c("organisation.code"),
                "to": "fj",
                "topics": c("topic.code"),
                "mechanisms": c("mechanism.code"),
                "agreements": c("agreement.code"),
                "due": stated("outcome.due", "2027-03"),
                "accepted": ACCEPTED,
                "follows": "viec-mo",
            }
        ],
        "relations": {
            "partner": "fj",
            "level": LEVEL_PRINTED,
            "since": stated("relation.since", "2019"),
            "quote": f"Quan hệ là {LEVEL_PRINTED}",
            "accepted": ACCEPTED,
        },
        "people": {
            "person": c("person.code"),
            "honorific": HONORIFIC,
            "rank": RANK,
            "posts": {
                "title": POST,
                "organisation": c("organisation.code"),
                "quote": f"{POST} {ORG_NAME}",
            },
            "quote": f"{HONORIFIC} {RANK} {POST} {ORG_NAME}",
            "accepted": ACCEPTED,
        },
        "organisations": {
            "organisation": c("organisation.code"),
            "name": ORG_NAME,
            "quote": ORG_NAME,
        },
        "places": {"name": PLACE, "country": "fj", "quote": PLACE},
        "mechanisms": {
            "mechanism": c("mechanism.code"),
            "status": "existing",
            "quote": QUOTE,
        },
        "agreements": {
            "agreement": c("agreement.code"),
            "name": AGREEMENT_PRINTED,
            "date": stated("agreement.date", "2020"),
            "quote": AGREEMENT_PRINTED,
            "accepted": ACCEPTED,
        },
        "terms": {"term": c("term.code"), "quote": QUOTE},
        "notes": {
            "kind": "context",
            "text": c("note.text"),
            "by": c("note.by"),
            "date": "2021-05-01",
            "quote": QUOTE,
            "source": citation("note.source"),
        },
    }


def open_article() -> dict[str, object]:
    """Return an annotation that everybody may read, but for three of its items."""
    return {
        "id": "mo",
        "title": "Bài ai cũng đọc được",
        "partners": "fj",
        "events": [
            {
                "id": "hop-mo",
                "name": "Cuộc họp mở",
                "type": "hoi-dam",
                "date": "2021-03-05",
                "quote": "họp ngày 5/3/2021",
            },
            {
                "id": c("inner.event.id"),
                "name": c("inner.event.name"),
                "type": "hoi-dam",
                "audience": CLOSED,
                "date": stated("inner.event.date", "2021-03-05"),
            },
        ],
        "outcomes": [
            {
                "id": "viec-mo",
                "modality": "proposed",
                "what": "Lập Ủy ban Mẫu",
                "event": "hop-mo",
            },
            {
                "id": c("inner.outcome.id"),
                "modality": "agreed",
                "what": c("inner.outcome.what"),
                "audience": CLOSED,
                "event": "hop-mo",
                "follows": "viec-mo",
            },
        ],
        "notes": [
            {
                "kind": "context",
                "text": c("inner.note.text"),
                "by": c("inner.note.by"),
                "date": "2021-05-01",
                "audience": CLOSED,
            }
        ],
    }


def held(place: str, **more: object) -> dict[str, object]:
    return {
        "since": "2020-01-01",
        "until": "2024-01-01",
        "seen": "2021-04-06",
        "source": citation(f"{place}.source"),
        **more,
    }


def registers() -> dict[str, dict[str, Any]]:
    """Return every register with an entry whose fields are all filled."""
    known = {
        "date": "2019-03-02",
        "event": c("event.first.id"),
        "source": citation("known"),
    }
    closed = {"audience": CLOSED, "accepted": ACCEPTED}
    return {
        "partners": {
            "fj": {"name": "Fiji"},
            "mt": {
                **closed,
                "name": wording("partner.name"),
                "aliases": c("partner.alias"),
                "diplomatic_relations": known,
                "levels": {
                    "level": wording("partner.level"),
                    "since": "2019-03-02",
                    "event": c("event.first.id"),
                    "agreement": c("agreement.code"),
                    "source": citation("partner.level.source"),
                },
                "missions": {
                    "organisation": c("organisation.code"),
                    "place": c("mission.place"),
                    "source": citation("mission.source"),
                },
                "position": {
                    "lat": 35.9,
                    "lon": 14.5,
                    "source": citation("position.source"),
                },
                "source": citation("partner.source"),
            },
        },
        "people": {
            c("person.code"): {
                **closed,
                "name": wording("person.name"),
                "aliases": c("person.alias"),
                "country": "mt",
                "ranks": held("rank", rank=c("rank.rank")),
                "posts": held(
                    "post", title=c("post.title"), organisation=c("organisation.code")
                ),
                "source": citation("person.source"),
            }
        },
        "organisations": {
            c("organisation.code"): {
                **closed,
                "name": wording("organisation.name"),
                "aliases": c("organisation.alias"),
                "kind": "party",
                "country": "mt",
                "parent": c("organisation.parent"),
                "renamed_from": c("organisation.before"),
                "source": citation("organisation.source"),
            },
            c("organisation.parent"): {**closed, "name": c("organisation.parent.name")},
            c("organisation.before"): {**closed, "name": c("organisation.before.name")},
        },
        "topics": {
            c("topic.code"): {
                **closed,
                "name": wording("topic.name"),
                "parent": c("topic.parent"),
            },
            c("topic.parent"): {**closed, "name": c("topic.parent.name")},
        },
        "mechanisms": {
            c("mechanism.code"): {
                **closed,
                "name": wording("mechanism.name"),
                "aliases": c("mechanism.alias"),
                "partners": ["fj", "mt"],
                "level": "minister",
                "cadence": 12,
                "editions": {
                    "number": 2,
                    "date": "2020-04-06",
                    "place": c("edition.place"),
                    "source": citation("edition.source"),
                },
                "source": citation("mechanism.source"),
            }
        },
        "agreements": {
            c("agreement.code"): {
                **closed,
                "name": wording("agreement.name"),
                "aliases": c("agreement.alias"),
                "kind": "treaty",
                "partners": ["fj", "mt"],
                "parties": c("organisation.code"),
                "signed": known,
                "in_force": known,
                "status": "in-force",
                "supersedes": c("agreement.before"),
                "source": citation("agreement.source"),
            },
            c("agreement.before"): {**closed, "name": c("agreement.before.name")},
        },
        "terms": {
            c("term.code"): {
                **closed,
                "short": c("term.short"),
                "name": wording("term.name"),
                "aliases": c("term.alias"),
                "source": citation("term.source"),
            }
        },
        "event_types": {"hoi-dam": {"name": "hội đàm", "is_contact": "true"}},
    }


SNAPSHOT = {
    "format": "briefing-snapshot/1",
    "as_of": "2026-01-01",
    "articles": [
        {"id": c("article.id"), "title": c("snapshot.title")},
        {"id": "mo", "title": "Tên cũ của bài mở"},
    ],
    "events": [{"id": c("event.first.id"), "name": c("snapshot.event")}],
    "outcomes": [
        {"id": c("outcome.id"), "modality": "discussed", "what": c("snapshot.outcome")}
    ],
    "levels": [
        {"partner": "mt", "level": c("snapshot.level"), "since": "2018"},
    ],
    "posts": [{"person": c("person.code"), "title": c("snapshot.post")}],
    "editions": [{"mechanism": c("mechanism.code"), "number": 1}],
}
"""Taken when all of this was still open to everybody."""


def written(folder: Path, name: str, value: object) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a canary in every field of what is restricted."""
    root = tmp_path_factory.mktemp("audience") / "project"
    site = {
        "name": {"vi": "Trang thử", "en": "Test site"},
        "language": "vi",
        "other_languages": ["en"],
        "home": "vn",
        "file_name": "trang-thu",
        "unanswered_after": 1200,
        "audiences": {OPEN: "CÔNG KHAI", CLOSED: "NỘI BỘ"},
        "severity": {"unused-entry": "off", "not-in-office": "off"},
    }
    written(root, "site_config/site.yml", site)
    for name, entries in registers().items():
        written(root, f"site_config/{name}.yml", entries)
    for name, fields, text in (
        (f"{c('file.name')}.md", restricted_article(), TEXT),
        ("mo.md", open_article(), "Hai bên họp ngày 5/3/2021. Không có thật."),
    ):
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\n{json.dumps(fields, ensure_ascii=False)}\n---\n\n{text}\n", "utf-8"
        )
    written(root, "snapshots/2026-01-01.json", SNAPSHOT)
    lay_host(root)
    return root


def filled(noun: Noun) -> Iterator[tuple[str, str]]:
    """Yield the form and name of each field below *noun* that holds something."""
    for each in (noun, *(value for value in noun.walk() if isinstance(value, Noun))):
        for name, field in type(each).model_fields.items():
            if getattr(each, name) != field.default:
                yield type(each).__name__.split("[")[0], name


def forms_below(form: type[Noun], seen: set[type[Noun]]) -> set[type[Noun]]:
    """Return *form* and every form that its fields may hold."""
    if form in seen:
        return seen
    seen.add(form)
    for field in form.model_fields.values():
        for part in _parts(field.annotation):
            forms_below(part, seen)
    return seen


def _parts(annotation: Any) -> Iterator[type[Noun]]:  # noqa: ANN401 -- any type at all
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _parts(inner)


def test_every_field_of_what_may_be_restricted_is_filled(project: Path) -> None:
    """A field that is added tomorrow wants a canary tomorrow."""
    site = make_site(read_disk(project), TODAY, part=Part(CLOSED))
    assert [p for p in site.problems if p.severity == "error"] == []
    archive = site.archive
    assert archive is not None
    nouns: list[Noun] = [article.annotation for article in archive.articles]
    nouns += [entry for _, _, entry in archive.registers.entries()]
    found = {each for noun in nouns for each in filled(noun)}
    wanted: set[type[Noun]] = forms_below(Annotation, set())
    for form in REGISTERS.values():
        if issubclass(form, Guarded):
            forms_below(form, wanted)
    lacking = {
        (form.__name__.split("[")[0], name)
        for form in wanted
        for name in form.model_fields
        if name not in {"suggested", "plain"}
    } - found

    assert lacking == set()


def shapes(name: str, data: bytes) -> Iterator[str]:
    """Yield what a file says, in every way in which somebody may read it."""
    yield name
    for ending, unpack in UNPACKED.items():
        if name.endswith(ending):
            yield from shapes(name.removesuffix(ending), unpack(data))
            return
    if name.endswith((".docx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for each in archive.namelist():
                yield from shapes(each, archive.read(each))
        return
    if name.endswith(".pdf"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield str(reader.metadata)
        yield str(
            [each.get("/Title") for each in reader.outline if isinstance(each, dict)]
        )
        for page in reader.pages:
            yield page.extract_text().replace("\n", "")
        return
    text = data.decode("utf-8", "replace")
    yield text
    yield unescape(text)
    yield re.sub(r"<[^>]*>", "", unescape(text))
    yield re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    folded = unicodedata.normalize("NFD", text)
    yield "".join(each for each in folded if not unicodedata.combining(each))


def seen_in(folder: Path) -> set[str]:
    """Return the fields whose canaries are in *folder*, half of a canary included."""
    said = "\n".join(
        shape
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for shape in shapes(path.relative_to(folder).as_posix(), path.read_bytes())
    ).lower()
    # an index may keep the beginning of a word apart from its end
    halves = {
        half: field
        for field, word in CANARIES.items()
        for half in (word[:10], word[10:])
    }
    runs = re.findall(r"[a-p]{10,}", said)
    pieces = {run[at : at + 10] for run in runs for at in range(len(run) - 9)}
    return {halves[each] for each in pieces & halves.keys()}


def outputs(project: Path, into: Path, audience: str) -> Path:
    """Make everything that can be made for *audience*, below *into*."""
    option = ("--audience", audience) if audience else ()
    commands: list[tuple[str | Path, ...]] = [("build", project, *option)]
    # who names no audience gets what everybody gets; the site shows that
    commands += (
        []
        if not audience
        else [
            ("render", project, "--to", into / "markdown", *option),
            ("pack", project, "--partner", "fj", "--to", into / "pack", *option),
            ("snapshot", project, "--to", into / "snapshot.json", *option),
            ("zip", project),
            ("zip", project, "--partner", "fj", *option),
            ("release", into / "host", "--root", project),
            ("audit", project / "site", "--root", project),
        ]
    )
    for words in commands:
        result = briefing(*words)
        assert result.exit_code == 0, (words, result.output)
    lay(project / "site", into / "site")
    if audience:
        lay(project / "dist", into / "dist")
        shutil.rmtree(project / "dist")
    return into


@pytest.fixture(scope="module")
def made(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return what was made for each audience."""
    return {
        each: outputs(project, tmp_path_factory.mktemp(each or "default"), each)
        for each in (CLOSED, OPEN, "")
    }


@pytest.mark.parametrize("audience", [OPEN, ""])
def test_no_canary_is_in_anything_made_for_everybody(
    made: dict[str, Path], audience: str
) -> None:
    """Not in pages, index, packs, zips, releases, snapshots, nor a file's name."""
    assert len(CANARIES) > 150
    assert seen_in(made[audience]) == set()


def test_the_canaries_were_there_to_be_found(made: dict[str, Path]) -> None:
    """Those of the restricted circle see nearly all; some fields no page shows."""
    unseen = CANARIES.keys() - seen_in(made[CLOSED])

    # what a check alone reads, and what a page says in other words
    assert {re.sub(r".*\.", "", each) for each in unseen} <= {
        *("reason", "author", "publisher", "title", "url", "words", "prefix", "suffix"),
        *("archived", "en", "vi", "alias", "event", "level", "name", "outcome", "post"),
    }, unseen
    assert len(unseen) < len(CANARIES) / 3, unseen


def test_counts_speak_of_what_is_there(made: dict[str, Path]) -> None:
    """Everybody has one article and one event, the inner circle two and four."""
    for audience, articles in ((OPEN, 1), (CLOSED, 2)):
        told = json.loads((made[audience] / "site/manifest.json").read_text("utf-8"))
        assert told["counts"]["articles"] == articles
        assert told["audience"] == audience


def test_the_marking_stands_on_every_page_and_paper(made: dict[str, Path]) -> None:
    """In the words of the site, on the screen and in print."""
    for audience, marking in ((OPEN, "CÔNG KHAI"), (CLOSED, "NỘI BỘ")):
        site = made[audience] / "site"
        for page in site.rglob("*.html"):
            text = page.read_text("utf-8")
            if page.name != "404.html" and 'http-equiv="refresh"' not in text:
                assert text.count(marking) >= 2, page
        [pdf, *_] = (site / "partners/fj").glob("*.pdf")
        said = pypdf.PdfReader(pdf).pages[0].extract_text()
        assert marking in said


def test_an_unknown_audience_is_refused(project: Path) -> None:
    """By name, with those that there are; and nothing is built."""
    for command in (["build"], ["zip"], ["serve"], ["snapshot"]):
        result = briefing(*command, project, "--audience", "mat")
        assert result.exit_code == 1
        assert "không có phạm vi nào mang mã `mat`" in result.stderr
        assert OPEN in result.stderr


def test_the_audit_would_find_what_is_restricted(
    project: Path, made: dict[str, Path]
) -> None:
    """It is the second look: were something let through, nothing is published."""
    page = made[OPEN] / "site/timeline.html"
    kept = page.read_bytes()
    word = canary("outcome.id").encode()
    page.write_bytes(kept.replace(b"</main>", b"<p>" + word + b"</p></main>"))
    result = briefing("audit", made[OPEN] / "site", "--root", project)
    page.write_bytes(kept)

    assert result.exit_code == 1
    assert "[restricted]" in result.stderr
    sound = briefing("audit", made[OPEN] / "site", "--root", project)
    assert sound.exit_code == 0, sound.output

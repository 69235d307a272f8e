"""
Make a project of N articles, the same for the same numbers.

    python -m benchmarks.corpus DIR 1000

Everything in it is made up and says so by its name (`Nhân vật 12`); only codes and
names of countries are real. What an article holds follows what such reports hold: some
4 KB of text in paragraphs (`benchmarks/prose.py`), a visit with talks in two of three,
a meeting alone in the others, none to eight outcomes (three on average), two to five
people, topics, a mechanism in one of five, follow-ups of earlier proposals, a note in
one of twenty, and a quote for every fact.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from pathlib import Path

from benchmarks.prose import COUNTRIES, YEARS, report

ROOT = Path(__file__).parent.parent
PEOPLE = 400
TOPICS = 60
ORGANISATIONS = 40
MECHANISMS = 30
OUTCOMES = (0, 1, 2, 2, 3, 3, 4, 4, 5, 8)
"""How many outcomes an article may have; three on average, or a little more."""
FEWEST_WORDS = 3
"""Fewer may stand elsewhere in the text, too."""
VERBS = {
    "discussed": "Hai bên trao đổi về",
    "proposed": "Phía Việt Nam đề nghị",
    "agreed": "Hai bên nhất trí",
    "under-way": "Hai bên đang triển khai",
    "completed": "Hai bên đã hoàn thành",
}
CIRCLES = """
audiences:
  outer: {vi: Công khai, en: Public}
  inner: {vi: Nội bộ, en: Internal}
"""
LEVELS = (("vice-minister", "Thứ trưởng"), ("minister", "Bộ trưởng"))
TALKS = (("talks", "hội đàm"), ("courtesy-call", "tiếp xã giao"), ("talks", "trao đổi"))


def _sentences(number: int) -> list[str]:
    """Return the plain sentences of an article, each without a quotation mark."""
    return [each.replace('"', "") for each in report(number).sentences]


def _clause(sentence: str) -> str:
    """Return the first words of a sentence, enough to stand nowhere else."""
    words = sentence.rstrip(".").split()
    first = sentence.rstrip(".").split(", ")[0].split()
    return " ".join((first if len(first) >= FEWEST_WORDS else words)[:14])


def article(number: int) -> tuple[str, str]:  # noqa: PLR0915 -- reads as the file does
    """Return path and text of article *number*."""
    chance = random.Random(f"article {number}")  # noqa: S311 -- not for secrets
    made = report(number)
    year, month, day = made.day
    date, spoken = f"{year}-{month:02}-{day:02}", f"{day}/{month}/{year}"
    country = COUNTRIES[made.country][0]
    people = chance.sample(range(PEOPLE), chance.randint(2, 5))
    guest, host = people[:2]
    level, rank = LEVELS[number % 2]
    kind, verb = TALKS[number % 3]
    is_visit = number % 3 != 0
    visit = (
        f"Ngày {spoken}, {rank} Nhân vật {guest} thăm {country} theo lời mời của Nhân"
        f" vật {host}"
    )
    frame = f"Trong khuôn khổ chuyến thăm số {number}, " if is_visit else ""
    meeting = f"Nhân vật {guest} {verb} với Nhân vật {host} ngày {spoken} tại thủ đô"
    opening = [f"{visit}."] if is_visit else []
    others = "".join(f", Nhân vật {each}" for each in people[2:])
    opening.append(f"{frame}{meeting}{f', cùng dự có{others[1:]}' if others else ''}.")
    plain = _sentences(number)
    reached = modalities(number)
    topics = chance.sample(range(TOPICS), max(1, min(len(reached), 3)))
    outcomes, told = [], []
    for point, modality in enumerate(reached):
        what = _clause(plain.pop())
        words = f"{VERBS[modality]} {what[0].lower()}{what[1:]}"
        told.append(f"{words}. {plain.pop()}")
        lines = [
            f"  - id: o-{number}-{point}",
            f"    modality: {modality}",
            f"    what: {what}",
            f"    quote: {words}",
            f"    event: talks-{number}",
            f"    by: [vn{', ' + made.country if modality != 'proposed' else ''}]",
            f"    topics: [topic-{topics[point % len(topics)]}]",
        ]
        if modality in {"agreed", "completed"} and (asked := _asked_before(number)):
            lines.append(f"    follows: {asked}")
        if modality == "proposed" and number % 4 == 0:
            grounds = "basis: inferred, reason: Tự đặt"
            lines.append(f"    due: {{value: {year + 1}, {grounds}}}")
        outcomes.append("\n".join(lines))
    paragraphs = [made.title, *opening]
    while plain:
        paragraphs.append(" ".join(plain[:4]))
        plain = plain[4:]
        if told:
            paragraphs.append(told.pop(0))
    paragraphs += told
    mechanism = ""
    if number % 5 == 0:
        mechanism = f"    mechanism: mechanism-{number % MECHANISMS}\n"
        paragraphs.append(f"Cơ chế {number % MECHANISMS} họp trong dịp này.")
    events = ""
    if is_visit:
        events = (
            f"  - id: visit-{number}\n    name: Nhân vật {guest} thăm {country}\n"
            f"    type: visit\n    date: {date}\n    direction: outgoing\n"
            f"    level: {level}\n    quote: {visit}\n"
            "    participants:\n"
            f"      - {{who: person-{guest}, role: head-of-delegation}}\n"
            f"      - {{who: person-{host}, role: inviter}}\n"
        )
    events += (
        f"  - id: talks-{number}\n"
        f"    name: Nhân vật {guest} {verb} với Nhân vật {host}\n"
        f"    type: {kind}\n    date: {date}\n    quote: {meeting}\n"
        "    place: {value: thủ đô, quote: tại thủ đô}\n"
        + mechanism
        + (
            f"    part_of: {{value: visit-{number},"
            f" quote: Trong khuôn khổ chuyến thăm số {number}}}\n"
            if is_visit
            else ""
        )
        + "    participants:\n"
        f"      - {{who: person-{guest}}}\n      - {{who: person-{host}}}\n"
        + "".join(
            f"      - {{who: person-{each}, quote: Nhân vật {each}}}\n"
            for each in people[2:]
        )
    )
    notes = ""
    if number % 20 == 0:
        notes = (
            "notes:\n  - kind: context\n    by: Ban biên tập\n"
            f'    date: {year + 1}-01-15\n    quote: "{_clause(paragraphs[-1])}"\n'
            f"    text: Ghi chú tự đặt của bài {number}.\n"
        )
    said = "".join(
        f'  - {{topic: topic-{each}, quote: "{_clause(paragraphs[2 + at])}"}}\n'
        for at, each in enumerate(topics)
    )
    head = (
        f"---\nid: article-{number}\ntitle: {made.title}\npartners: [{made.country}]\n"
        f"source:\n  publisher: Báo {number % 9}\n  published: {date}\n"
        f"  retrieved: 2026-11-01\n"
        f"summary: {plain_summary(number)}\n"
        f"topics:\n{said}"
        f"events:\n{events}"
        + (f"outcomes:\n{chr(10).join(outcomes)}\n" if outcomes else "")
        + notes
    )
    path = f"content/{made.country}/{year}/{date}-{number}.md"
    return path, f"{head}---\n" + "\n".join(paragraphs) + "\n"


def plain_summary(number: int) -> str:
    """Return a summary in one sentence."""
    return _clause(_sentences(number)[0]) + "."


def modalities(number: int) -> list[str]:
    """Return how far each outcome of an article has come."""
    chance = random.Random(f"outcomes {number}")  # noqa: S311 -- not for secrets
    return chance.choices(list(VERBS), k=chance.choice(OUTCOMES))


def _asked_before(number: int) -> str:
    """Return a proposal to the same partner of an earlier year; empty for none."""
    country = report(number).country
    for earlier in range(number - 1, number - number % YEARS - 1, -1):
        if report(earlier).country == country and "proposed" in modalities(earlier):
            return f"o-{earlier}-{modalities(earlier).index('proposed')}"
    return ""


def registers() -> dict[str, str]:
    """Return name and text of each register."""
    codes = sorted(COUNTRIES)
    partners = "".join(f"{code}: {{}}\n" for code in codes)
    return {
        "partners": partners,
        "people": "".join(
            f"person-{n}: {{name: Nhân vật {n}}}\n" for n in range(PEOPLE)
        ),
        "organisations": "".join(
            f"organisation-{n}: {{name: Cơ quan {n}}}\n" for n in range(ORGANISATIONS)
        ),
        "topics": "".join(f"topic-{n}: {{name: Chủ đề {n}}}\n" for n in range(TOPICS)),
        "mechanisms": "".join(
            f"mechanism-{n}:\n  name: Cơ chế {n}\n" for n in range(MECHANISMS)
        ),
    }


def kept_back(number: int, text: str, count: int) -> str:
    """Return *text* with its notes for the inner circle; the last is yet to come."""
    if number == count - 1:
        text = re.sub(r"(?m)^  published: .*$", "  published: 2999-01-01", text)
    return text.replace(
        "  - kind: context\n", "  - kind: context\n    audience: inner\n"
    )


def make_project(root: Path, count: int, *, is_parted: bool = False) -> None:
    """
    Write a project of *count* articles to *root*, which is not there yet.

    One that *is_parted* knows two audiences, and holds back notes and the last article.
    """
    root.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(ROOT / "site_config/theme", root / "site_config/theme")
    for name in ("site.yml", "event_types.yml"):
        shutil.copy(ROOT / "site_config" / name, root / "site_config")
    if is_parted:
        with (root / "site_config/site.yml").open("a", encoding="utf-8") as site:
            site.write(CIRCLES)
    for name, text in registers().items():
        (root / f"site_config/{name}.yml").write_text(text, encoding="utf-8")
    for number in range(count):
        path, text = article(number)
        if is_parted:
            text = kept_back(number, text, count)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("count", type=int)
    arguments = parser.parse_args()
    make_project(arguments.root, arguments.count)

"""
Make a project of N articles, the same for the same numbers.

Everything in it is made up and says so by its name (`Nhân vật 12`); only the codes
of countries are real. The shape follows the two real articles: a visit that holds
talks, ten outcomes, five people, and a quote for every fact.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
COUNTRIES = [
    "au",
    "bn",
    "ca",
    "cn",
    "cu",
    "de",
    "fr",
    "gb",
    "id",
    "in",
    "it",
    "jp",
    "kh",
    "kr",
    "la",
    "my",
    "nz",
    "ph",
    "ru",
    "sg",
    "th",
    "us",
]
YEARS = 12
PEOPLE = 200
MODALITIES = ("discussed", "proposed", "agreed", "under-way", "completed")
FILLER = (
    "Hai bên trao đổi về tình hình khu vực và quốc tế cùng quan tâm, khẳng định tiếp"
    " tục phối hợp chặt chẽ tại các diễn đàn đa phương và đánh giá cao kết quả hợp tác"
    " trong thời gian qua."
)


def article(number: int) -> tuple[str, str]:
    """Return path and text of article *number*; one a day, over `YEARS` years."""
    country = COUNTRIES[number % len(COUNTRIES)]
    year = 2012 + number % YEARS
    month = 1 + number // YEARS % 12
    day = 1 + number // (YEARS * 12) % 28
    date = f"{year}-{month:02}-{day:02}"
    spoken = f"{day}/{month}/{year}"
    host, guest = number % PEOPLE, (number * 7 + 1) % PEOPLE
    lines = [
        (
            f"Ngày {spoken}, Nhân vật {guest} thăm nước {country} theo lời mời của"
            f" Nhân vật {host}, lần số {number}."
        ),
        f"Trong khuôn khổ chuyến thăm số {number}, hai bên hội đàm ngày {spoken}.",
    ]
    outcomes = []
    for point in range(10):
        words = f"Vấn đề số {point} của bài {number} được hai bên nêu tại cuộc hội đàm"
        lines.append(f"{words}. {FILLER}")
        outcomes.append(
            f"  - id: o-{number}-{point}\n"
            f"    modality: {MODALITIES[(number + point) % len(MODALITIES)]}\n"
            f"    what: Vấn đề số {point} của bài {number}\n"
            f"    quote: {words}\n"
            f"    event: talks-{number}\n"
            f"    by: [person-{guest}]\n"
            f"    topics: [topic-{point}]\n"
        )
    head = (
        f"---\nid: article-{number}\ntitle: Bài số {number}\npartners: [{country}]\n"
        f"source: {{publisher: Báo {number % 9}, published: {date}}}\n"
        f"summary: Tóm tắt của bài số {number}.\n"
        "events:\n"
        f"  - id: visit-{number}\n    name: Chuyến thăm số {number}\n    type: visit\n"
        f'    date: {date}\n    quote: "{lines[0].rstrip(".")}"\n'
        "    participants:\n"
        f"      - {{who: person-{guest}, role: guest}}\n"
        f"      - {{who: person-{host}, role: inviter}}\n"
        f"  - id: talks-{number}\n    name: Hội đàm số {number}\n    type: talks\n"
        f"    date: {date}\n    quote: hai bên hội đàm ngày {spoken}\n"
        f"    part_of: {{value: visit-{number},"
        f" quote: Trong khuôn khổ chuyến thăm số {number}}}\n"
        "outcomes:\n"
    )
    path = f"content/{country}/{year}/{date}-{number}.md"
    return path, head + "".join(outcomes) + "---\n" + "\n".join(lines) + "\n"


def make_project(root: Path, count: int) -> None:
    """Write a project of *count* articles to *root*, which is not there yet."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(ROOT / "site_config/theme", root / "site_config/theme")
    for name in ("site.yml", "event_types.yml"):
        shutil.copy(ROOT / "site_config" / name, root / "site_config")
    registers = {
        "partners": "".join(f"{code}: {{}}\n" for code in COUNTRIES),
        "people": "".join(
            f"person-{n}: {{name: Nhân vật {n}}}\n" for n in range(PEOPLE)
        ),
        "topics": "".join(f"topic-{n}: {{name: Chủ đề {n}}}\n" for n in range(10)),
    }
    for name, text in registers.items():
        (root / f"site_config/{name}.yml").write_text(text, encoding="utf-8")
    for number in range(count):
        path, text = article(number)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("count", type=int)
    arguments = parser.parse_args()
    make_project(arguments.root, arguments.count)

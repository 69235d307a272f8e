"""
Made-up Vietnamese news prose, the same for the same number.

Real news repeats a few thousand words of one to three syllables, the common ones very
often (Zipf), with names, numbers and dates between. The words here are syllables that
the spelling allows, put together by chance, among phrases that such reports do print.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

ONSETS = (
    "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()  # noqa: SIM905 -- a list of letters reads best
)
RHYMES = (
    "a ai an ang anh ao at au ay ăn ăng ât âm ân âu ây e em en eo ê ên ênh i ia iên"  # noqa: SIM905
    " iêt iêu im in inh it iu o oa oan oi om on ong ô ôi ôn ông ơ ơi ơn u ua uân uôc"
    " uôi uôn ui un ung ư ưa ươc ươi ươn ương ưu".split()
)
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
WORD_COUNT = 6000
PHRASE_EVERY = 12
"""One in so many words of the vocabulary is such a phrase."""
PHRASES = [
    *["tăng cường hợp tác", "an ninh mạng", "phòng, chống tội phạm"],
    *["quan hệ song phương", "hai bên", "nhất trí", "đề nghị"],
    *["trao đổi thông tin", "tội phạm xuyên quốc gia", "chuyến thăm chính thức"],
    *["ký kết thỏa thuận", "đối tác chiến lược", "cơ chế đối thoại"],
    *["đường dây nóng", "Bộ Công an", "Bộ Ngoại giao", "Bộ Quốc phòng"],
    *["Thủ tướng Chính phủ", "Chủ tịch nước", "Bộ trưởng", "Thứ trưởng"],
    *["đại sứ quán", "kim ngạch thương mại", "biến đổi khí hậu", "cứu hộ, cứu nạn"],
    *["tư pháp hình sự", "hòa bình, ổn định", "ủy ban hỗn hợp", "Liên hợp quốc"],
    *["ASEAN", "Việt Nam", "trong khuôn khổ", "nhân dịp", "đánh giá cao"],
    *["thúc đẩy", "kết quả", "phát triển kinh tế", "giáo dục, đào tạo"],
]
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()  # noqa: SIM905
COUNTRIES = {
    "au": ("Australia", "Úc", "Ô-xtrây-li-a"),
    "bn": ("Brunei", "Bru-nây", "Brunei Darussalam"),
    "cn": ("Trung Quốc", "China", "CHND Trung Hoa"),
    "fr": ("Pháp", "France", "Cộng hòa Pháp"),
    "jp": ("Nhật Bản", "Nhật", "Japan"),
    "kr": ("Hàn Quốc", "Korea", "Đại Hàn Dân Quốc"),
    "la": ("Lào", "Laos", "CHDCND Lào"),
    "ru": ("Nga", "Liên bang Nga", "Russia"),
    "sg": ("Singapore", "Xin-ga-po", "Xinh-ga-po"),
    "us": ("Hoa Kỳ", "Mỹ", "United States"),
}
"""Code to name and other names; two other names of each are in no text."""
FIRST_YEAR, YEARS = 2008, 18


@dataclass(frozen=True, slots=True)
class Report:
    """An article that says nothing."""

    number: int
    title: str
    sentences: tuple[str, ...]
    country: str
    day: tuple[int, int, int]
    """Year, month, day."""


@cache
def words() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the vocabulary, most frequent first, and its running weights."""
    import unicodedata  # noqa: PLC0415

    chance = random.Random(7)  # noqa: S311 -- not for secrets
    syllables = [
        unicodedata.normalize("NFC", onset + rhyme[: _nucleus(rhyme)] + tone + rest)
        for onset in ONSETS
        for rhyme in RHYMES
        for tone in TONES
        for rest in [rhyme[_nucleus(rhyme) :]]
    ]
    chance.shuffle(syllables)
    common = syllables[:2400]
    found: dict[str, None] = {}
    phrases = list(PHRASES)
    while len(found) < WORD_COUNT:
        if phrases and len(found) % PHRASE_EVERY == PHRASE_EVERY - 1:
            found[phrases.pop(0)] = None
        size = chance.choice((1, 2, 2, 2, 3))
        found[" ".join(chance.choices(common, k=size))] = None
    weights = tuple(accumulate(1 / (rank + 3) for rank in range(len(found))))
    return tuple(found), weights


def _nucleus(rhyme: str) -> int:
    """Return where the tone mark stands in *rhyme*: behind its main vowel."""
    for pair in ("iê", "uô", "ươ"):
        if rhyme.startswith(pair):
            return 2
    if rhyme.startswith("uâ"):
        return 2
    return 2 if rhyme.startswith("oa") and len(rhyme) > 2 else 1  # noqa: PLR2004


@lru_cache(256)
def report(number: int) -> Report:
    """Return report *number*: about 4 KB in some 25 sentences."""
    chance = random.Random(number)  # noqa: S311 -- not for secrets
    vocabulary, weights = words()
    country = chance.choice(sorted(COUNTRIES))
    year = FIRST_YEAR + number % YEARS
    month, day = 1 + chance.randrange(12), 1 + chance.randrange(28)
    people = [_person(chance.randrange(400)) for _ in range(3)]

    def some(count: int) -> str:
        return " ".join(chance.choices(vocabulary, cum_weights=weights, k=count))

    title = _sentence(f"{some(4)} {COUNTRIES[country][0]} {some(2)}")[:-1]
    sentences = []
    for at in range(22 + number % 8):
        parts = [some(chance.randint(5, 9))]
        if at % 4 == 0:
            parts.append(f"với {COUNTRIES[country][0]}")
        if at % 3 == 0:
            parts.append(f"ông {chance.choice(people)}")
        if at % 6 == 0:
            form = chance.choice(("{d}-{m}", "{d}/{m}/{y}", "{d} tháng {m} năm {y}"))
            parts.append("ngày " + form.format(d=day, m=month, y=year))
        if at % 7 == 0:
            parts.append(f"{chance.randint(2, 999)} {some(1)}")
        parts.append(some(chance.randint(4, 8)))
        sentences.append(_sentence(", ".join(parts) if at % 2 else " ".join(parts)))
    return Report(number, title, tuple(sentences), country, (year, month, day))


def _person(number: int) -> str:
    chance = random.Random(f"person {number}")  # noqa: S311 -- not for secrets
    given = [each.capitalize() for each in words()[0][60 + number : 64 + number]]
    return f"{chance.choice(FAMILIES)} {' '.join(' '.join(given).split()[:2]).title()}"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."

"""The catalogues: complete in every language, and nothing in them that nobody says."""

from __future__ import annotations

import ast
import re
import unicodedata
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel import Locale

from generator.derive.coming import ComingKind
from generator.derive.held import SORTS
from generator.diagnostics import Severity
from generator.model.article import (
    Direction,
    Level,
    MechanismStatus,
    Modality,
    NoteKind,
    Role,
    VisitType,
)
from generator.model.noun import Basis
from generator.model.registers import (
    REGISTERS,
    AgreementKind,
    AgreementStatus,
    OrganisationKind,
)
from generator.model.snapshot import (
    ArticleRecord,
    EditionRecord,
    EventRecord,
    LevelRecord,
    OutcomeRecord,
    PostRecord,
)
from generator.words import LANGUAGES, Words, catalogue
from tests.projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from generator.model.noun import Noun

CODE = sorted((ROOT / "generator").rglob("*.py"))
TEMPLATES = sorted((ROOT / "generator").rglob("*.j2"))

FAMILIES: Mapping[str, type[StrEnum]] = {
    "agreement_kind": AgreementKind,
    "agreement_status": AgreementStatus,
    "basis": Basis,
    "coming": ComingKind,
    "direction": Direction,
    "exchanges": Direction,
    "ledger": Modality,
    "level": Level,
    "mechanism_status": MechanismStatus,
    "modality": Modality,
    "note": NoteKind,
    "organisation_kind": OrganisationKind,
    "role": Role,
    "severity": Severity,
    "visit_type": VisitType,
}
"""Sections of which each value of an enum has a word."""
RECORDS: Mapping[str, type[Noun]] = {
    "article": ArticleRecord,
    "edition": EditionRecord,
    "event": EventRecord,
    "level": LevelRecord,
    "outcome": OutcomeRecord,
    "post": PostRecord,
}
IDENTITIES = {"id", "partner", "person", "mechanism", "number"}
"""What a record is told apart by; it does not change."""
MOVES = {"outcome-moved", "level-moved"}
OTHER_FAMILIES: Mapping[str, Iterable[str]] = {
    "changes": {
        *(
            f"{noun}-{what}"
            for noun, record in RECORDS.items()
            for what in {"new", "removed", *record.model_fields} - IDENTITIES
        ),
        *(f"part.{noun}" for noun in RECORDS),
        *MOVES,
    },
    "coverage": (),  # its keys are written out, too
    "facts": (),
    "held": SORTS,
    "reference": REGISTERS.keys() - {"partners", "terms", "event_types"},
}
"""Sections whose keys are put together of other things than an enum."""
STANDINGS = ("outcome.lasting", "outcome.standing")
"""What is said of a matter by its status."""
DATE_FORMS = {"day", "day_month", "day_only", "month", "month_only", "year"}
"""What `render/dates.py` says by f-string; a test of dates says each of them."""
EVENT_DETAILS = {"visit_type", "direction", "level"}
"""Facts of an event whose label is the name of the field."""
WHERE_NOTHING_IS_WRITTEN = {"mechanism_status.unknown"}
"""What is said when a field of an enum is left out."""
DIAGNOSTIC = "diagnostic"

KEY = re.compile(r"[a-z_]+(?:\.[a-z_-]+)+")
SECTIONS = {key.partition(".")[0] for key in catalogue("vi").phrases}


def is_key(text: str) -> bool:
    """Tell whether *text* is written like a key of one of the sections."""
    is_file = text.endswith((".json", ".md", ".yml"))
    return (
        bool(KEY.fullmatch(text)) and not is_file and text.partition(".")[0] in SECTIONS
    )


def literal_keys() -> set[str]:
    """Every key that code or a template writes out."""
    found = {
        node.value
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'(?<!attribute=)"([^"\n]*)"', text))
        found |= set(re.findall(r'say\("([^"\n]*)"', text))
    return {text for text in found if is_key(text)}


def prefixes() -> set[str]:
    """Every section of which code or a template puts a key together."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(
                node.values[0], ast.Constant
            ):
                found.add(str(node.values[0].value))
    for path in TEMPLATES:
        found |= set(re.findall(r'"([^"\n]*)" ~', path.read_text(encoding="utf-8")))
    heads = {text[:-1] for text in found if re.fullmatch(r"[a-z_]+\.", text)}
    return heads & SECTIONS


def family_keys() -> set[str]:
    """Every key that is put together."""
    found = {f"{name}.{each}" for name, enum in FAMILIES.items() for each in enum}
    found |= {f"date.{form}" for form in DATE_FORMS} | WHERE_NOTHING_IS_WRITTEN
    found |= {f"{name}.{key}" for name, keys in OTHER_FAMILIES.items() for key in keys}
    found |= {f"{name}.{each}" for name in STANDINGS for each in Modality}
    return found | {f"fact.{kind}" for kind in EVENT_DETAILS}


def placeholders(phrase: str | Mapping[str, str]) -> set[str]:
    """Return what a phrase speaks of."""
    texts = [phrase] if isinstance(phrase, str) else list(phrase.values())
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def own(language: str) -> set[str]:
    """Return the keys of a catalogue that do not belong to a diagnostic."""
    keys = catalogue(language).phrases
    return {key for key in keys if not key.startswith(f"{DIAGNOSTIC}.")}


def test_every_language_has_the_same_keys() -> None:
    """A word that one language lacks would be a crash on that site only."""
    known = {language: set(catalogue(language).phrases) for language in LANGUAGES}

    assert all(keys == known["vi"] for keys in known.values())


@pytest.mark.parametrize("key", sorted(catalogue("vi").phrases))
def test_every_language_speaks_of_the_same_things(key: str) -> None:
    """A translation forgets no value, and invents none."""
    spoken_of = {
        language: placeholders(catalogue(language).phrases[key])
        for language in LANGUAGES
    }

    said = spoken_of["vi"] | spoken_of["en"]
    # a month has a number or a name; a plural form may do without its number
    free = {"count", "month", "month_name"}
    assert all(said - each <= free for each in spoken_of.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_has_the_forms_of_its_language(language: str) -> None:
    """CLDR says how many forms there are: one in Vietnamese, two in English."""
    wanted = {*Locale.parse(language).plural_form.tags, "other"}

    forms = {
        key: set(phrase)
        for key, phrase in catalogue(language).phrases.items()
        if not isinstance(phrase, str)
    }

    assert forms
    assert {key: each for key, each in forms.items() if each != wanted} == {}


def test_the_same_phrases_are_plural_in_every_language() -> None:
    """Code gives a count or it does not; it never asks which language it speaks."""
    plural = {
        language: {
            key
            for key, phrase in catalogue(language).phrases.items()
            if not isinstance(phrase, str)
        }
        for language in LANGUAGES
    }

    # Vietnamese has one form, which need not be written as a form
    assert plural["vi"] <= plural["en"]
    for key in plural["en"] - plural["vi"]:
        assert "count" in placeholders(catalogue("vi").phrases[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_asked_for_is_there(language: str) -> None:
    """No page and no command ends in a KeyError."""
    assert (literal_keys() | family_keys()) - set(catalogue(language).phrases) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_kept_that_nobody_says(language: str) -> None:
    """The catalogue is what people see, and nothing else."""
    assert own(language) - literal_keys() - family_keys() == set()


def test_every_put_together_key_belongs_to_a_family() -> None:
    """A new f-string key is named here, so that its words are looked for."""
    known = set(FAMILIES) - {"visit_type"}  # said by the name of its field only
    assert prefixes() == known | set(OTHER_FAMILIES) | {"date", DIAGNOSTIC, "fact"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagnostic_is_a_message_and_a_help(language: str) -> None:
    """The one says what is wrong, the other how to mend it."""
    found: dict[str, set[str]] = {}
    for key in catalogue(language).phrases:
        if key.startswith(f"{DIAGNOSTIC}."):
            _, code, part = key.split(".")
            found.setdefault(code, set()).add(part)

    assert found
    assert {
        c: parts for c, parts in found.items() if parts != {"message", "help"}
    } == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagnostic_is_half_a_sentence(language: str) -> None:
    """It starts in lower case and ends without a full stop: a code goes before it."""
    said = {
        key: phrase
        for key, phrase in catalogue(language).phrases.items()
        if key.startswith(f"{DIAGNOSTIC}.") and isinstance(phrase, str)
    }

    wrong = {
        key: text
        for key, text in said.items()
        if (text[0].isupper() and not text.startswith("YAML")) or text[-1] in ".!?"
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_composed_and_visible(language: str) -> None:
    """No accent stands apart, no sign is invisible, no space is doubled."""
    for key, phrase in catalogue(language).phrases.items():
        for text in [phrase] if isinstance(phrase, str) else phrase.values():
            assert unicodedata.is_normalized("NFC", text), key
            assert text.isprintable(), key
            assert "  " not in text, key
            assert text == text.strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_values_of_a_choice_are_called_the_same(language: str) -> None:
    """A reader can tell every value of a list from every other."""
    words = catalogue(language)
    for name, enum in FAMILIES.items():
        said = [words.say(f"{name}.{each}", count=2) for each in enum]
        assert len(said) == len(set(said)), name


def test_the_count_chooses_the_plural_form() -> None:
    """English tells one from many, Vietnamese does not."""
    phrases = {"n": {"one": "{count} bird", "other": "{count} birds"}}
    words = Words("en", phrases)

    assert [words.say("n", count=count) for count in (0, 1, 2)] == [
        "0 birds",
        "1 bird",
        "2 birds",
    ]
    other = Words("vi", {"n": {"other": "{count} con chim"}})
    assert other.say("n", count=1) == "1 con chim"


def test_a_missing_word_or_value_is_a_bug() -> None:
    """Nothing is made up in place of a word that is not there."""
    words = catalogue("vi")

    assert words.has("timeline.title")
    assert not words.has("timeline.titel")
    with pytest.raises(KeyError):
        words.say("timeline.titel")
    with pytest.raises(KeyError):
        words.say("terminal.exists")

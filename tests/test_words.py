"""The catalogues: complete in every language, and nothing in them that nobody says."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel import Locale

from generator.annotate.events import ORDER
from generator.derive.coming import ComingKind
from generator.derive.dataset import KINDS, Form
from generator.derive.held import SORTS
from generator.derive.pack import OPEN
from generator.derive.related import Why
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
from generator.publish.audit import Fault
from generator.render.exports.tables import NUMBER, RECORD, VALUE
from generator.words import LANGUAGES, Words, catalogue
from tests.projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from generator.model.noun import Noun

THEME = ROOT / "site_config" / "theme"
STOCK = Path(str(files("material"))) / "templates"
"""The theme that ours stands on."""
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
TOLD_OTHERWISE = {Modality.SIGNED, Modality.UNDER_WAY}
"""What is suggested by more than a verb and its doer."""
OTHER_FAMILIES: Mapping[str, Iterable[str]] = {
    "audit": tuple(Fault),
    "changes": {
        *(
            f"{noun}-{what}"
            for noun, record in RECORDS.items()
            for what in {"new", "removed", *record.model_fields} - IDENTITIES
        ),
        *(f"part.{noun}" for noun in RECORDS),
        *MOVES,
    },
    "calendar": (ComingKind.RELATIONS, ComingKind.LEVEL),
    "coverage": (),  # its keys are written out, too
    "data_field": {
        name
        for kind in KINDS
        for column in kind.columns
        for name in (column.name, *(part.name for part in column.parts))
    }
    | {RECORD, NUMBER, VALUE},
    "data_form": Form,
    "data_shape": ("many", "rows"),
    "data_kind": [kind.name for kind in KINDS],
    "facts": (),
    "held": SORTS,
    "reference": REGISTERS.keys() - {"partners", "terms", "event_types"},
    "related": tuple(Why),
    "suggestion": {
        *("imported", "register", "title", "apposition", "brackets", "level", "point"),
        *("signed-document", "going-on"),
        *(f"event-{kind}" for kind in ORDER),
        *(f"verb-{each}" for each in Modality if each not in TOLD_OTHERWISE),
    },
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
    is_file = text.endswith((".json", ".md", ".typ", ".yml"))
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
    found |= {f"pack.open.{each}" for each in OPEN}
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


# ---- the theme ----

THEME_WORD = re.compile(r"""\blang\.t\(\s*["']([a-z.]+)["']""")
UNASKED = {
    "blog": "there is no blog",
    "consent": "nothing is kept that would want consent",
    "readtime": "there is no blog",
    "rss": "no third-party plugin, so none that makes feeds",
    "source.file": "no page names who wrote it or when",
}
"""Words of the theme for what we do not use, and why."""


def theme_words(language: str) -> dict[str, str]:
    """Return the words of the theme in *language*, as `lang.t` finds them."""
    text = (THEME / f"partials/languages/{language}.html").read_text("utf-8")
    found = re.findall(r'^  ("[a-z.]+": ".*"),?$', text, re.MULTILINE)
    words: dict[str, str] = json.loads("{" + ",".join(found) + "}")
    assert len(words) == len(found), "a key stands twice"
    return words


def asked_for() -> set[str]:
    """Every word that a partial of the theme, or of ours, asks for."""
    found = set()
    for path in [*STOCK.rglob("*.html"), *THEME.rglob("*.html")]:
        found |= set(THEME_WORD.findall(path.read_text("utf-8")))
    return {
        key
        for key in found
        if not any(key.startswith(f"{section}.") for section in UNASKED)
    }


def test_theme_speaks_every_language() -> None:
    """The words round a page are there in each language; none falls back."""
    known = {path.stem for path in (THEME / "partials/languages").glob("*.html")}

    assert known == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_theme_has_every_word_that_it_asks_for(language: str) -> None:
    """A word that is missing would stand there in English, or as its key."""
    words = theme_words(language)

    assert asked_for() - set(words) == set()
    assert all(text == text.strip() != "" for text in words.values())
    assert words["language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_theme_keeps_no_word_that_nobody_asks_for(language: str) -> None:
    """Ours are those that a partial says; the theme's own file has the others."""
    stock = (STOCK / "partials/languages/en.html").read_text("utf-8")
    known = set(re.findall(r'^  "([a-z.]+)":', stock, re.MULTILINE))

    assert set(theme_words(language)) - asked_for() - known == set()


def test_no_word_of_the_theme_is_the_same_in_both_languages() -> None:
    """Whoever forgets to translate a line is told."""
    vi, en = theme_words("vi"), theme_words("en")

    assert set(vi) == set(en)
    assert {key for key in vi if vi[key] == en[key]} == {"direction"}
    assert [text for text in en.values() if not text.isascii()] == []


def test_unasked_words_are_asked_for_by_the_theme() -> None:
    """An exception that is no longer needed goes."""
    text = "".join(path.read_text("utf-8") for path in STOCK.rglob("*.html"))

    asked = set(THEME_WORD.findall(text))
    for section in UNASKED:
        assert any(key.startswith(f"{section}.") for key in asked)


# ---- no words outside of the catalogues ----

SPOKEN = (
    *["title", "alt", "aria-label", "placeholder", "content"],
    "data-(?!md-|frame-)[a-z-]+",
)
"""
Attributes that are read out or shown; data attributes carry words to scripts.

Those of the frame and of the theme, `data-frame-` and `data-md-`, hold none.
"""
UNSPOKEN = {
    "noindex": "told to crawlers",
    "0; url=": "told to the browser",
    "width=device-width,initial-scale=1": "told to the browser",
    "light dark": "told to the browser",
}
"""Values of such attributes that are no words."""
FIELDS = {"title", "description", "redirect", "linked"}
"""Keys of the front matter."""
FORMATS = {"PDF", "Word"}
"""Names that are the same in every language."""


def without(text: str, *patterns: str) -> str:
    """Cut whatever matches one of *patterns*, in their order, out of *text*."""
    for each in patterns:
        text = re.sub(each, " ", text, flags=re.DOTALL)
    return text


def words_of(template: str) -> set[str]:
    """Return what *template* says by itself: between its tags, and in `SPOKEN`."""
    bare = without(template, r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}")
    spoken = re.findall(rf"""\b(?:{"|".join(SPOKEN)})\s*=\s*["']([^"']*)["']""", bare)
    values = {value.strip() for value in spoken if re.search(r"[^\W\d_]", value)}
    text = without(bare, r"<!--.*?-->", r"<(script|style|code)\b.*?</\1>", r"<[^<>]*>")
    text = without(text, r"\[ *\]\([^)]*\)", r"&[a-z]+;")
    return (values - set(UNSPOKEN)) | set(re.findall(r"[^\W\d_]{2,}", text))


OUTSIDE = sorted([*THEME.rglob("*.html"), *TEMPLATES])


@pytest.mark.parametrize(
    "path",
    [path for path in OUTSIDE if path.parent.name != "languages"],
    ids=lambda path: path.name,
)
def test_no_template_holds_a_word(path: Path) -> None:
    """What stands between tags and expressions is signs, never letters."""
    fields = FIELDS | FORMATS if path.suffix == ".j2" else set()

    assert words_of(path.read_text("utf-8")) - fields == set()


@pytest.mark.parametrize(
    "text",
    [
        "<p>Xem thêm</p>",
        '<a title="More">{{ name }}</a>',
        "{% if one %}one{% endif %}",
        '<span data-all="Tất cả"></span>',
        "- {{ date }}: xem [{{ name }}]({{ page }})",
    ],
)
def test_word_in_a_template_is_seen(text: str) -> None:
    """The guard above sees what it is there for."""
    assert words_of(text)


SCRIPTS = sorted((THEME / "assets" / "js").rglob("*.js"))
LITERAL = re.compile(
    r"""/\*.*?\*/|//[^\n]*|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'""", re.DOTALL
)
NAMES = {
    "use strict": "the language's own",
    "DOMContentLoaded": "an event of the browser",
    "brush end": "events of the library that brushes",
    "Be Vietnam Pro": "a font",
    "aẵđ": "letters that are in one file each of that font",
}
"""Literals of scripts that look like words, and what they are."""
KEYBOARD = re.compile(
    r"Enter|Escape|Tab|Home|End|Delete|Backspace|Space|Arrow\w+|Page\w+"
)
"""Names of keys, which browsers give."""
TABLES = {"search-engine.js"}
"""Scripts that fold letters, from one row of them to another."""
FACE = re.compile(r"(?:italic )?\d00 1em\b.*")
"""A font as a style sheet names it."""


def literals(script: str) -> set[str]:
    """Return the texts that *script* writes out, comments apart."""
    written = {"".join(found) for found in LITERAL.findall(script)}
    return {
        re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
        for text in written
    }


def is_wording(text: str) -> bool:
    """Tell whether *text* looks like something for people to read."""
    if text in NAMES or KEYBOARD.fullmatch(text) or FACE.fullmatch(text):
        return False
    if re.search(r"[À-ÖØ-öø-ỹ]", text) and text.lower() != "đ":
        return True
    is_name = re.search(r"[.#\[\]=:>{}()_/*-]", text)  # a selector or a class
    words = re.findall(r"[^\W\d_]+", text)
    begins = re.match(r"[A-Z][a-z]", text) is not None
    return not is_name and (begins or len(words) > 1)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_holds_a_word(path: Path) -> None:
    """Labels that a script makes come from the page, in the page's language."""
    found = {text for text in literals(path.read_text("utf-8")) if is_wording(text)}
    if path.name in TABLES:
        found = {text for text in found if len(text) > 1 and " " in text}

    assert found == set()


@pytest.mark.parametrize("text", ["Bỏ lọc", "Copied", "no match", "tất cả", "Show all"])
def test_wording_in_a_script_is_seen(text: str) -> None:
    """The guard above sees what it is there for."""
    assert is_wording(text)
    assert text in literals(f"node.textContent = '{text}'; // {text}?")


def test_no_stylesheet_holds_a_word() -> None:
    """What a sheet writes beside an element is a sign, which no language owns."""
    for path in (THEME / "assets" / "css").rglob("*.css"):
        for value in re.findall(r"\bcontent:([^;]*);", path.read_text("utf-8")):
            for text in re.findall(r'"([^"]*)"', value):
                assert re.search(r"[^\W\d_]", text) is None, f"{path.name}: {text}"

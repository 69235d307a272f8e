"""What the pages say: examples that work, lists that are complete, links that lead."""

import re
import shutil
import textwrap
import typing
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from generator.commands import main
from generator.load import read_disk, read_registers
from generator.load.yaml_text import Table, read_yaml
from generator.model import article, noun, registers
from generator.model.addresses import is_generated
from generator.model.dates import parse_when
from generator.model.noun import Noun
from generator.model.source import SourceFile
from generator.pipeline import make_site
from generator.render.addresses import slugify
from generator.render.dates import spoken_text
from generator.words import catalogue
from tests.projects import CASES, ROOT, TODAY

DOCS = ROOT / "docs"
OTHER_SEVERITY = {"severity-chosen"}
"""Cases whose site has chosen how bad a finding is."""
WORDS = catalogue("vi")

FORMS: dict[str, type[Noun]] = {
    "Phần khai báo": article.Annotation,
    "Nguồn của bài": article.Source,
    "Sự kiện": article.Event,
    "Người và bên tham dự": article.Participant,
    "Sự kiện do bài khác tả": article.Report,
    "Kết quả": article.Outcome,
    "Mức quan hệ như bài in": article.RelationAsPrinted,
    "Nhân vật như bài giới thiệu": article.PersonAsPrinted,
    "Chức vụ": article.PostAsPrinted,
    "Cơ quan bài nhắc tới": article.OrganisationAsPrinted,
    "Nơi bài nhắc tới": article.PlaceAsPrinted,
    "Cơ chế bài nhắc tới": article.MechanismAsPrinted,
    "Văn kiện bài nhắc tới": article.AgreementAsPrinted,
    "Chữ viết tắt bài dùng": article.TermAsPrinted,
    "Chủ đề bài nói tới": article.TopicAsPrinted,
    "Ghi chú biên tập": article.Note,
    "Câu dẫn": noun.Quote,
    "Điều có căn cứ": noun.Stated[noun.Date],
    "Nguồn dẫn": noun.Citation,
    "Ngày đã biết": registers.Known,
    "Điều đã xem xét": noun.Acceptance,
    "Tên gọi": noun.Wording,
    "`site.yml`": registers.Site,
    "Mức quan hệ theo ngày": registers.RelationshipLevel,
    "Cơ quan đại diện": registers.Mission,
    "Cấp bậc theo thời gian": registers.RankHeld,
    "Chức vụ theo thời gian": registers.PostHeld,
    "Lần họp chưa có bài": registers.Edition,
    "Bản đồ": registers.WorldMap,
    "Vị trí": registers.Position,
    "Nơi ghi tên trên bản đồ": registers.MapPlace,
    **{f"`{name}.yml`": form for name, form in registers.REGISTERS.items()},
}
"""Heading in the page of fields to the form that stands below it."""

CHOICES = {
    "Mức độ": (article.Modality, "modality"),
    "Căn cứ": (noun.Basis, "basis"),
    "Hình thức thăm": (article.VisitType, "visit_type"),
    "Chiều": (article.Direction, "direction"),
    "Cấp": (article.Level, "level"),
    "Vai": (article.Role, "role"),
    "Tình trạng cơ chế": (article.MechanismStatus, "mechanism_status"),
    "Loại ghi chú": (article.NoteKind, "note"),
    "Loại cơ quan": (registers.OrganisationKind, None),
    "Loại văn kiện": (registers.AgreementKind, None),
    "Tình trạng văn kiện": (registers.AgreementStatus, "agreement_status"),
}
"""Heading to the values that stand below it, and what the catalogue calls them."""


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str, level: int = 3) -> dict[str, str]:
    """Cut a page at its headings of *level*; no heading stands twice."""
    parts = re.split(rf"^#{{{level}}} (.+)$", text, flags=re.MULTILINE)
    titles = parts[1::2]
    assert len(titles) == len(set(titles))
    higher = re.compile(rf"^#{{1,{level - 1}}} ", re.MULTILINE)
    return dict(
        zip(titles, (higher.split(body)[0] for body in parts[2::2]), strict=True)
    )


def rows(text: str) -> list[list[str]]:
    """Return the cells of each table row, without head and rule."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = {at for at, row in enumerate(cells) if set("".join(row)) <= set("- :")}
    return [
        row for at, row in enumerate(cells) if at not in rules and at + 1 not in rules
    ]


def code(cell: str) -> str:
    """Return what stands in the one code span that a cell is."""
    found = re.fullmatch(r"`([^`]+)`", cell)
    assert found, f"{cell} is not one code span"
    return found[1]


def examples(text: str) -> Iterator[str]:
    """Yield the indented examples of a page, in lists as well, without the indent."""
    block: list[str] = []
    in_block = False
    last = ""
    for line in [*text.splitlines(), "end"]:
        is_indented = line.startswith("    ")
        if is_indented and (in_block or not last.strip()):
            in_block = True
            block.append(line)
        elif in_block and not line.strip():
            block.append("")
        elif in_block:
            yield textwrap.dedent("\n".join(block)).strip("\n") + "\n"
            block, in_block = [], False
        last = line


def mistakes_in(form: type[Noun], text: str) -> list[str]:
    """Say what is wrong with the fields that *text* writes; others may be missing."""
    value, problems = read_yaml(SourceFile("example", text), 0, len(text))
    assert isinstance(value, Table), text
    found = [problem.code for problem in problems]
    try:
        form.model_validate(value)
    except ValidationError as error:
        found += [
            f"{each['loc']}: {each['type']}"
            for each in error.errors()
            if each["loc"] and each["loc"][0] in value
        ]
    return found


def readme_example() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(
        r"^```markdown\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL
    )
    assert isinstance(example, str)
    return example


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with this one's articles and the registers that name them."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "site_config").mkdir()
    for register in (ROOT / "site_config").glob("*.yml"):
        shutil.copy(register, tmp_path / "site_config")
    return tmp_path


# ---- examples ----


def test_readme_example_passes_the_check(project: Path) -> None:
    """Whoever follows the README's first steps gets an article without a problem."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [arguments] = re.findall(r"briefing (new (?!--from).+)$", readme, re.MULTILINE)
    [place] = re.findall(r"It lies in `(.+)`", readme)
    run = CliRunner().invoke

    made = run(main, [*arguments.split(), str(project)])
    assert made.exit_code == 0, made.output
    skeleton = (project / place).read_text(encoding="utf-8")
    (project / place).write_text(readme_example(), encoding="utf-8")
    checked = make_site(read_disk(project), TODAY)

    # the registers are those of the real articles, and the proposal is a real one
    # and the project has the real article of the same talks beside it
    expected = {"likely-same-event", "unanswered-proposal"}
    assert {problem.code for problem in checked.problems} == expected
    first_lines = [text.splitlines()[:2] for text in (skeleton, readme_example())]
    assert first_lines[0] == first_lines[1], "the id is the one that the command made"


def test_readme_example_is_refused_when_a_quoted_word_changes(project: Path) -> None:
    """What the README says of the check is so."""
    example = readme_example().replace(
        "\n    quote: ngày 14-2", "\n    quote: ngày 15-2"
    )
    (project / "content" / "example.md").write_text(example, encoding="utf-8")

    problems = make_site(read_disk(project), TODAY).problems

    assert "quote-not-found" in {problem.code for problem in problems}


def test_guide_and_readme_show_one_example() -> None:
    """Nobody has to wonder which of two examples is right."""
    assert readme_example() in list(examples(page("guide/editors.md")))


def test_examples_of_the_guide_fit_the_forms() -> None:
    """What an editor copies from the guide is accepted by the check."""
    forms = (article.Annotation, article.Event, article.Outcome, registers.Site)
    pieces = [
        example
        for example in examples(page("guide/editors.md"))
        if re.match(r"[a-z_]+:( |$)", example.splitlines()[0])
    ]

    wrong = {
        example: found
        for example in pieces
        for key in [example.split(":")[0]]
        for form in [next((form for form in forms if key in form.model_fields), None)]
        if form and (found := mistakes_in(form, example))
    }

    assert wrong == {}
    assert len(pieces) >= 8


def test_register_examples_of_the_guide_fit_their_registers() -> None:
    """What an editor copies from the guide into a register is accepted as well."""
    known, _ = read_registers(read_disk(ROOT).registers)
    assert known
    forms = {str(code): type(entry) for _, code, entry in known.entries()}
    entries = {
        head[1]: textwrap.dedent(example.removeprefix(head[0]))
        for example in examples(page("guide/editors.md"))
        if (head := re.match(r"([a-z0-9-]+):\n", example)) and head[1] in forms
    }

    wrong = {
        code: found
        for code, entry in entries.items()
        if (found := mistakes_in(forms[code], entry))
    }

    assert wrong == {}
    assert len(entries) >= 5


def test_dates_of_the_guide_read_as_it_says() -> None:
    """Each way to write a date is accepted and shown as the table shows it."""
    text = sections(page("guide/editors.md"), level=2)["Viết ngày"]

    said = {code(row[0]): row[2] for row in rows(text)}

    assert {each: spoken_text(parse_when(each), WORDS) for each in said} == said
    assert said


@pytest.mark.parametrize(
    ("heading", "codes", "prefix"),
    [
        ("Kết quả: chọn mức độ theo động từ", article.Modality, "modality"),
        ("Ghi chú biên tập", article.NoteKind, "note"),
        ("Căn cứ", noun.Basis, None),
    ],
)
def test_choices_of_the_guide_are_those_of_the_forms(
    heading: str, codes: type[article.Modality], prefix: str | None
) -> None:
    """The guide explains every choice, and names it as the pages do."""
    found = rows(sections(page("guide/editors.md"), level=2)[heading])

    said = {code(cell): row[2] for row in found for cell in row[:2] if "`" in cell[:1]}

    assert list(said) == [str(each) for each in codes]
    if prefix:
        assert said == {each: WORDS.say(f"{prefix}.{each}") for each in said}


def test_badges_explained_are_those_shown() -> None:
    """A reader finds every badge, under the name that the page gives it."""
    text = sections(page("about.md"), level=2)["Việc đã tới đâu"]

    badges = [row[0] for row in rows(text)]

    assert badges == [WORDS.say(f"modality.{each}") for each in article.Modality]


def test_partner_briefing_is_explained_in_its_order() -> None:
    """A reader is told every part of a briefing, in the order in which it stands."""
    text = sections(page("about.md"), level=2)["Hồ sơ một đối tác"]
    pages = make_site(read_disk(ROOT), TODAY).pages
    briefing = next(each.text for each in pages if each.uri == "partners/bn/index.md")
    first = WORDS.say("glance.title")

    shown = [first, *re.findall(r"^## (.+)$", briefing, re.MULTILINE)]

    assert f"| {first} | |" in briefing
    assert [row[0] for row in rows(text)] == shown


# ---- fields ----


def forms_below(form: type[Noun]) -> Iterator[type[Noun]]:
    """Yield *form* and all forms that its fields are made of."""

    def nouns_in(annotation: object) -> Iterator[type[Noun]]:
        if isinstance(annotation, type) and issubclass(annotation, Noun):
            yield annotation
        for argument in typing.get_args(annotation):
            yield from nouns_in(argument)

    seen: list[type[Noun]] = []
    waiting = [form]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.append(each)
            for field in each.model_fields.values():
                waiting += nouns_in(field.annotation)
    yield from seen


def test_every_form_has_its_section() -> None:
    """No form can be added, renamed or removed behind the page's back."""
    roots: list[type[Noun]] = [article.Annotation, registers.Site]
    roots += registers.REGISTERS.values()

    def name(form: type[Noun]) -> str:
        return form.__name__.split("[")[0]

    used = {name(form) for root in roots for form in forms_below(root)}

    assert {name(form) for form in FORMS.values()} == used
    assert set(sections(page("guide/fields.md"))) == {*FORMS, *CHOICES}


@pytest.mark.parametrize("heading", FORMS)
def test_fields_are_listed_as_the_form_has_them(heading: str) -> None:
    """
    Names, order and need are those of the class, and each example is accepted.

    What a base class adds stands first in the class; on the page what is required
    comes first and what speaks of the rest, `accepted` and `suggested`, last.
    """
    form = FORMS[heading]
    found = rows(fields_sections()[heading])
    in_order = sorted(
        form.model_fields,
        key=lambda name: (
            name == "suggested",
            name == "accepted",
            not form.model_fields[name].is_required(),
        ),
    )

    assert [code(row[0]) for row in found] == in_order
    for name, meaning, need, example in found:
        field = form.model_fields[code(name)]
        assert (need == "bắt buộc") == field.is_required(), name
        assert need in {"bắt buộc", "không"}
        assert meaning
        assert code(example).startswith(f"{code(name)}: ")
        assert mistakes_in(form, code(example)) == [], example


@pytest.mark.parametrize("heading", CHOICES)
def test_choices_are_listed_as_the_form_has_them(heading: str) -> None:
    """Every fixed value is there, in order, in the words that the pages use."""
    codes, prefix = CHOICES[heading]
    found = {code(row[0]): row[1] for row in rows(fields_sections()[heading])}

    assert list(found) == [str(each) for each in codes]
    if prefix:
        assert found == {each: WORDS.say(f"{prefix}.{each}") for each in found}


def fields_sections() -> dict[str, str]:
    return sections(page("guide/fields.md"))


# ---- messages ----


def test_every_message_is_explained_in_its_own_words() -> None:
    """The page holds each code once, with the message and help of the catalogue."""
    catalogued = {
        key.split(".")[1] for key in WORDS.phrases if key.startswith("diagnostic.")
    }
    said = {}
    for heading, body in sections(page("guide/diagnostics.md")).items():
        found = re.match(
            r"\n\n\*\*(?:Lỗi|Cảnh báo):\*\* (.+)\n\n\*\*Cách sửa:\*\* (.+)\n", body
        )
        assert found, heading
        said[heading] = found.groups()

    def phrase(key: str) -> str:
        found = WORDS.phrases[key]
        return found if isinstance(found, str) else found["other"]

    assert said == {
        each: (phrase(f"diagnostic.{each}.message"), phrase(f"diagnostic.{each}.help"))
        for each in catalogued
    }


def test_warnings_are_called_warnings() -> None:
    """What does not stop publishing is told from what does, as the cases show it."""
    marks = {"error": "**Lỗi:**", "warning": "**Cảnh báo:**"}
    shown = {
        (code, mark)
        for path in CASES.glob("*.txt")
        if path.stem not in OTHER_SEVERITY
        for severity, mark in marks.items()
        for code in re.findall(
            rf"^{WORDS.say(f'severity.{severity}')}\[(.+?)\]",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }

    explained = sections(page("guide/diagnostics.md"))

    assert shown == {
        (code, mark)
        for code, body in explained.items()
        for mark in marks.values()
        if mark in body
    }


# ---- commands and links ----


def options_of(command: click.Command) -> set[str]:
    return {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    }


def test_every_command_and_option_is_documented() -> None:
    """The administrator's page names what the terminal takes, and nothing else."""
    page_of_commands = sections(page("guide/administrators.md"), level=2)["Các lệnh"]
    said = {
        heading: set(re.findall(r"^- `(--[a-z-]+)`", body, re.MULTILINE))
        for heading, body in sections(page_of_commands).items()
    }

    assert said == {
        f"briefing {name}": options_of(command)
        for name, command in main.commands.items()
    }
    for option in (*options_of(main), "--help"):
        assert f"{option}`" in page_of_commands


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))],
    ids=lambda path: path.name,
)
def test_commands_in_prose_exist(path: Path) -> None:
    """A reader who types what a page says is understood."""
    text = path.read_text(encoding="utf-8")
    typed = re.findall(
        r"(?:`|^ {4,}(?:\S*[/\\])?|^\.venv\S+)briefing ([a-z]+)(.*)", text, re.MULTILINE
    )

    for name, rest in typed:
        assert name in main.commands, name
        options = set(re.findall(r"--[a-z-]+", rest.split("`")[0]))
        assert options <= options_of(main.commands[name])


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))],
    ids=lambda path: path.name,
)
def test_links_lead_somewhere(path: Path) -> None:
    """Every file and heading that a page points at is there."""
    text = path.read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        name, _, anchor = target.partition("#")
        other = (path.parent / name).resolve() if name else path
        if DOCS in other.parents and is_generated(
            other.relative_to(DOCS).with_suffix("").as_posix()
        ):
            continue
        assert other.is_file(), f"{path.name}: {target}"
        if anchor:
            titles = re.findall(
                r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE
            )
            assert anchor in {slugify(title, "-") for title in titles}, target

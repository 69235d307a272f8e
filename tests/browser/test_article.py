"""What a desk officer does on the page of an article, by `file://`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.test_site import BRUNEI_2020, open_page
from tests.browser.waiting import until
from tests.conftest import PROJECT, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FloatRect, Locator, Page

    from tests.browser.watch import Watch

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 780}
LIT = re.compile(r"\bis-lit\b")
NEAR = re.compile(r"\bis-near\b")
ERRATUM = "Bài in “Đối tác Chiến lược Toàn diện”"
HOSTILE = "</script><img src=x onerror=alert(1)>"
CITATION = (
    "Không rõ tác giả, “Việt Nam và Brunei đẩy mạnh hợp tác phòng chống tội phạm”,"
    " baomoi.net.vn, không rõ ngày đăng, https://baomoi.net.vn/viet-nam-va-brunei-day-"
    "manh-hop-tac-phong-chong-toi-pham-c33975689.epi, truy cập 22/11/2026"
)


def paragraph(number: int) -> str:
    """Return what finds a paragraph of the printed text."""
    return f".printed > div:nth-child({number}) > p"


def passage(page: Page, sentence: int) -> Locator:
    """Return the paragraph of a sentence, with what stands beside it."""
    return page.locator(".printed > div", has=page.locator(f"#s{sentence}"))


def place_of(one: Locator) -> FloatRect:
    """Return where *one* stands on the screen."""
    box = one.bounding_box()
    assert box is not None
    return box


def places(page: Page) -> object:
    """Return where every word mark, link and row stands, as seen from the text."""
    return page.evaluate(
        """() => {
            const home = document.querySelector(".printed").getBoundingClientRect();
            const all = "article :is(.printed mark, .printed a, td, li, h2)";
            return [...document.querySelectorAll(all)].map(
                one => { const box = one.getBoundingClientRect();
                         return [box.x, box.y - home.y, box.width, box.height]; }); }"""
    )


def copied(page: Page) -> str:
    """Paste into an empty box what was copied, as a person would."""
    page.evaluate(
        """() => { const area = document.createElement("textarea");
                   area.id = "pasted"; document.body.append(area);
                   area.style.cssText = "position: fixed; top: 0"; area.focus(); }"""
    )
    page.keyboard.press("ControlOrMeta+V")
    text = page.locator("#pasted").input_value()
    page.evaluate("document.getElementById('pasted').remove()")
    return text


def select(page: Page, first: str, last: str) -> None:
    """Select from the beginning of one element to the end of another."""
    page.evaluate(
        """([first, last]) => {
            const range = document.createRange();
            range.setStartBefore(document.querySelector(first).firstChild);
            range.setEndAfter(document.querySelector(last).lastChild);
            getSelection().removeAllRanges(); getSelection().addRange(range); }""",
        [first, last],
    )


def test_facts_and_notes_stand_beside_their_paragraph(
    page: Page, built_site: Path
) -> None:
    """On a wide screen the margin is right of the text, notes at its height."""
    page.set_viewport_size(WIDE)
    open_page(page, built_site, BRUNEI_2020)

    text = place_of(page.locator(paragraph(3)))
    note = place_of(passage(page, 4).locator("#n2"))
    assert note["x"] >= text["x"] + text["width"]
    assert abs(note["y"] - text["y"]) < 40
    expect(page.locator("#n2")).to_contain_text(ERRATUM)
    link = passage(page, 2).get_by_role("link", name="13–15/2/2020")
    expect(link).to_be_visible()
    assert place_of(link)["x"] >= text["x"] + text["width"]


def test_a_line_of_the_text_is_neither_short_nor_long(
    page: Page, built_site: Path
) -> None:
    """Sixty to seventy-five characters, at any width from a desktop's to 4K."""
    for width in (1280, 1440, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        open_page(page, built_site, BRUNEI_2020)
        lines = page.locator(paragraph(5)).evaluate(
            """p => {
                const style = getComputedStyle(p);
                const high = p.clientHeight - parseFloat(style.paddingBottom)
                             - parseFloat(style.paddingTop);
                return Math.round(high / parseFloat(style.lineHeight)); }"""
        )
        letters = len(page.locator(paragraph(5)).text_content() or "")
        assert 60 <= letters / lines <= 75, width


def test_a_phone_has_notes_beneath_the_paragraph_and_folds_the_facts(
    page: Page, built_site: Path
) -> None:
    """A note that disputes the text is read at once; facts are one tap away."""
    page.set_viewport_size(PHONE)
    open_page(page, built_site, BRUNEI_2020)

    text, note = (
        place_of(page.locator(paragraph(3))),
        place_of(page.locator("#n2")),
    )
    assert note["y"] >= text["y"] + text["height"]
    expect(page.locator("#n2 .remark-text")).to_be_visible()
    link = passage(page, 2).get_by_role("link", name="13–15/2/2020")
    expect(link).to_be_hidden()
    passage(page, 2).locator("div > details:not([class]) > summary").click()
    expect(link).to_be_visible()
    expect(
        passage(page, 2).locator("details details:not([class]) a").last
    ).to_be_visible()


def test_a_fact_of_the_margin_lights_its_words_and_its_row(
    page: Page, built_site: Path
) -> None:
    """Pointing at the date lights the words that state it; nothing moves."""
    page.set_viewport_size(WIDE)
    open_page(page, built_site, BRUNEI_2020)
    before = places(page)
    passage(page, 2).get_by_role("link", name="13–15/2/2020").hover()

    words = page.locator("#s2 mark.is-lit")
    expect(words).to_have_text(["từ ngày 13 đến 15-2"])
    expect(page.locator("#s2")).to_have_class(LIT)
    expect(page.locator("tr", has=page.locator("#f2"))).to_have_class(LIT)
    assert places(page) == before
    page.mouse.move(2, 400)
    expect(page.locator(".is-lit")).to_have_count(0)


def test_a_row_lights_its_words_by_pointer_and_by_keyboard(
    page: Page, built_site: Path
) -> None:
    """The tables further down light the same words."""
    page.set_viewport_size(WIDE)
    open_page(page, built_site, BRUNEI_2020)
    row = page.locator("tr", has=page.locator("#f11"))
    row.hover()
    expect(page.locator("#p18")).to_have_class(LIT)

    page.mouse.move(2, 400)
    page.keyboard.press("Tab")
    row.locator("sup a").focus()
    expect(page.locator("#p18")).to_have_class(LIT)
    page.keyboard.press("Escape")
    expect(page.locator(".is-lit")).to_have_count(0)


def test_words_light_the_facts_that_rest_on_them(page: Page, built_site: Path) -> None:
    """On just these words strongly, on more words around them faintly."""
    page.set_viewport_size(WIDE)
    open_page(page, built_site, BRUNEI_2020)
    page.locator("#p18").hover()

    beside = passage(page, 3)
    expect(beside.get_by_role("link", name="14/2/2020")).to_have_class(LIT)
    talks = beside.get_by_role("link", name="Hội đàm giữa Bộ trưởng Tô Lâm").first
    expect(talks).to_have_class(NEAR)
    expect(page.locator("tr", has=page.locator("#f11"))).to_have_class(LIT)
    page.locator("#p29").hover()
    expect(page.locator("#n2")).to_have_class(LIT)


def test_words_that_a_mark_was_cut_in_two_for_are_lit_whole(
    page: Page, built_site: Path
) -> None:
    """A proof that crosses another is lit to its end, not just to where it is cut."""
    page.set_viewport_size(WIDE)
    open_page(page, built_site, BRUNEI_2020)
    parts = page.locator('mark:is(#p10, [data-proof="p10"])')
    passage(page, 2).locator("details details:not([class]) > summary").click()
    passage(page, 2).get_by_role("link", name="cấp bộ trưởng").hover()

    assert parts.count() == 2
    for part in parts.all():
        expect(part).to_have_class(LIT)


def test_a_finger_lights_and_unlights(browser: Browser, built_site: Path) -> None:
    """A tap on words keeps their facts lit, opened, until a tap elsewhere."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_page(page, built_site, BRUNEI_2020)
    page.locator("#p16").tap()

    link = passage(page, 2).get_by_role("link", name="13–15/2/2020")
    expect(link).to_be_visible()
    expect(link).to_have_class(LIT)
    page.locator("h1").tap()
    expect(page.locator(".is-lit")).to_have_count(0)
    context.close()


def test_the_keyboard_reaches_every_sentence(page: Page, built_site: Path) -> None:
    """The button at a sentence says what it does, and lights what rests on it."""
    page.set_viewport_size(WIDE)
    open_page(page, built_site, BRUNEI_2020)
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Chép câu 2 kèm nguồn")
    button.focus()

    expect(page.locator("#s2")).to_have_class(LIT)
    expect(passage(page, 2).get_by_role("link", name="13–15/2/2020")).to_have_class(
        NEAR
    )


@pytest.mark.parametrize("is_denied", [False, True])
def test_the_reference_is_copied(
    browser: Browser, watch: Watch, built_site: Path, *, is_denied: bool
) -> None:
    """In the Vietnamese order, the unknown as unknown; also without the clipboard."""
    context = browser.new_context()
    if is_denied:
        context.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
        )
    else:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    watch.over(context)
    page = context.new_page()
    open_page(page, built_site, BRUNEI_2020)
    page.get_by_role("button", name="Chép lời dẫn nguồn").click()

    expect(page.get_by_role("status").filter(has_text="Đã chép")).to_be_visible()
    expect(page.get_by_role("button", name="Chép lời dẫn nguồn")).to_be_focused()
    assert copied(page) == CITATION
    context.close()
    assert watch.complaints == []


def test_a_sentence_is_copied_with_its_source(
    browser: Browser, watch: Watch, built_site: Path
) -> None:
    """By its button, as printed; or what is selected, with the numbers it spans."""
    context = browser.new_context(viewport=WIDE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watch.over(context)
    page = context.new_page()
    open_page(page, built_site, BRUNEI_2020)
    words = (page.locator("#s3").text_content() or "").strip()
    page.get_by_role("button", name="Chép câu 3 kèm nguồn").click()

    expect(page.get_by_role("status").filter(has_text="Đã chép")).to_be_visible()
    assert copied(page) == f"“{words}” ({CITATION}, câu 3)"

    select(page, "#p16", "#p18")
    offer = page.get_by_role("button", name="Chép kèm nguồn", exact=True)
    expect(offer).to_be_in_viewport()
    offer.click()
    # the word for the first copy may still stand there
    until(
        page, "async () => (await navigator.clipboard.readText()).endsWith('câu 2–3)')"
    )
    assert copied(page) == (
        "“từ ngày 13 đến 15-2.\nTrong khuôn khổ chuyến thăm, ngày 14-2”"
        f" ({CITATION}, câu 2–3)"
    )
    page.evaluate("getSelection().removeAllRanges()")
    expect(offer).to_be_hidden()
    context.close()
    assert watch.complaints == []


def test_the_script_moves_no_word(browser: Browser, built_site: Path) -> None:
    """The page stands as it stands without it."""
    found = []
    for is_on in (True, False):
        context = browser.new_context(viewport=WIDE, java_script_enabled=is_on)
        page = context.new_page()
        open_page(page, built_site, BRUNEI_2020)
        found.append([place_of(page.locator(f"#p{n}")) for n in range(1, 70)])
        context.close()

    assert found[0] == found[1]


def test_without_scripts_nothing_is_missing(browser: Browser, built_site: Path) -> None:
    """Facts, notes and citation are read; a note that is asked for opens."""
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    open_page(page, built_site, f"{BRUNEI_2020}#n1")

    expect(page.locator("#n1 .remark-text")).to_be_visible()
    expect(page.locator("#n2 .remark-text")).to_be_visible()
    expect(passage(page, 2).get_by_role("link", name="13–15/2/2020")).to_be_visible()
    expect(page.locator(".citation-text")).to_have_text(CITATION)
    assert page.get_by_role("button").filter(has_text="Chép").count() == 0
    context.close()


def test_paper_has_notes_and_no_controls(page: Page, built_site: Path) -> None:
    """Notes are open beneath their paragraph; facts stand in the tables."""
    page.set_viewport_size(WIDE)
    page.emulate_media(media="print")
    open_page(page, built_site, BRUNEI_2020)

    expect(page.locator("#n1 .remark-text")).to_be_visible()
    expect(page.locator("#n2 .remark-sources li").first).to_be_visible()
    for control in page.locator(
        ".copy, .copy-sentence, div > div > details:not([class])"
    ).all():
        expect(control).to_be_hidden()
    text, note = (
        place_of(page.locator(paragraph(3))),
        place_of(page.locator("#n2")),
    )
    assert note["y"] >= text["y"] + text["height"]


def test_paper_offers_no_files(page: Page, built_site: Path) -> None:
    """Nobody can press a link on paper, and the line would cost one of the page."""
    page.emulate_media(media="print")
    open_page(page, built_site, "partners/bn/index.html")
    offer = page.locator(".offer")

    expect(offer).to_have_count(1)
    expect(offer).to_be_hidden()
    page.emulate_media(media="screen")
    expect(offer).to_be_visible()


def test_no_mark_above_or_below_a_letter_is_cut(page: Page, built_site: Path) -> None:
    """Boxes of the text and its margin clip nothing: Ẵ Ẫ Ế Ộ stand whole."""
    open_page(page, built_site, BRUNEI_2020)
    clipped = page.evaluate(
        """() => [...document.querySelectorAll(
                ".printed, .printed *, .citation *, .reached *, h1")]
            .filter(one => getComputedStyle(one).overflowY !== "visible"
                           && one.tagName !== "SUMMARY")
            .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert clipped == []


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build this project with articles that ask too much of a page."""
    root = tmp_path_factory.mktemp("hostile")
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    names = [f"Nơi {number}" for number in range(200)]
    crowded = {
        "id": "chen-chuc",
        "title": f"{HOSTILE} {'Ẵ Ẫ Ế Ộ dài ' * 40}"[:400].strip(),
        "partners": ["bn"],
        "summary": HOSTILE,
        "source": {"publisher": HOSTILE, "author": HOSTILE, "title": HOSTILE},
        "places": [{"name": name, "quote": name} for name in names],
        "notes": [
            {
                "kind": kind,
                "quote": "Nơi 7",
                "text": HOSTILE + text,
                "by": HOSTILE,
                "date": "2024",
                "source": {"title": HOSTILE, "words": HOSTILE},
            }
            for kind, text in (
                ("erratum", "x" * 2000),
                ("discrepancy", " dài" * 500),
                ("context", ""),
            )
        ],
    }
    bare = {"id": "mot-cau", "title": "Một câu", "partners": ["bn"]}
    for fields, text in ((crowded, ", ".join(names)), (bare, "Một câu.")):
        path = root / "content" / f"{fields['id']}.md"
        front = json.dumps(fields, ensure_ascii=False)
        path.write_text(f"---\n{front}\n---\n\n{text}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", str(root)],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    yield root / "site"
    shutil.rmtree(root)


@pytest.mark.parametrize("width", [320, 360, 1220, 1440])
@pytest.mark.parametrize("name", ["chen-chuc", "mot-cau"])
def test_a_page_stays_whole_whatever_it_is_given(
    page: Page, hostile_site: Path, name: str, width: int
) -> None:
    """Nothing scrolls sideways, nothing runs, and the text is what was printed."""
    page.set_viewport_size({"width": width, "height": 800})
    page.on("dialog", lambda dialog: pytest.fail(f"{dialog.message} was run"))
    open_page(page, hostile_site, f"partners/bn/undated/{name}.html")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("article img").count() == 0
    if name == "chen-chuc":
        expect(page.locator(paragraph(1))).to_have_text(
            ", ".join(f"Nơi {number}" for number in range(200))
        )
        assert page.locator(paragraph(1)).bounding_box() is not None
        expect(page.locator("details.remark")).to_have_count(3)
        assert page.locator("#n1").get_attribute("open") is None
        assert page.locator(".printed details a").count() >= 200
    else:
        expect(page.locator(".printed details")).to_have_count(0)
        expect(page.locator(".citation-text")).to_have_text(
            "Không rõ tác giả, [Một câu], không rõ nơi đăng, không rõ ngày đăng"
        )

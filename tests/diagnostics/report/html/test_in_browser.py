"""The page as Chromium shows it, offline."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from diagnostics.data.dataset import open_dataset
from diagnostics.report.html import render
from tests.diagnostics.data.files import npz
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.report.tried import tried_report

CHROMIUM = shutil.which("chromium")
WIDTHS, SCHEMES = (400, 1400), ("light", "dark")
KEY_FACTS = (
    "Not learning",
    "Cut short: the budget of 120 s ended",
    "3/3 with it, 0/3 without",
    "by step 50 every input gets the same answer",
    "Training loss, seed 3",
    "Layers over time",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on PATH: the page is not looked at in a browser"),
]


@dataclass
class Opened:
    """The page, and what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    report = tried_report(truncated="the budget of 120 s ended")
    assert report.dataset is not None
    pixels = np.random.default_rng(0).integers(0, 255, (30, 40, 40, 3)).astype(np.uint8)
    seen = open_dataset(
        chain(
            image(40),
            layer("Dense", units=2),
            dataset={"location": str(npz(path.with_name("a.npz"), x=pixels, y=np.arange(30) % 3))},
        )
    )
    known = report.dataset.model_copy(update={"samples": seen.facts.samples})
    path.write_text(render(report.model_copy(update={"dataset": known})), "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])  # root has no sandbox
        yield started
        started.close()


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in SCHEMES], ids=str)
def opened(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Iterator[Opened]:
    width, scheme = request.param
    look = {"color_scheme": scheme, "reduced_motion": "reduce"}  # scrolling at once keeps the tests quick
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **look)
    found = Opened(context.new_page())
    found.page.on("request", lambda asked: found.requests.append(asked.url))
    found.page.on("console", lambda message: found.complaints.append(message.text))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.goto(file.as_uri())
    yield found
    context.close()


def test_it_loads_nothing_but_itself_and_complains_of_nothing(opened: Opened, file: Path) -> None:
    opened.page.wait_for_load_state("networkidle")
    assert opened.requests == [file.as_uri()]
    assert opened.complaints == []


def test_its_style_sheet_is_in_force_in_the_scheme_that_the_reader_prefers(opened: Opened) -> None:
    ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    dark = opened.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert ground == ("rgb(18, 21, 24)" if dark else "rgb(246, 247, 249)")


def test_nothing_is_wider_than_the_window(opened: Opened) -> None:
    opened.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert opened.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_what_matters_is_seen_without_a_click(opened: Opened) -> None:
    for words in KEY_FACTS:
        assert opened.page.get_by_text(words).first.is_visible(), words


def test_pictures_have_a_size_and_are_described(opened: Opened) -> None:
    pictures = opened.page.locator("svg[role=img]").all()
    assert len(pictures) > 10
    for picture in pictures:
        box = picture.bounding_box()
        assert box is not None
        assert box["width"] > 250
        assert box["height"] > 150
        assert picture.get_attribute("aria-label")
    undescribed = "svg:not([role=img]):not([aria-hidden=true])"
    assert opened.page.locator(undescribed).count() == 0


def test_samples_are_shown_where_nothing_may_be_loaded(opened: Opened) -> None:
    samples = opened.page.locator(".samples img")
    assert samples.count() == 12
    assert samples.evaluate_all("all => all.every(each => each.complete && each.naturalWidth === 32)")
    assert opened.page.locator(".samples figcaption").all_inner_texts() == [str(n) for n in (0, 1, 2) for _ in range(4)]


def test_every_link_leads_to_a_place_that_is_seen(opened: Opened) -> None:
    targets = {link.get_attribute("href") or "" for link in opened.page.get_by_role("link").all()}
    assert len(targets) > 15
    for target in targets:
        opened.page.locator(f"a[href='{target}']").first.click()
        assert opened.page.locator(target).is_visible(), target


def test_on_paper_what_is_folded_away_is_printed_where_it_is_worth_it(opened: Opened) -> None:
    opened.page.emulate_media(media="print")
    heights = opened.page.evaluate("[...document.querySelectorAll('#layers table')].map(table => table.offsetHeight)")
    assert len(heights) == 3
    assert opened.page.evaluate("document.querySelectorAll('nav').length") == 1
    assert not opened.page.get_by_role("navigation").is_visible()
    assert opened.page.evaluate(
        "[...document.querySelectorAll('#layers table')].every(table => table.checkVisibility())"
    )

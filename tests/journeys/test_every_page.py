"""Every kind of page, on a phone and on a desk, light and dark: axe finds nothing, nothing is cut off, thumbs find targets."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import DESK, OFFICER, PHONE, Door
from tests.journeys.crawling import kind, walk

pytestmark = [pytest.mark.browser, pytest.mark.processes]

NARROW = {"width": 320, "height": 700}
SCHEMES = ("light", "dark")

# Which targets are too small for a thumb: 44 pixels each way, by their own box or by what a tap there hits, and nothing else
# within the 24 pixels around the middle. Links inside running text are exempt; a radio button or a box counts with its
# label, and a row whose link fills it counts as a whole.
SMALL = """() => {
  const inText = element => element.tagName === 'A' && getComputedStyle(element).display === 'inline'
    && [...element.parentElement.childNodes].some(
      node => node.nodeType === 3 && node.textContent.replace(/[\\s›·,.:]/g, '').length);
  const found = [];
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const isChoice = /radio|checkbox/.test(element.type) && element.labels.length;
    const target = isChoice ? element.labels[0] : element;
    if (element.type === 'hidden' || !target.checkVisibility({visibilityProperty: true})) continue;
    if (element.closest('.vh, [aria-hidden=true]') || element.matches('.skip') || inText(element)) continue;
    const box = target.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const hits = (far, how) => [[0, -far], [0, far], [-far, 0], [far, 0]][how](([dx, dy]) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return hit && (target.contains(hit) || hit.closest('label')?.control === element);
    });
    const isLarge = box.width > 43.5 && box.height > 43.5;
    // A link that wraps has gaps between its lines.
    const wraps = target.getClientRects().length > 1;
    if (!(isLarge && hits(11, wraps ? 'some' : 'every') || hits(21, 'every'))) found.push(
      `${element.tagName} ${(element.textContent || element.name).trim().slice(0, 40)} `
      + `${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  return found;
}"""


# What stands over the right edge of its card; a table that is scrolled sideways may.
OUT_OF_CARDS = """() => [...document.querySelectorAll('.card')].flatMap(card => {
  const edge = card.getBoundingClientRect().right + 1;
  return [...card.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > edge
    && element.checkVisibility({visibilityProperty: true}) && !element.closest('.scroll, .vh, .halves-nav')
    ).map(element => element.outerHTML.slice(0, 120)).slice(0, 2);
})"""


@pytest.fixture(scope="module")
def addresses(browser: Any, product: Any) -> list[str]:
    """An address of each kind of page that the officer can reach, and of those that no link leads to."""
    with Door(browser, product).open(OFFICER) as visitor:
        found = kinds(visitor.page.context)
    assert len(found) >= 15, "the walk stopped early"
    course = next(address for address in found.values() if kind(address) == "/activities/{uid}")
    return [
        *found.values(),
        f"{course.partition('?')[0]}/walk-in",
        "/activities?q=zzzz",
        "/people?text=nam",
        "/places?text=huong+khe",
        "/figures/people_trained?year=2024&by=commune&map=2025-07-01",
        "/figures/people_trained?place=huong+khe",
        "/no-such-page",
        "/me",
    ]


def kinds(context: BrowserContext) -> dict[str, str]:
    def fetch(address: str) -> tuple[int, str, str]:
        answer = context.request.get(address)
        told = answer.headers.get("content-type", "")
        return answer.status, told, answer.text() if told.startswith("text/html") else ""

    found: dict[str, str] = {}
    for visit in walk(fetch, alike=1, by=kind):
        if visit.page and visit.status == 200:
            found.setdefault(kind(visit.address), visit.address)
    return found


def faults(page: Page) -> Iterator[str]:
    """What axe says of the page as it stands, at both widths and in both themes."""
    page.evaluate(Axe().axe_script)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            said = page.evaluate("axe.run({resultTypes: ['violations']})")
            for one in said["violations"]:
                for node in one["nodes"]:
                    yield f"{size['width']} {scheme}: {one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"


def overflow(page: Page) -> Iterator[str]:
    for size in (NARROW, PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            widest = page.evaluate(
                """() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right
                > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"""
            )
            yield f"{size['width']}: {wide} px too wide: {widest}"
        yield from (f"{size['width']}: out of its card: {what}" for what in page.evaluate(OUT_OF_CARDS))


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")


def test_axe_finds_nothing_and_nothing_is_cut_off(door: Door, addresses: list[str]) -> None:
    found = []
    with door.open(OFFICER, has_touch=False) as visitor:
        page = visitor.page
        for address in addresses:
            page.goto(address)
            found += [f"{address}: {fault}" for fault in (*faults(page), *overflow(page))]
            unfold(page)
            found += [f"{address}, unfolded: {fault}" for fault in overflow(page)]
        visitor.complaints.clear()  # the browser writes down each page that refuses
    assert found == []


def test_axe_finds_nothing_where_nobody_is_signed_in_or_may(door: Door) -> None:
    found = []
    with door.open() as visitor:
        for address in ("/sign-in", "/no-such-page"):
            visitor.page.goto(address)
            found += [f"{address}: {fault}" for fault in (*faults(visitor.page), *overflow(visitor.page))]
        visitor.page.goto("/sign-in")
        visitor.page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        visitor.page.get_by_role("alert").wait_for()
        found += [f"empty sign-in: {fault}" for fault in faults(visitor.page)]
        visitor.complaints.clear()
    with door.open("kiemtra") as visitor:
        answer = visitor.page.goto("/activities/new")
        assert answer is not None
        assert answer.status == 403
        found += [f"refusal: {fault}" for fault in (*faults(visitor.page), *overflow(visitor.page))]
        visitor.complaints.clear()
    assert found == []


def test_thumbs_find_every_target(door: Door, addresses: list[str]) -> None:
    found = []
    with door.open(OFFICER, is_mobile=True) as visitor:
        page = visitor.page
        assert page.evaluate("matchMedia('(pointer: coarse)').matches")
        for address in addresses:
            page.goto(address)
            unfold(page)
            # All of the page in view at once, so that every target can be hit.
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": PHONE["width"], "height": min(height + 200, 30_000)})
            found += [f"{address}: {small}" for small in page.evaluate(SMALL)]
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        visitor.complaints.clear()
    assert found == []


def test_the_instruments_find_what_is_wrong(door: Door) -> None:
    with door.open(OFFICER, is_mobile=True) as visitor:
        page = visitor.page
        page.goto("/groups")
        page.evaluate(
            """() => {
              const wrong = document.createElement('div');
              wrong.innerHTML = '<button>x</button><img src="/static/logo.svg"><hr>';
              document.querySelector('main').prepend(wrong);
              wrong.querySelector('hr').style.width = '2000px';
            }"""
        )
        assert any("image-alt" in fault for fault in faults(page))
        assert len([fault for fault in overflow(page) if "too wide" in fault]) == 3
        assert any(small.startswith("BUTTON x") for small in page.evaluate(SMALL))
        visitor.complaints.clear()

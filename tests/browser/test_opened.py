"""What opens under somebody's hand can be read: lists, menus, folds, errors, the ring of the focus.

Each page is opened once, everything on it unfolded, and looked at in every mode; contrast 4.5:1,
7:1 in the modes for those who see badly, 3:1 for the ring (WCAG 1.4.3, 1.4.6, 1.4.11), and in the
colours of the visitor's own system.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from .staff import follow

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
MODES = ("", "elder", "access", "access dark", "access yellow")
CONTRAST = """async ([mode, rule]) => {
  document.documentElement.className = mode;
  const report = await axe.run(document, {runOnly: {type: 'rule', values: [rule]},
    resultTypes: ['violations'], elementRef: false});
  return report.violations.flatMap(v => v.nodes.map(n => `${mode}: ${n.target.join(' ')} ${n.any[0].message}`));
}"""
# The ring's colour against what lies around the element, or in it where the ring lies within.
RING = """mode => {
  document.documentElement.className = mode;
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
  const ground = item => {
    for (let at = item; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length && colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  const faults = [];
  for (const item of document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex="0"]')) {
    if (!item.checkVisibility({visibilityProperty: true})) continue;
    item.focus({preventScroll: true});
    if (document.activeElement !== item) continue;
    const look = getComputedStyle(item);
    const behind = ground(parseFloat(look.outlineOffset) < 0 ? item : item.parentElement);
    const [a, b] = [light(parse(look.outlineColor)), light(behind)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 3 || ratio < 3)
      faults.push(`${mode}: ${item.tagName} ${(item.innerText || item.name || '').trim().slice(0, 20)} ${look.outlineWidth} ${ratio.toFixed(2)}`);
  }
  return [...new Set(faults)].slice(0, 5);
}"""
UNFOLD = "() => { for (const fold of document.querySelectorAll('details')) fold.open = true }"


def _suggest(page, field):
    """Type until suggestions come, and choose one of them by the keyboard."""
    box = page.locator(field)
    box.fill("")
    box.press_sequentially("渣土")
    expect(page.locator(".suggest [role=option]").first).to_be_visible()
    box.press("ArrowDown")
    expect(page.locator(".suggest [aria-selected=true]")).to_be_visible()


def front_page(page):
    page.goto("/")
    page.evaluate(UNFOLD)
    _suggest(page, "#hero-seek")


def search_page(page):
    page.goto("/search/?q=渣土")
    page.evaluate(UNFOLD)
    _suggest(page, "#search-text")


def column(page):
    page.goto("/cgj/zhengce/")
    page.evaluate(UNFOLD)


def head_of_a_page(page):
    page.set_viewport_size({"width": 1000, "height": 1200})  # on a phone it may be in the menu
    page.goto("/track/")
    _suggest(page, "#seek")


def document(page):
    page.goto("/cgj/zhengce/")
    follow(page.locator("main ul.lines a").first)
    page.evaluate(UNFOLD)


def message_with_errors(page):
    page.goto("/message/")
    page.locator(".picks input").first.check()
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".wrong")).to_be_visible()


def question_with_errors(page):
    page.goto("/apply/")
    follow(page.locator("form[action='/apply/start/'] button").first)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".wrong")).to_be_visible()
    page.evaluate(UNFOLD)


def track_with_errors(page):
    page.goto("/track/")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".wrong")).to_be_visible()


def opinion_with_errors(page):
    page.goto("/decisions/")
    follow(page.locator("main tr", has_text="征求意见中").locator("a").first)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".wrong")).to_be_visible()


OPENED = [front_page, search_page, head_of_a_page, column, document, message_with_errors, question_with_errors,
          track_with_errors, opinion_with_errors]  # fmt: skip


@pytest.fixture(scope="module")
def window(browser, site):
    """The accessible mode holds every tool that any mode has."""
    context = browser.new_context(
        base_url=site, locale="zh-CN", viewport={"width": 1000, "height": 1200},
        reduced_motion="reduce",
    )  # fmt: skip
    context.add_cookies([{"name": "display", "value": "access", "url": site}])
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("opened", OPENED, ids=lambda opened: opened.__name__)
def test_what_is_open_can_be_read(window, opened):
    window.set_viewport_size({"width": 375, "height": 1200})
    opened(window)
    faults = []
    for mode in MODES:
        helped = "elder" in mode or "access" in mode
        rule = "color-contrast-enhanced" if helped else "color-contrast"
        faults += window.evaluate(CONTRAST, [mode, rule])
    window.keyboard.press("Tab")  # the ring is shown to whoever uses the keyboard
    for mode in MODES:  # moves the focus, which closes suggestions
        faults += window.evaluate(RING, mode)
    assert not faults


# Roles that HTML allows for a field of that type, and names where a reader jumps to.
NAMELESS = """() => [
  ...[...document.querySelectorAll('[role=combobox]')]
    .filter(item => !(item.tagName === 'INPUT' && ['text', 'email', 'tel', 'url'].includes(item.type))),
  ...[...document.querySelectorAll('form, figure, svg[role=img], [role=region], [role=listbox], nav, section[tabindex]')]
    .filter(item => !item.getAttribute('aria-label') && !(item.getAttribute('aria-labelledby') || '').split(' ')
      .some(id => (document.getElementById(id)?.textContent || '').trim())),
].map(item => item.outerHTML.slice(0, 120))"""


def figures(page):
    page.goto("/reports/2020/")


def budgets(page):
    page.goto("/budgets/")


@pytest.mark.parametrize("opened", [*OPENED, figures, budgets], ids=lambda opened: opened.__name__)
def test_forms_charts_and_lists_have_names_and_fields_allowed_roles(window, opened):
    opened(window)
    assert not window.evaluate(NAMELESS)


@pytest.mark.parametrize("opened", [front_page, search_page], ids=lambda opened: opened.__name__)
def test_what_is_chosen_is_told_in_the_systems_own_colours(browser, site, opened):
    context = browser.new_context(
        base_url=site, viewport={"width": 375, "height": 1200}, forced_colors="active"
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    opened(page)
    faults = page.evaluate(CONTRAST, ["", "color-contrast"])
    marked = "[...document.querySelectorAll('[aria-selected=true], .filters [aria-current]')]"
    outlines = page.evaluate(f"() => {marked}.map(item => getComputedStyle(item).outlineStyle)")
    context.close()
    assert not faults
    assert set(outlines) == {"solid"}

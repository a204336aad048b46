"""无障碍: no page of any kind, in any mode, at any width breaks a rule that axe-core can tell.

WCAG 2.2 AA and axe's best practices everywhere; contrast 7:1 in 长者版 and 无障碍, and targets of
60 px in 长者版 (互联网应用适老化通用设计规范 2.1).
"""

from pathlib import Path

import axe_playwright_python
import pytest

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (375, 768, 1440)
MODES = {"normal": "", "elder": "elder", "accessible": "access", "dark": "access.dark"}
HELPED = ("elder", "accessible", "dark")
# By day each kind is tried in each mode at one of two widths, its neighbour at the other, and
# the accessible mode in one of its colours; that nothing runs off sideways is tried everywhere.
BY_DAY = {
    "normal": (WIDTHS[0], WIDTHS[2]),
    "elder": (WIDTHS[2], WIDTHS[0]),
    "accessible": (WIDTHS[0], None),
    "dark": (None, WIDTHS[2]),
}
SWITCH = "words => { document.documentElement.className = words }"

KINDS = {
    "home": "/",
    "agency": "/cgj/",
    "column": "/cgj/zhengce/",
    "empty column": "/cgj/zhengce/?year=1999",
    "document": "",
    "annual report": "",
    "abolished document": "",
    "gone": "/i/no/such",
    "404": "/nowhere/at/all/",
    "search": "/search/?q=渣土",
    "search without hits": "/search/?q=查无此事查无此事",
    "search without words": "/search/",
    "licences": "/licences/",
    "licence": "",
    "figures": "/reports/",
    "figures of a year": "/reports/2020/",
    "figure": "/reports/2020/figures/licensing.decided/",
    "apply": "/apply/",
    "apply, first question": "/apply/kind/",
    "track": "/track/",
    "organisation": "/agencies/cgj/",
    "powers": "/powers/",
    "officers": "/officers/",
    "budgets": "/budgets/",
    "decisions": "/decisions/",
    "power": "",
    "budget sheet": "",
    "decision": "",
    "message": "/message/",
    "follow a message": "/message/progress/",
    "messages": "/messages/",
    "question and answer": "",
    "site map": "/sitemap/",
    "subscribe": "/subscribe/",
    "subscribe to a column": "/subscribe/?page=/cgj/",
    "subscribe, sent": "/subscribe/sent/",
    "verify a paper": "/verify/",
    "no paper of ours": "/verify/none/",
    "the interface": "/api/docs",
    "report a fault": "/mistakes/?page=/cgj/",
    "follow a fault": "/mistakes/progress/",
}

# Names, roles and landmarks depend on what is shown, not on its size or colour: all rules where the
# menu is folded (the phone) and where it is not (the desk); elsewhere those of layout and contrast.
LAYOUT = ["target-size", "scrollable-region-focusable", "link-in-text-block"]
RUN = """async ({tags, rules}) => {
  const report = await axe.run(document, {
    runOnly: rules.length ? {type: 'rule', values: rules} : {type: 'tag', values: tags},
    rules: {'identical-links-same-purpose': {enabled: false}, 'color-contrast': {enabled: !tags.includes('wcag2aaa')}},
    resultTypes: ['violations'], selectors: true, elementRef: false,
  });
  return report.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '));
}"""
# Links, buttons and fields that stand by themselves, not in a running text, smaller than 60 px.
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
  .filter(item => item.checkVisibility({visibilityProperty: true}) && !item.closest('.skip, .text, p, label, td, th, dd, .hits__line')
    && item.getBoundingClientRect().width > 2)
  .filter(item => { const box = item.getBoundingClientRect(); return box.height < 59.5 || box.width < 59.5 })
  .slice(0, 4)
  .map(item => 'target: ' + (item.innerText || item.name || item.tagName).trim().slice(0, 20) + ' ' +
    Math.round(item.getBoundingClientRect().width) + 'x' + Math.round(item.getBoundingClientRect().height))"""


@pytest.fixture(scope="module")
def addresses(browser, site):
    """The address of each kind; of records, the first that a list leads to."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    links = dict(KINDS)
    for kind, listed, selector in (
        ("document", "/cgj/zhengce/", "main ul.lines a"),
        ("annual report", "/cgj/nianbao/", "main ul.lines a"),
        ("abolished document", "/cgj/zhengce/?validity=废止", "main ul.lines a"),
        ("licence", "/licences/", "main tbody a"),
        ("power", "/powers/", "main a[href^='/powers/']:not([href*='?'])"),
        ("budget sheet", "/budgets/", "main a[href^='/budgets/']:not([href*='?'])"),
        ("decision", "/decisions/", "main tbody a"),
        ("question and answer", "/messages/", "main ul.lines a"),
    ):
        page.goto(listed)
        links[kind] = page.locator(selector).first.get_attribute("href", timeout=5_000)
    context.close()
    return links


@pytest.fixture(scope="module")
def window(browser, site):
    """A window with axe in every page that it opens."""
    context = browser.new_context(base_url=site, locale="zh-CN", reduced_motion="reduce")
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto("/apply/")
    page.locator("form[action='/apply/start/'] button").first.click()
    yield page
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_is_broken(window, addresses, kind, thorough):
    """One load a kind: a mode is a class of the page, but for its bar (tried below)."""
    window.set_viewport_size({"width": WIDTHS[0], "height": 900})
    window.goto(addresses[kind])
    faults = []
    turn = list(KINDS).index(kind) % 2
    for mode, words in MODES.items():
        window.evaluate(SWITCH, words.replace(".", " "))
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 900})
            if thorough or width == BY_DAY[mode][turn]:
                faults += [f"{mode} {width} {fault}" for fault in look(window, mode, width)]
            if window.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{mode} {width} wider than the window")
    assert not faults


@pytest.mark.parametrize("mode", HELPED)
@pytest.mark.parametrize("kind", ["home", "apply, first question"])
def test_no_rule_is_broken_as_the_server_sends_it(window, addresses, site, kind, mode):
    window.context.add_cookies([{"name": "display", "value": MODES[mode], "url": site}])
    window.set_viewport_size({"width": WIDTHS[0], "height": 900})
    window.goto(addresses[kind])
    window.context.clear_cookies(name="display")
    assert window.evaluate("document.documentElement.className") == MODES[mode].replace(".", " ")
    assert not look(window, mode, WIDTHS[0], is_whole=True)


def look(page, mode, width, *, is_whole=False):
    """What is wrong with the page as it stands in the window."""
    contrast = "color-contrast-enhanced" if mode in HELPED else "color-contrast"
    is_whole = is_whole or (mode == "normal" and width != WIDTHS[1])
    rules = [] if is_whole else [*LAYOUT, contrast]
    tags = [*TAGS, "wcag2aaa"] if mode in HELPED else TAGS
    faults = page.evaluate(RUN, {"tags": tags, "rules": rules})
    if mode == "elder":
        faults += page.evaluate(SMALL)
    return faults

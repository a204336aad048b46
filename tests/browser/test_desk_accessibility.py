"""工作台无障碍: no page that staff live in breaks a rule that axe-core can tell, or runs off sideways.

One window, signed in once as the administrator, who may enter every room.
"""

import pytest

from .conftest import give_password
from .test_accessibility import AXE, LAYOUT, RUN, TAGS

WIDTHS = (1440, 375)
PAGES = {
    "to-do": "/desk/",
    "list": "/desk/foi/",
    "record": "/desk/foi/ -> tbody .reference a",
    "form": "/desk/foi/new/",
    "board": "/desk/boards/foi/",
    "board of the hotline": "/desk/boards/hotline/",
    "letter templates": "/desk/foi/templates/",
    "list to pick from": "/desk/hotline/?state=assigned",
    "documents": "/desk/disclosure/",
    "columns": "/desk/columns/",
    "gaps": "/desk/gaps/",
    "manuscript": "/desk/manuscripts/ -> tbody .reference a",
    "chains": "/desk/manuscripts/chains/",
    "powers": "/desk/powers/",
    "wording": "/desk/wording/",
    "inspection": "/desk/inspection/",
    "figures": "/desk/figures/?year=2021",
    "summary": "/desk/reports/2021/summary/",
    "statutory table": "/desk/reports/2021/applications/",
    "import": "/desk/import/",
    "reports from elsewhere": "/desk/check-reports/",
    "assessment": "/desk/assessments/ -> tbody .reference a",
    "annual report": "/desk/annual-reports/ -> tbody .reference a",
    "annual report as it was frozen": "/desk/annual-reports/ -> tbody .reference a -> main a.button[href$='/text/']",
    "sum of annual reports": "/desk/reports/2021/annual-total/?cell=r1.total",
    "published figures": "/desk/reports/2021/published/",
    "rubric of a year": "/desk/rubric-years/cgj/2020/",
    "results of assessments": "/desk/assessment-results/",
    "methods of assessments": "/desk/assessment-rules/",
    "change of an organisation": "/desk/reorganisations/ -> tbody .reference a",
    "duties": "/desk/duties/",
    "deputies": "/desk/posts/stand-in/",
    "something to be mended": "/desk/rectifications/ -> tbody .reference a",
    "accounts": "/desk/accounts/",
    "unit to be dissolved": "/desk/dissolve-unit/?unit=huanwei&successor=shizheng",
    "audit": "/desk/audit/",
}


@pytest.fixture(scope="module")
def desk(browser, site):
    """Windows of the administrator, with axe in every page that they open."""
    context = browser.new_context(base_url=site, locale="zh-CN")
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto("/desk/")
    give_password(page, "admin")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(desk):
    """A window for each: one that loads itself anew when its work is done would break off the next."""
    page = desk.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_rule_is_broken(page, name):
    address, *links = PAGES[name].split(" -> ")
    answer = page.goto(address)
    for link in links:
        answer = page.goto(page.locator(link).first.get_attribute("href"))
    assert answer.status == 200
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        rules = [] if width == WIDTHS[0] else [*LAYOUT, "color-contrast"]
        broken = page.evaluate(RUN, {"tags": TAGS, "rules": rules})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            broken.append("wider than the window")
        faults += [f"{width} {fault}" for fault in broken]
    assert not faults

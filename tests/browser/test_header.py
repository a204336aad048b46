"""On a phone the head of a page is short: what somebody came for begins in its upper part."""

import pytest
from playwright.sync_api import expect

PHONE = {"width": 375, "height": 667}
FURTHEST = int(667 * 0.6)
MODES = ("", "elder", "access")
# Sizes and colours are classes only; the tools of a mode come from the server.
CLASSES = {
    "": ["", "large", "larger"],
    "elder": ["elder", "elder large", "elder larger"],
    "access": ["access", "access dark", "access yellow", "access large", "access larger"],
}
KINDS = {
    "agency": "/cgj/",
    "column": "/cgj/zhengce/",
    "document": "",
    "search": "/search/?q=渣土",
    "search without words": "/search/",
    "list with a search": "/licences/",
    "register": "/decisions/",
    "figures": "/reports/2020/",
    "figure": "/reports/2020/figures/licensing.decided/",
    "guide": "/apply/",
    "question of a form": "/apply/kind/",
    "track": "/track/",
    "message": "/message/",
    "messages": "/messages/",
    "subscribe": "/subscribe/?page=/cgj/",
    "report a fault": "/mistakes/?page=/cgj/",
    "site map": "/sitemap/",
    "404": "/nowhere/at/all/",
}
# Where the heading or the first field begins, and whether anything sticks out of the window.
MEASURE = """classes => classes.map(name => {
  document.documentElement.className = name;
  const first = [...document.querySelectorAll('main h1, main input:not([type=hidden]), main textarea')]
    .find(item => item.getBoundingClientRect().width > 2);
  return [name, Math.round(first.getBoundingClientRect().top + scrollY),
          document.documentElement.scrollWidth > innerWidth];
})"""


@pytest.fixture(scope="module")
def window(browser, site):
    context = browser.new_context(base_url=site, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto("/apply/")
    page.locator("form[action='/apply/start/'] button").first.click()
    yield page
    context.close()


@pytest.fixture(scope="module")
def addresses(window):
    window.goto("/cgj/zhengce/")
    document = window.locator("main ul.lines a").first.get_attribute("href")
    return {**KINDS, "document": document}


@pytest.mark.parametrize("kind", KINDS)
def test_content_begins_in_the_upper_part(window, addresses, site, kind):
    faults = []
    for mode in MODES:
        window.context.add_cookies([{"name": "display", "value": mode or "none", "url": site}])
        window.goto(addresses[kind])
        lines = window.evaluate(MEASURE, CLASSES[mode])
        faults += [line for line in lines if line[1] > FURTHEST or line[2]]
    assert not faults


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("mode", MODES, ids=["normal", "elder", "accessible"])
def test_the_menu_unfolds_on_a_phone_and_stands_open_beside_it(visit, site, mode, script):
    page = visit(**PHONE, script=script)
    page.context.add_cookies([{"name": "display", "value": mode or "none", "url": site}])
    page.goto("/licences/")
    door = page.locator(".doors a", has_text="互动交流")
    expect(door).not_to_be_visible()
    page.locator("summary", has_text="菜单").click()
    expect(door).to_be_visible()
    size = page.locator(".bar__sizes a", has_text="特大")
    expect(size).not_to_be_visible()
    page.locator("summary", has_text="字号").click()
    expect(size).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/licences/")
    for shown in (door, size, page.locator("#seek")):
        expect(shown).to_be_visible()
    for folded in ("菜单", "字号", "配色、朗读、键盘"):
        expect(page.locator("header summary", has_text=folded)).to_be_hidden()


def test_search_is_two_taps_away_where_letters_are_large(visit, site):
    page = visit(**PHONE)
    page.context.add_cookies([{"name": "display", "value": "elder", "url": site}])
    page.goto("/cgj/")
    page.locator("summary", has_text="菜单").click()
    page.locator(".doors").get_by_role("link", name="站内搜索").click()
    expect(page.locator("main input[name=q]")).to_be_in_viewport()

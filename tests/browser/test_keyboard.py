"""The keyboard alone: every stop is seen, and a whole task is done without a pointer."""

import pytest
from playwright.sync_api import expect

MOST_STOPS = 120
SEEN = """() => {
  const here = document.activeElement;
  const look = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    link: here.getAttribute('href') || here.getAttribute('action') || '',
    words: (here.innerText || here.getAttribute('aria-label') || here.value || '').trim(),
    within: here.closest('main') ? 'main' : '',
    outlined: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 3,
    shown: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def _tab_to(page, is_wanted):
    """Press Tab until the wanted stop; each one on the way is visible and outlined."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        assert stop["shown"], stop
        assert stop["outlined"], stop
        if is_wanted(stop):
            return stop
    return pytest.fail("the keyboard never came there")


@pytest.mark.parametrize("mode", ["", "elder", "access"], ids=["normal", "elder", "accessible"])
def test_from_the_front_page_over_a_document_to_an_application(visit, site, mode):
    page = visit()
    if mode:
        page.context.add_cookies([{"name": "display", "value": mode, "url": site}])
    page.goto("/")
    _tab_to(page, lambda stop: stop["link"] == "#content")
    page.keyboard.press("Enter")  # over the head of the page, into its text
    _tab_to(page, lambda stop: stop["within"] == "main")
    page.goto("/cgj/zhengce/")
    _tab_to(page, lambda stop: stop["link"] == "#content")
    page.keyboard.press("Enter")
    _tab_to(page, lambda stop: "/cgj/" in stop["link"] and stop["link"].count("/") == 5)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cgj/*/*/*/")
    _tab_to(page, lambda stop: stop["link"] == "/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    _tab_to(page, lambda stop: stop["link"] == "/apply/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/")
    _tab_to(page, lambda stop: stop["within"] == "main" and stop["words"].startswith("开始"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/kind/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_every_choice_of_the_accessible_mode_is_remembered_without_script(visit):
    page = visit(script=False)
    page.goto("/cgj/")
    page.get_by_role("link", name="无障碍", exact=True).click()
    page.get_by_role("link", name="黑底黄字").click()
    page.get_by_role("link", name="特大").click()
    page.goto("/licences/")
    assert page.locator("html").get_attribute("class") == "access yellow larger"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    page.get_by_role("link", name="退出无障碍").click()
    assert page.locator("html").get_attribute("class") == "larger"

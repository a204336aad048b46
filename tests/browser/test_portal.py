"""A citizen at the portal: find, read, count; on a phone, and without script."""

import re

import pytest
from playwright.sync_api import expect

PLACES = [
    "/",
    "/search/?q=渣土",
    "/agencies/",
    "/licences/",
    "/reports/",
    "/reports/2020/",
    "/cgj/",
]


def _first_found(page, words):
    page.goto("/")
    page.locator("form[role=search] input[name=q]").first.fill(words)
    page.get_by_role("button", name="搜索").first.click()
    expect(page.get_by_role("status").filter(has_text="找到")).to_be_visible()
    page.locator("ol.hits h2 a[href^='/i/']").first.click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_search_and_read(visit, script):
    page = visit(script=script)
    _first_found(page, "渣土")
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    number = page.locator("dt:text-is('索引号') + dd")
    expect(number).to_have_text(re.compile(r"^[0-9A-Z]{18}/|^\S{10,}$"))
    index_number = number.inner_text()
    page.goto(f"/i/{index_number}")
    expect(page.locator("dt:text-is('索引号') + dd")).to_have_text(index_number)


def test_a_search_without_hits_shows_ways_on(page):
    page.goto("/search/?q=" + "查无此事" * 5)
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()


def test_a_figure_opens_to_its_records(page):
    page.goto("/reports/2020/")
    page.locator("a[href$='/figures/licensing.decided/']").first.click()
    expect(page.get_by_text("口径").first).to_be_visible()
    # one fewer where the desk's test has voided one on the same site
    expect(page.get_by_text(re.compile("620|619")).first).to_be_visible()
    page.locator("main a[href*='/licences/']").first.click()
    expect(page.get_by_text("〔2020〕").first).to_be_visible()


@pytest.mark.parametrize("address", PLACES)
def test_nothing_is_wider_than_a_phone(visit, address):
    page = visit(width=375, height=800)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.title()


@pytest.mark.parametrize("address", PLACES)
def test_every_place_can_be_read_by_a_screen_reader(page, address):
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("img:not([alt])").count() == 0
    assert not page.evaluate(NAMELESS)


def test_the_skip_link_is_the_first_stop(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    expect(page.locator(":focus")).to_be_in_viewport()


def test_elder_mode_is_larger_and_stays(page):
    page.goto("/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_text("长者版").first.click()
    page.goto("/licences/")
    after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    assert after >= before * 1.25


# Links, buttons and fields that a screen reader could not name.
NAMELESS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
  .filter(item => !item.closest('[hidden]') && !(item.textContent || '').trim() && !item.getAttribute('aria-label')
    && !item.getAttribute('aria-labelledby') && !item.title && !(item.labels && item.labels.length)
    && !item.querySelector('img[alt], svg[aria-label], title'))
  .map(item => item.outerHTML.slice(0, 120))"""

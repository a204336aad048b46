"""The desk by its keys: lists, records, batches and 快速前往; and all of it without script."""

import re

import pytest
from playwright.sync_api import expect

AT_WORK = "/desk/hotline/?state=assigned"
RECORD = re.compile(r"/desk/hotline/\d+/")


def opened(page):
    """The first record of the list."""
    page.locator("td.reference a").first.click()
    page.wait_for_url(RECORD)


def test_keys_walk_a_list_and_its_records(sign_in):
    page = sign_in("rexian")
    page.goto("/desk/hotline/?kind=suggestion")
    first, second = page.locator("td.reference").all_inner_texts()[:2]
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#picked")).to_have_text("已选 1 项")
    page.keyboard.press("x")
    page.locator("tr.is-here td.reference a").press("Enter")
    page.wait_for_url(RECORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text(first)
    expect(page.locator("[data-previous]")).to_have_count(0)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_contain_text(second)
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_contain_text(first)


def test_numbers_open_moves_and_escape_leaves_step_by_step(sign_in):
    page = sign_in("rexian")
    page.goto(AT_WORK)
    opened(page)
    page.keyboard.press("1")
    form = page.locator("#move form.move-form")
    expect(form).to_be_visible()
    field = form.locator("textarea").first
    expect(field).to_be_focused()
    page.keyboard.type("j1?x")
    expect(field).to_have_value("j1?x")  # keys in a field are letters
    page.keyboard.press("Escape")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/desk/hotline/\?state=assigned$"))


def test_the_keys_are_shown(sign_in):
    page = sign_in("rexian")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="快捷键")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="快捷键")).to_be_hidden()


def test_the_palette_finds_a_move_a_record_and_a_page(sign_in):
    page = sign_in("rexian")
    page.goto(AT_WORK)
    opened(page)
    title = page.locator(".record-head .what").inner_text()
    page.keyboard.press("Control+k")
    words, lines = page.get_by_role("combobox", name="编号"), page.locator("#palette")
    expect(words).to_be_focused()
    page.keyboard.type("拟答复")
    expect(lines.get_by_role("option", name="拟答复").first).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#move form.move-form")).to_be_visible()
    page.get_by_role("link", name="取消").click()
    expect(page.locator("#move form")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type(title[:6])
    expect(lines.get_by_role("option").first).to_contain_text(title[:6])
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("承办任务")
    lines.get_by_role("option", name="承办任务").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/assignments/")


def test_an_input_method_is_left_alone(sign_in):
    page = sign_in("rexian")
    page.keyboard.press("Control+k")
    words = page.locator("#palette-words")
    expect(page.get_by_role("option").first).to_be_visible()
    before = page.url
    words.evaluate(
        """field => field.dispatchEvent(new KeyboardEvent("keydown",
           {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    page.wait_for_timeout(300)
    assert page.url == before
    expect(words).to_be_visible()


@pytest.mark.parametrize(
    ("script", "unit"), [(True, "宣传科"), (False, "法规科")], ids=["script", "no script"]
)
def test_a_batch_is_given_to_a_unit(sign_in, script, unit):
    page = sign_in("rexian", script=script)
    page.goto(AT_WORK)
    name = page.locator("td.reference").last.inner_text()
    page.locator("input[name=pk]").last.check()
    page.get_by_role("button", name="批量增加协办").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("批量增加协办 1 件")
    page.get_by_label(unit).check()
    page.get_by_role("button", name="确认增加协办").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("办了 1 件")
    page.get_by_role("link", name=name).click()
    page.wait_for_url(RECORD)
    expect(page.get_by_role("main")).to_contain_text(unit)


def test_the_next_case_opens_when_one_is_done(sign_in):
    page = sign_in("rexian-fuze")
    page.goto("/desk/hotline/?state=answered&year=2025")
    second = page.locator("td.reference").all_inner_texts()[1]
    opened(page)
    page.get_by_role("button", name="办完打开下一件").click()
    expect(page.get_by_role("button", name="办完打开下一件：开")).to_be_visible()
    page.locator(".moves a.move", has_text=re.compile(r"^\s*更正")).click()
    form = page.locator("#move form.move-form")
    form.get_by_label("地点").fill("青枫路")
    form.get_by_role("button", name="确认").click()
    expect(page.locator(".said.success")).to_contain_text("已打开下一件")
    expect(page.get_by_role("heading", level=1)).to_contain_text(second)
    page.get_by_role("button", name="办完打开下一件：开").click()
    expect(page.get_by_role("button", name="办完打开下一件：关")).to_be_visible()


@pytest.mark.parametrize("width", [768, 375])
def test_no_door_is_cut_off(sign_in, width):
    page = sign_in("admin", width=width)
    page.goto("/desk/hotline/")
    menu = page.get_by_role("navigation", name="工作台")
    expect(menu.get_by_role("link").first).to_be_hidden()
    menu.locator("summary").click()
    links = menu.get_by_role("link")
    assert links.count() > 20
    edges = menu.evaluate(
        "nav => [...nav.querySelectorAll('a')].map(a => a.getBoundingClientRect().right)"
    )
    assert max(edges) <= width


def test_many_units_are_narrowed_by_typing(sign_in):
    page = sign_in("rexian", width=375)
    page.goto(AT_WORK)
    opened(page)
    page.locator(".moves a.move", has_text=re.compile(r"^\s*增加协办")).click()
    form = page.locator("#move form.move-form")
    ticks = form.locator("fieldset", has_text="协办单位").locator(
        "label", has=page.locator("[type=checkbox]")
    )
    expect(form.get_by_role("searchbox", name="缩小范围")).to_be_visible()
    every = ticks.count()
    form.get_by_role("searchbox", name="缩小范围").fill("环境")
    expect(ticks.filter(visible=True)).to_have_count(1)
    assert every > 8

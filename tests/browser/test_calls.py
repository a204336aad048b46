"""Intake by telephone with the keyboard alone: begun, cut off, taken up again, registered."""

import re

import pytest
from playwright.sync_api import expect

NEW = "/desk/hotline/call/"
SAID = "青枫路 88 号门前路灯不亮，夜里看不清路。"


def begin(page):
    """The first fields of a call, typed as somebody types; the cursor is where it belongs."""
    page.goto(NEW)
    page.wait_for_url(re.compile(r"/call/\w+/"))
    keys = page.keyboard
    keys.type("13900004321")
    expect(page.locator("[data-part=caller]")).to_contain_text("这个号码")
    keys.press("Enter")
    keys.type("周示例")
    keys.press("Enter")
    keys.type("qfl")
    expect(page.get_by_role("option").first).to_contain_text("青枫路")
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.type(SAID)
    expect(page.locator("[name=place]")).to_have_value("青枫路")
    return page.url


def kind(page, word):
    """诉求类型, by its first letter of the list: arrows, as in any select."""
    field = page.locator("[name=request_kind]")
    words = field.locator("option").all_inner_texts()
    field.focus()
    for _ in range(next(place for place, text in enumerate(words) if text == word)):
        page.keyboard.press("ArrowDown")


def test_a_call_is_cut_off_taken_up_and_given_to_a_unit(sign_in):
    page = sign_in("rexian")
    address = begin(page)
    expect(page.locator("[data-kept-at]")).to_contain_text("草稿已保存")
    expect(page.locator("[data-part=similar]")).to_contain_text("可能的承办单位")
    seat = page.context.browser.new_context(base_url=page.url.partition("/desk")[0])
    seat.add_cookies(page.context.cookies())
    page.close()  # the machine is gone
    other = seat.new_page()
    other.goto(NEW)
    other.locator(".drafts a", has_text=SAID[:10]).first.press("Enter")
    other.wait_for_url(address)
    expect(other.locator("[name=content]")).to_have_value(SAID)
    expect(other.locator("[name=caller_phone]")).to_have_value("13900004321")
    kind(other, "求助")
    other.keyboard.press("F9")
    expect(other.locator("[name=unit]")).to_be_focused()
    other.keyboard.press("ArrowDown")
    other.keyboard.press("F9")
    done = other.locator(".said.success")
    expect(done).to_contain_text("待签收")
    expect(other.locator("[name=caller_phone]")).to_be_focused()
    expect(other.locator("[name=content]")).to_have_value("")
    assert not other.locator(".drafts a", has_text=SAID[:10]).count()
    seat.close()


def test_an_enquiry_ends_on_the_line(sign_in):
    page = sign_in("rexian")
    begin(page)
    kind(page, "咨询")
    page.keyboard.press("F8")
    expect(page.locator("[name=answer_text]")).to_be_focused()
    page.keyboard.type("已经报修，明天上午修复。")
    page.keyboard.press("F8")
    expect(page.locator(".said.success")).to_contain_text("已答复")


def test_a_tab_that_dies_at_once_loses_nothing(sign_in):
    page = sign_in("rexian")
    page.goto(NEW)
    page.route("**/desk/typing/", lambda route: route.abort())
    page.keyboard.type("13900008765")
    page.reload()
    expect(page.locator("[name=caller_phone]")).to_have_value("13900008765")
    page.unroute("**/desk/typing/")


def test_one_key_says_the_same_as_that_one(sign_in):
    """Three neighbours call about the same lamp: the second hangs on the first."""
    page = sign_in("rexian")
    for times in (1, 2):
        begin(page)
        expect(page.locator("[data-part=similar]")).to_contain_text("可能的承办单位")
        kind(page, "投诉")
        if times == 2:
            expect(page.locator(".alike li").first).to_contain_text("青枫路")
            page.keyboard.press("F2")
            expect(page.locator("[name=same_as]")).to_have_value(re.compile(r"^\w+-\d+$"))
            expect(page.locator(".alike li").first).to_have_class("is-same")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".said.success")).to_contain_text("待交办" if times == 1 else "已并案")


def test_an_input_method_has_its_keys_to_itself(sign_in):
    """What chooses a character neither leaves the field, nor takes a place, nor ends the call."""
    page = sign_in("rexian")
    page.goto(NEW)
    page.wait_for_url(re.compile(r"/call/\w+/"))
    address, place = page.url, page.locator("[name=place]")
    method = page.context.new_cdp_session(page)

    def compose(text):
        spot = {"selectionStart": len(text), "selectionEnd": len(text)}
        method.send("Input.imeSetComposition", {"text": text, **spot})

    place.focus()
    for typed in ("q", "qing", "qing feng"):
        compose(typed)
    for key in ("Enter", "ArrowDown", "Escape", "F8", "F9", "F4"):
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": 229}
        method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **pressed})
        method.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
    expect(place).to_be_focused()
    assert page.url == address
    places = page.locator("[data-part=places] [role=option]")
    assert not places.count(), "letters on their way to a character are no place"
    method.send("Input.insertText", {"text": "青枫路"})
    expect(place).to_have_value("青枫路")
    expect(places.first).to_contain_text("青枫路")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place).not_to_be_focused()
    content = page.locator("[name=content]")
    content.focus()
    compose("lu deng")
    method.send("Input.insertText", {"text": "路灯不亮"})
    expect(content).to_have_value("路灯不亮")
    expect(page.locator("[data-kept-at]")).to_contain_text("草稿已保存")


@pytest.mark.parametrize("width", [1440, 768, 375])
def test_nothing_is_cut_off(sign_in, width):
    page = sign_in("rexian", width=width)
    page.goto(NEW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_steps_are_the_servers(sign_in):
    page = sign_in("rexian", script=False)
    page.goto(NEW)
    page.get_by_label("来电号码").fill("13900004321")
    page.get_by_label("地点").fill("青枫")
    page.get_by_label("内容", exact=True).fill(SAID)
    page.get_by_role("button", name="查看此前来电").click()
    expect(page.locator("[data-part=caller]")).to_contain_text("这个号码")
    page.get_by_role("option", name=re.compile("青枫路")).click()
    expect(page.get_by_label("地点")).to_have_value("青枫路")
    page.get_by_label("诉求类型").select_option(label="求助")
    page.get_by_role("button", name=re.compile("^登记 ")).click()
    expect(page.locator(".said.success")).to_contain_text("待交办")

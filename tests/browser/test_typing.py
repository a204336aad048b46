"""Back and sent again, by real clicks: the browser fetches the page anew and keeps the words."""

import re

import pytest


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_back_and_sent_again_is_asked_about(visit, script):
    page = visit(script=script)
    page.goto("/message/")
    page.get_by_label("求助", exact=True).check()
    form = page.locator("main form").first
    form.locator("[name=subject]").fill("路灯不亮")
    form.locator("[name=content]").fill("青枫路与滨河路路口的路灯不亮")
    form.locator("[name=contact]").fill("13900005678")
    for choice in form.locator("[name=consents][value=no]").all():
        choice.check()
    form.get_by_role("button").last.click()
    page.wait_for_url(re.compile("/sent/"))
    number = page.locator(".receipt__number").first.inner_text()
    page.go_back()
    page.locator("main form").first.get_by_role("button").last.click()
    assert "已经提交过" in page.get_by_role("alert").inner_text()
    assert number not in page.content()
    assert page.locator("[name=subject]").input_value() == "路灯不亮"
    page.goto("/message/sent/")
    assert page.locator(".receipt__number").first.inner_text() == number

"""The forms over the public lists: what a visitor narrows them by."""


def press(page, form, button):
    """Press a button of a form; the page that it leads to is no refusal."""
    with page.expect_navigation() as led:
        page.locator(form).get_by_role("button", name=button, exact=True).first.click()
    assert led.value.status == 200, f"{led.value.status} {led.value.url}"


def search(page, at, form, field):
    page.goto(at)
    page.locator(f"{form} input[name=q]").fill("渣土")
    press(page, form, field)
    assert "q=%E6%B8%A3%E5%9C%9F" in page.url


def _named(page, at, field, words):
    page.goto(at)
    page.locator(f"main form input[name={field}]").fill(words)
    press(page, "main form", "查找")
    assert f"{field}=" in page.url


def powers(page, **_):
    search(page, "/powers/", "main form[role=search]", "查找")


def powers_of_a_day(page, **_):
    for address, label in (("/powers/", "查某一天的清单"), ("/agencies/cgj/", "查某一天的机构")):
        page.goto(address)
        page.get_by_label(label).last.fill("2025-01-01")
        press(page, "main form.day-form", "查看")
        assert "on=2025-01-01" in page.url


def decisions(page, **_):
    search(page, "/decisions/", "main form", "查找")


def officers(page, **_):
    search(page, "/officers/", "main form", "查找")


def proposals(page, **_):
    _named(page, "/proposals/", "words", "治理")


def licences(page, **_):
    _named(page, "/licences/", "holder", "公司")


def penalties(page, **_):
    _named(page, "/penalties/", "holder", "公司")


def commitments(page, **_):
    _named(page, "/commitments/", "holder", "公司")


def datasets(page, **_):
    _named(page, "/data/", "words", "许可")
    assert page.get_by_role("link", name="行政许可公示", exact=True).is_visible()

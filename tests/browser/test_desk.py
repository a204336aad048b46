"""Staff at the desk: a whole task from sign-in to the audit log."""

import re

from playwright.sync_api import expect

from .staff import follow


def _decided(page):
    """The portal's number of decided licences of 2020."""
    page.goto("/reports/2020/figures/licensing.decided/")
    return int(
        re.search(r"(\d+)\s*件", page.locator("main").inner_text().replace(",", "")).group(1)
    )


def test_a_stranger_is_asked_to_sign_in(page):
    page.goto("/desk/")
    expect(page.locator("input[name=username]")).to_be_visible()
    page.locator("input[name=username]").fill("shenpi")
    page.locator("input[name=password]").fill("not the password")
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("input[name=username]")).to_have_value("shenpi")


def test_a_voided_licence_leaves_the_figure_and_stays_in_the_audit_log(sign_in, visit):
    before = _decided(visit())
    page = sign_in("shenpi-fuze")
    page.get_by_role("navigation").get_by_role("link", name="许可").first.click()
    page.get_by_label("年份").select_option("2020")
    follow(page.get_by_role("button", name="筛选"))
    follow(page.locator("main tbody td.reference a").first)
    reference = re.match(r"\S+号", page.get_by_role("heading", level=1).inner_text()).group()
    page.get_by_role("link", name="作废").click()
    page.get_by_label("理由").fill("重复录入，试一次作废")
    page.get_by_role("button", name="确认作废").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("作废")
    expect(page.locator("#timeline .line > li").last).to_contain_text("重复录入，试一次作废")

    public = visit()
    public.wait_for_timeout(1000)  # every process drops its public pages within half a second
    assert _decided(public) == before - 1

    auditor = sign_in("shenji")
    auditor.goto("/desk/audit/")
    row = auditor.locator("main tbody tr", has_text=reference).filter(has_text="作废")
    expect(row).to_contain_text("秦德胜")


def test_the_desk_fits_a_small_window_without_script(sign_in):
    page = sign_in("rexian", width=375, height=800, script=False)
    assert page.locator("h1").count() == 1

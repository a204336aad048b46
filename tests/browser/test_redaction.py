"""区分处理 in the browser: a box drawn with the mouse, and the words beneath gone for the applicant."""

import re

from playwright.sync_api import expect

from huiyin.files.tests import redaction_samples as samples
from huiyin.files.tests.redaction_samples import SECRET

from .staff import draw_box, words_of

OPEN = "公开内容"


def test_what_was_boxed_with_the_mouse_is_gone(sign_in, tmp_path):
    original = tmp_path / "original.pdf"
    original.write_bytes(samples.plain(OPEN, SECRET))
    page = sign_in("gongkai", height=1400)
    page.goto("/desk/foi/?state=consulting")
    page.locator("main tbody td.reference a").first.click()
    page.get_by_role("link", name="材料和区分处理").click()
    page.get_by_label("文件").set_input_files(original)
    page.get_by_role("button", name="添加").click()
    page.locator(".materials li", has_text="original.pdf").get_by_role("link").last.click()
    expect(page.locator("#redact-page.is-live")).to_be_visible()
    page.get_by_label("不予公开的依据").first.select_option("E15")
    page.get_by_label("理由").first.fill("个人隐私")
    draw_box(page, 0.1, 0.18, 0.4, 0.23)
    expect(page.locator(".redact__list .redact__under")).to_have_text(SECRET)
    expect(page.locator("#redact-boxes rect")).to_have_count(1)

    page.get_by_role("link", name="预览结果").click()
    page.get_by_label("提供给申请人的文件名").fill("给申请人的文件")
    page.get_by_label("我已逐页核对预览").check()
    page.get_by_role("button", name="完成区分处理").click()
    given = page.locator(".materials li", has_text="给申请人的文件.pdf")
    expect(given).to_contain_text("提供给申请人")
    with page.expect_download() as download:
        given.get_by_role("link", name=re.compile("给申请人的文件")).click()
    words = words_of(download.value.path().read_bytes())
    assert OPEN in words
    assert SECRET not in words
    assert SECRET in words_of(original.read_bytes())

"""The yearly summary in a browser: written, previewed, sent, reviewed three times, on the portal."""

import io
import re

import docx
import pytest

from .staff import downloaded
from .test_publishing import make

PAGE = "/desk/reports/2021/summary/"
WORDS = "全年组织四次业务培训，局属各单位承办人员都参加了写作练习。"


def open_task(page, title):
    page.goto("/desk/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/desk/manuscripts/*/")


def save_place(page, text):
    page.locator("textarea").first.fill(text)
    page.get_by_role("button", name="保存", exact=True).first.click()


def write(clerk):
    """The paragraph in its place, the frame beside it."""
    clerk.goto(PAGE)
    place = clerk.locator("#slot-training")
    place.get_by_text("修改").click()
    save_place(place, WORDS)
    clerk.wait_for_url("**/summary/#slot-training")
    assert WORDS in clerk.locator("#slot-training").inner_text()
    assert "魏雅琴" in clerk.locator("#slot-training .office__by").inner_text()
    clerk.locator("[name=addressee]").fill("云溪市政务公开办公室")
    clerk.locator("[name=dated_on]").fill("")  # a second one of the same day would be refused
    clerk.get_by_role("button", name="保存版头和落款").click()
    clerk.locator(".said.success").wait_for()


def preview(clerk):
    """Word and page say it, and nobody's name."""
    content = downloaded(clerk, clerk.get_by_role("link", name="下载 Word", exact=True))
    text = "\n".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs)
    clerk.get_by_role("link", name="预览页面").click()
    for paper_text in (text, clerk.locator(".paper").inner_text()):
        assert "云溪市政务公开办公室：" in paper_text
        assert WORDS in paper_text
        assert "魏雅琴" not in paper_text


def send(drafter):
    """送审; the address of the manuscript and its title."""
    drafter.goto(PAGE)
    column = drafter.locator("[name=column] option", has_text="工作推进").get_attribute("value")
    drafter.select_option("[name=column]", column)
    drafter.get_by_role("button", name="送审").click()
    drafter.wait_for_url(re.compile(r"/desk/manuscripts/\d+/$"))
    return drafter.url, drafter.locator(".record-head .what").inner_text()


def test_from_the_first_word_to_the_portal(sign_in, visit):
    clerk = sign_in("gongkai")
    write(clerk)
    preview(clerk)
    manuscript, title = send(sign_in("qicao"))
    clerk.goto("/desk/reports/2021/cgj/write/training/")
    save_place(clerk, "送审以后又改了。")
    clerk.locator(".said.success").wait_for()
    for username in ("shenhe", "baomi", "fabu"):
        reviewer = sign_in(username)
        open_task(reviewer, title)
        make(reviewer, "通过")
    reviewer.goto(manuscript)
    make(reviewer, "立即发布")
    address = reviewer.get_by_role("link", name="在网站上查看").get_attribute("href")
    citizen = visit()
    citizen.goto(address)
    shown = citizen.locator(".text").inner_text()
    assert WORDS in shown
    assert "送审以后又改了。" not in shown


@pytest.mark.parametrize("width", [375, 768, 1440])
def test_it_is_written_without_script_on_any_screen(sign_in, visit, width):
    clerk = sign_in("gongkai", width=width, script=False)
    clerk.goto("/desk/reports/2020/summary/")
    across = clerk.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert across[0] <= across[1]
    clerk.goto("/desk/reports/2020/cgj/write/training/")
    text = f"没有脚本的浏览器也能保存（{width}）。"
    clerk.locator("textarea").fill(text)
    clerk.get_by_role("button", name="保存").click()
    clerk.wait_for_url("**/summary/#slot-training")
    assert text in clerk.locator("#slot-training").inner_text()

"""举报 in the browser: taken on the telephone, and a colleague beside finds nothing of it by any way.

信访工作条例第三十条. What a client can ask one address after the other stands in `tests/test_informer.py`;
here somebody looks for it as people look: the list, the search, the palette, a table to take away,
the records behind a figure, the audit, the record's own address.
"""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from .staff import downloaded, fill, follow
from .test_proposals import today

SUBJECT = "青枫饭馆夜间向河口倒油"
SAID = "每晚十点以后有人把泔水油倒进河口的暗管。"
PHONE = "13900009876"
SECRETS = (SUBJECT, SAID, PHONE)
COLLEAGUES = ("lingdao", "huanwei", "shenji")


@pytest.fixture(scope="module")
def reported():
    """Where the report stands, once somebody has taken it in."""
    return {}


def take_in(page):
    """Register it, and be on its page."""
    page.goto("/desk/hotline/new/")
    form = page.locator("main form.form")
    fill(form, {"收到日期": today().isoformat(), "来源渠道": "市长热线", "诉求类型": "举报"})
    fill(form, {"标题": SUBJECT, "诉求内容": SAID, "联系电话": PHONE})
    form.get_by_role("button", name="登记").click()
    page.wait_for_url(re.compile(r"/desk/(why/|hotline/\d+/)"))


def say_why(page, reason):
    fill(page.locator("main form"), {"查看的理由": reason})
    follow(page.get_by_role("button", name="继续"))


@pytest.fixture
def report(sign_in, reported):
    if not reported:
        page = sign_in("rexian")
        take_in(page)
        reported["address"] = re.sub(r"\?.*", "", page.url).partition("/desk")[2]
        say_why(page, "核对登记的内容")
        expect(page.locator("main")).to_contain_text(SAID)
        reported["number"] = re.search(r"[A-Z]*\d{4}-?\d+", page.locator("h1").inner_text()).group()
    return reported


def says_nothing(page, report, asked=""):
    """Nothing of it in all that the page holds, folded or shown, but the words that were looked for."""
    text = page.content()
    assert not [one for one in SECRETS if one != asked and one in text], page.url
    assert page.locator(f"main a[href*='{report['address']}']").count() == 0, page.url


def looked_for(page, report, words):
    """By the palette, and by the search of the desk."""
    page.goto("/desk/palette/")
    fill(page.locator("main form"), {"编号、文字、页面名称": words})
    follow(page.get_by_role("button", name="查找"))
    says_nothing(page, report, words)
    follow(page.get_by_role("link", name=re.compile("在全部办件里搜索")))
    says_nothing(page, report, words)


def taken_away(page):
    """Every cell of the table that this page offers."""
    offered = page.get_by_role("link", name="导出 Excel")
    if not offered.count():
        return ""
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, offered)), read_only=True)
    return "\n".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("name", COLLEAGUES)
def test_a_colleague_finds_nothing_of_it(sign_in, report, name):
    page = sign_in(name)
    says_nothing(page, report)
    for words in (SUBJECT, PHONE, report["number"]):
        looked_for(page, report, words)
    for door in ("hotline/", "hotline/?kind=report", "boards/hotline/", "figures/", "audit/"):
        if page.goto(f"/desk/{door}").status == 200:
            says_nothing(page, report)
    if page.goto("/desk/hotline/?kind=report").status == 200:
        assert not [one for one in SECRETS if one in taken_away(page)]
    if page.goto("/desk/figures/hotline.kind.report/").status == 200:
        says_nothing(page, report)
        expect(page.locator("main")).to_contain_text("保密")
    assert page.goto(report["address"]).status in (403, 404)
    says_nothing(page, report)


def test_who_took_it_in_finds_it(sign_in, report):
    page = sign_in("rexian")
    page.goto("/desk/palette/")
    fill(page.locator("main form"), {"编号、文字、页面名称": report["number"]})
    follow(page.get_by_role("button", name="查找"))
    assert page.locator(f"main a[href*='{report['address']}']").count()

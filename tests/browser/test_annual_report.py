"""年度报告 from the reminder in January to the portal, and what changes of its numbers afterwards."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests import databases, demonstration

from .conftest import served
from .staff import Clerk, downloaded, follow, words_of
from .test_accessibility import AXE, WIDTHS, look
from .test_proposals import today
from .test_publishing import make

YEAR = today().year  # the report of the running year, written in the January after it
LICENCE = f"云城管许〔{YEAR}〕9999号"
CLOCK = f"""
import datetime, time_machine
ZONE = datetime.timezone(datetime.timedelta(hours=8))
time_machine.travel(datetime.datetime({YEAR + 1}, 1, 5, 9, 30, tzinfo=ZONE), tick=True).start()
"""
PREPARE = f"""
import django; django.setup()
from datetime import date
from django.utils import timezone
from huiyin.audit.actors import system
from huiyin.coordination import reminding
from huiyin.licensing import actions
from huiyin.licensing.tests.trial import licence
from huiyin.organisations.models import Organisation

agency = Organisation.objects.agencies().first()
day = date({YEAR}, 1, 1)
new = licence(agency, reference="{LICENCE}", decided_on=day, valid_from=day, valid_to=date({YEAR} + 3, 1, 1))
actions.register(new, actor=system("test"), at=timezone.now())
reminding.remind(at=timezone.now())
"""
TAGS = """() => Object.fromEntries(
  [...document.querySelectorAll("meta[name]")].map(tag => [tag.name, tag.content]))"""
OWN = ("disclosure", "applications", "management", "platform", "supervision")
STATED = ("penalties-decided", "fees-charged")


@pytest.fixture(scope="module")
def site(home):
    """A demonstration whose clock stands in the January after its last year."""
    folder = Path(tempfile.mkdtemp(prefix="huiyin-january-"))
    demonstration.copy(folder)
    (folder / "clock").mkdir()
    (folder / "clock" / "sitecustomize.py").write_text(CLOCK)
    environment = demonstration.environment(folder) | {
        "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
        "PYTHONPATH": f"{folder / 'clock'}:{databases.ROOT}",
    }
    subprocess.run(
        [sys.executable, "-c", PREPARE],
        env=environment,
        cwd=databases.ROOT,
        check=True,
        timeout=120,
    )
    with served([sys.executable, "-m", "huiyin.config.serve"], environment, folder) as address:
        yield address
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def signed_in():
    """Cookies of this site alone."""
    return {}


class Writer(Clerk):
    """Somebody with the report of the year before them."""

    def find(self):
        self.page.goto("/desk/annual-reports/")
        row = self.page.locator("main tbody tr", has_text=f"{YEAR}年政府信息公开工作年度报告")
        follow(row.locator("td.reference a"))

    def read(self):
        self.find()
        follow(self.page.locator("main a.button", has_text="打开报告"))

    def save(self, anchor, answers=None, button="保存"):
        """Open the form of a place in the text, fill and send it."""
        place = self.page.locator(f"#slot-{anchor}")
        place.locator("summary").first.click()
        for field, value in (answers or {}).items():
            place.locator(f"[name={field}]").fill(value)
        follow(place.get_by_role("button", name=button))

    @property
    def lacking(self):
        return self.page.locator("#lacking li").all_inner_texts()


def write(clerk):
    """Everything that keeps the report from the second person."""
    clerk.read()
    assert "（四）政府信息公开平台建设还没有写" in clerk.lacking
    for part in OWN:
        clerk.save(f"annual-{part}-own", button="原样沿用")
    clerk.save("annual-applications-own", {"text": "全年收到申请98765件，均已答复。"})
    told = clerk.page.locator("#slot-annual-applications-own")
    expect(told).to_contain_text("与数据不符")
    expect(told).to_contain_text("写的是98765件")
    clerk.save("annual-applications-own", {"text": "申请由宣传科统一登记，逐件答复。"})
    expect(told).not_to_contain_text("与数据不符")
    clerk.save("annual-problems-own", {"text": "个别科室报送不及时。"})
    clerk.save("annual-problems-improved", {"text": "编印了口径汇编。\n统一了报送格式。"})
    for cell in STATED:
        clerk.save(cell, {"value": "12", "source": "执法办案系统12月31日导出"})
    assert clerk.lacking == []


def published(page, address):
    """The public page with its tags, tables and files; the frozen data."""
    page.goto(address)
    tags = page.evaluate(TAGS)
    assert tags["ArticleTitle"].endswith(f"{YEAR}年政府信息公开工作年度报告")
    assert (tags["ColumnName"], tags["ColumnType"]) == ("信息公开年报", "信息公开年报")
    assert page.locator(".text table").count() == 3
    word = downloaded(page, page.locator(".attached a", has_text=".docx"))
    assert len(docx.Document(io.BytesIO(word)).tables) == 3
    pdf = words_of(downloaded(page, page.locator(".attached a", has_text=".pdf")))
    assert "统一登记，逐件答复" in "".join(pdf.split())
    data = downloaded(page, page.locator(".attached a[href*='annual.json']"))
    assert hashlib.sha256(data).hexdigest() in page.locator(".attached").inner_text()
    return json.loads(data)


def void_the_licence(head):
    head.page.goto(f"/desk/licences/?q={LICENCE}")
    follow(head.page.locator("main tbody td.reference a").first)
    head.move("作废（录入错误）", {"理由": "重复录入"})


def breaks_no_rule(page):
    """As it stands now, on a phone, a tablet and a desk."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not look(page, "normal", width, is_whole=True), width
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), width


def check_and_freeze(second, drafter):
    second.find()
    second.move("核对通过")
    drafter.find()
    follow(drafter.begin("定稿送审"))  # it counts, prints twice and drafts: longer than other moves
    drafter.find()
    assert drafter.state == "已定稿"


def review(sign_in):
    """Through the three reviews to the portal; the address of the document."""
    title = re.compile(f"{YEAR}年政府信息公开工作年度报告")
    for username in ("shenhe", "baomi", "fabu"):
        reviewer = sign_in(username)
        reviewer.goto("/desk/")
        follow(reviewer.get_by_role("link", name=title).first)
        make(reviewer, "通过")
    make(reviewer, "立即发布")
    return reviewer.get_by_role("link", name="在网站上查看").get_attribute("href")


def differs(clerk, head, reader, before):
    """The desk names the record and the act, the figure's public page both values."""
    clerk.read()
    breaks_no_rule(clerk.page)
    main = clerk.page.get_by_role("main")
    expect(main).to_contain_text(f"定稿时是{before}，现在重算是{before - 1}")
    follow(main.get_by_role("link", name="逐件查看"))
    row = clerk.page.locator("main tbody tr", has_text="办理行政许可").first
    expect(row).to_contain_text("另有 1 件未列出")  # which one is not this clerk's to know
    head.page.goto(f"/desk/reports/{YEAR}/published/")
    row = head.page.locator("main tbody tr", has_text="办理行政许可").first
    expect(row).to_contain_text(f"{LICENCE} 不再计入：作废（录入错误）")
    reader.goto(f"/reports/{YEAR}/figures/licensing.decided/")
    said = reader.locator("main tr", has_text="工作年度报告")
    expect(said).to_contain_text(f"{before} 件")
    expect(said).to_contain_text(f"{before - 1} 件")


def test_from_the_reminder_to_a_difference(sign_in, visit):
    clerk = Writer(sign_in("gongkai"))
    clerk.page.context.add_init_script(path=AXE)
    clerk.read()
    breaks_no_rule(clerk.page)
    write(clerk)
    clerk.find()
    assert clerk.state == "起草中"
    clerk.move("提交核对")
    assert clerk.page.locator(".moves a.move", has_text="核对通过").count() == 0
    check_and_freeze(Writer(sign_in("gongkai-fuze")), Writer(sign_in("qicao")))
    content = review(sign_in)
    reader = visit()
    data = published(reader, content)
    head = Clerk(sign_in("shenpi-fuze"))
    void_the_licence(head)
    differs(clerk, head, reader, data["cells"]["licences.decided"])
    assert published(reader, content) == data

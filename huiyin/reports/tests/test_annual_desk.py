"""The annual report at the desk: written, stated, refused with what was typed, read by rights."""

import json
from datetime import date

import pytest

from huiyin.accounts.models import User
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.roles import ensure_posts
from huiyin.reports.actions import annual
from huiyin.reports.models import AnnualStatement, OfficeParagraph

from .annual_trial import AT, ROBOT, begun, column_for, complete

pytestmark = pytest.mark.django_db
SLOT = "annual/platform/own"


@pytest.fixture
def clerk(client, bureau):
    user = User.objects.create_user("gongkai", name="魏雅琴")
    post = ensure_posts(bureau)["信息公开岗"]
    appoint(user, post, actor=ROBOT, at=AT, since=date(2019, 1, 1))
    client.force_login(user)
    return client


def test_written_and_stated_from_the_page(clerk, bureau):
    report = begun(bureau)
    page = clerk.get(report.text_address).content.decode()
    assert "（四）政府信息公开平台建设还没有写" in page
    assert "待填报" in page
    state = f"/desk/annual-reports/{report.pk}/state/fees.charged/"
    answer = clerk.post(state, {"value": "3.5", "source": "财务系统", "seen": "0"})
    assert answer.url == f"{report.text_address}#slot-fees-charged"
    clerk.post(
        f"/desk/annual-reports/{report.pk}/write/{SLOT}/",
        {"text": "门户网站按期更新。", "seen": "0"},
    )
    assert AnnualStatement.objects.get().author == "魏雅琴"
    assert OfficeParagraph.objects.get().kind == "annual"
    page = clerk.get(report.text_address).content.decode()
    assert "还没有写" not in page.partition('id="lacking"')[2].partition("</section>")[0].replace(
        "（五）监督保障还没有写", ""
    )
    assert "本单位填报" in page


def test_what_is_refused_is_shown_again_filled(clerk, bureau):
    report = begun(bureau)
    state = f"/desk/annual-reports/{report.pk}/state/penalties.decided/"
    answer = clerk.post(state, {"value": "1.5", "source": "执法办案系统", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "整数" in page
    assert "执法办案系统" in page
    assert not AnnualStatement.objects.exists()


def test_another_saved_meanwhile(clerk, bureau):
    report = complete(begun(bureau))
    address = f"/desk/annual-reports/{report.pk}/write/{SLOT}/"
    answer = clerk.post(address, {"text": "我写的。", "seen": "0"})
    assert answer.status_code == 409
    assert "我写的。" in answer.content.decode()


def test_a_typed_number_is_told_at_its_place(clerk, bureau):
    report = complete(begun(bureau))
    clerk.post(
        f"/desk/annual-reports/{report.pk}/write/annual/applications/own/",
        {"text": "全年收到申请3件。", "seen": "1"},
    )
    page = clerk.get(report.text_address).content.decode()
    assert "与数据不符" in page
    assert "“全年收到申请3件”写的是3件" in page


def test_files_of_a_draft_and_of_a_frozen_report(clerk, bureau):
    column_for(bureau, AT)
    drafter = actor_of(User.objects.get(username="gongkai"))
    report = annual.check(
        annual.submit(complete(begun(bureau)), actor=ROBOT, at=AT), actor=ROBOT, at=AT
    )
    for form in ("docx", "pdf", "html", "json"):
        assert clerk.get(f"{report.text_address[:-1]}.{form}").status_code == 200
    report = annual.freeze(report, actor=drafter, at=AT)
    page = clerk.get(report.text_address).content.decode()
    assert "现在重算，各项数字一致" in page
    kept = json.loads(clerk.get(f"{report.text_address[:-1]}.json").content)
    assert kept == report.data
    assert clerk.get(f"{report.text_address[:-1]}.pdf").content.startswith(b"%PDF")
    alone = clerk.get(f"{report.text_address[:-1]}.html").content.decode()
    assert report.published.document.body in alone
    assert f"<title>{report.title}</title>" in alone


def test_the_sum_opens_to_each_agency(clerk, bureau):
    begun(bureau)
    page = clerk.get("/desk/reports/2025/annual-total/?cell=r1.total").content.decode()
    assert "报告起草中，还没有定稿" in page
    assert clerk.get("/desk/reports/2025/annual-total.csv").status_code == 200

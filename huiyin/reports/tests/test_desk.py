"""The summary at the desk: who may read, download and draft it for publication."""

import io
from datetime import date

import docx
import pytest
import time_machine
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.editorial import actions as editorial
from huiyin.editorial import secrecy
from huiyin.editorial.models import Manuscript
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.roles import ensure_posts
from huiyin.reports import actions as reports
from huiyin.reports import summary
from huiyin.reports.models import Published

pytestmark = pytest.mark.django_db
PAGE = "/desk/reports/2020/summary/"


@pytest.fixture
def column(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    return add_column(
        page, "工作推进", slug="tuijin", column_type=ColumnType.CATALOGUE, actor=robot, at=morning
    )


@pytest.fixture
def sign_in(client, bureau, robot, morning):
    def enter(post):
        user = User.objects.create_user("someone", password="x", name="张某")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2020, 1, 1))
        client.force_login(user)
        return client

    return enter


def test_a_visitor_is_sent_to_sign_in(client, bureau):
    for address in (PAGE, "/desk/reports/2020/summary.docx"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/desk/sign-in/")


def test_staff_read_and_download(sign_in, licence):
    licence()
    client = sign_in("行政审批岗")
    page = client.get(PAGE).content.decode()
    assert 'href="/reports/2020/figures/licensing.decided/"' in page
    assert "发布到栏目" not in page
    answer = client.get("/desk/reports/2020/summary.docx")
    assert "filename*=UTF-8''2020" in answer["Content-Disposition"]
    assert docx.Document(io.BytesIO(answer.content)).paragraphs[0].text.startswith("2020年")


@pytest.mark.parametrize("year", [1999, timezone.localdate().year + 1])
def test_a_year_without_a_report(sign_in, year):
    assert sign_in("行政审批岗").get(f"/desk/reports/{year}/summary/").status_code == 404


def test_it_becomes_a_manuscript_once_a_day(sign_in, licence, column):
    licence()
    client = sign_in("信息公开岗")
    assert "发布到栏目" in client.get(PAGE).text
    answer = client.post(f"{PAGE}publish/", {"column": "tuijin"}, follow=True)
    manuscript = Manuscript.objects.get()
    assert manuscript.reference in answer.text
    assert (manuscript.state, manuscript.page.live) == ("reviewing", False)
    assert manuscript.title == "2020年政务公开及热线留言年度工作总结"
    assert client.get(f"/i/{manuscript.page.index_number}").status_code == 404
    again = client.post(f"{PAGE}publish/", {"column": "tuijin"}, follow=True)
    assert "成文日期相同的总结已经送审过" in again.text
    assert Manuscript.objects.count() == 1


def test_its_release_publishes_it_with_its_figures(client, bureau, licence, column, morning):
    licence()
    posts, people = ensure_posts(bureau), {}
    for post in ("信息起草岗", "部门审核岗", "保密审查岗", "信息发布岗"):
        user = User.objects.create_user(post, password="x", name=post)
        appoint(user, posts[post], actor=system("test"), at=morning, since=date(2019, 1, 1))
        people[post] = actor_of(user)
    drafter, releaser = people["信息起草岗"], people["信息发布岗"]
    report = summary.write(bureau, 2020, written_on=date(2021, 1, 8))
    manuscript = reports.draft(report, bureau, "tuijin", actor=drafter, at=morning)
    manuscript = editorial.submit(manuscript, actor=drafter, at=morning)
    for post in ("部门审核岗", "保密审查岗", "信息发布岗"):
        assert not Published.objects.filter(document__live=True).exists()
        said = {"opinion": "同意"}
        if post == "保密审查岗":
            said |= {"attribute": "主动公开", "ground": "条例第二十条"}
            said |= {point.name: "no" for point in secrecy.POINTS}
        manuscript = editorial.approve(manuscript, actor=people[post], at=morning, **said)
    editorial.release(manuscript, actor=releaser, at=morning)
    page = DocumentPage.objects.live().get()
    assert 'href="/reports/2020/figures/licensing.decided/"' in page.body
    assert (
        'href="/reports/2020/figures/licensing.decided/"'
        in client.get(page.permanent_address, follow=True).text
    )
    page_text = client.get("/reports/2020/").text
    assert f'href="{page.permanent_address}"' in page_text


def test_publishing_needs_the_right_and_a_column(sign_in, licence, column):
    licence()
    client = sign_in("行政审批岗")
    assert client.post(f"{PAGE}publish/", {"column": "tuijin"}).status_code == 403
    assert not DocumentPage.objects.exists()


def test_an_unknown_column_is_reported(sign_in, column):
    answer = sign_in("信息公开岗").post(f"{PAGE}publish/", {"column": "nowhere"}, follow=True)
    assert "请选择要发布到的栏目" in answer.content.decode()


def test_the_day_travels_with_the_number(sign_in, licence):
    """From the text to the figure, its records, the Word file and its name."""
    licence("许〔2020〕1号", decided_on=date(2020, 5, 6), published_on=date(2020, 5, 8))
    licence("许〔2020〕2号", decided_on=date(2020, 11, 16), published_on=date(2020, 12, 1))
    licence("许〔2020〕3号", decided_on=date(2020, 12, 1))
    client = sign_in("行政审批岗")
    day = "?as_of=2020-11-17"
    text = client.get(PAGE + day).text
    assert "（截至11月17日）" in text
    for key, number in (("licensing.decided", 2), ("licensing.published", 1)):
        address = f"/reports/2020/figures/{key}/{day}"
        assert f'href="{address}"' in text
        assert f"<strong>{number}</strong>" in client.get(address).text
        listed = client.get(f"/desk/figures/{key}/?year=2020&as_of=2020-11-17")
        assert (listed.context["value"], listed.context["paging"].total) == (number, number)
    assert f'href="/desk/reports/2020/summary.docx{day}"' in text
    name = client.get(f"/desk/reports/2020/summary.docx{day}")["Content-Disposition"]
    assert "11%E6%9C%8817%E6%97%A5" in name, "11月17日"
    assert [client.get(PAGE + f"?as_of={day}").status_code for day in ("2019-12-31", "soon")] == [
        404,
        404,
    ]


def test_no_summary_of_a_day_to_come(sign_in, morning):
    """Nobody knows its figures yet: those of today would stand under its date."""
    with time_machine.travel(morning, tick=False):
        client = sign_in("行政审批岗")
        page = "/desk/reports/2026/summary/"
        days = ("2026-03-03", "2026-03-04", "2026-12-31")
        codes = [client.get(f"{page}?as_of={day}").status_code for day in days]
    assert codes == [200, 404, 404]


def test_the_running_year_says_its_day(client, bureau, licence, morning):
    licence(decided_on=morning.date(), valid_from=morning.date(), valid_to=date(2030, 1, 1))
    with time_machine.travel(morning, tick=False):
        page = client.get("/reports/2026/").text
    assert "截至3月3日" in page
    assert "/reports/2026/figures/licensing.decided/?as_of=2026-03-03" in page
    assert "另有 1 件期限未到" in page
    assert "2026年没有这方面的记录" in page, "of a subject without records, not a row of noughts"

"""The summary where it is written: by post, by agency, refused and kept, previewed, sent."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.editorial import actions as editorial
from huiyin.editorial import rules as editorial_rules
from huiyin.editorial import secrecy
from huiyin.editorial.models import Manuscript
from huiyin.figures import registry
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts
from huiyin.planning.actions import plans
from huiyin.reports import composing
from huiyin.reports.actions import send, writing
from huiyin.reports.models import OfficeParagraph, Summary
from huiyin.reports.text import Lost, Paragraph

from .trial import item

pytestmark = pytest.mark.django_db
PAGE = "/desk/reports/2020/summary/"
SLOT = "/desk/reports/2020/cgj/write/hotline/rounds/"
FRAME, MEASURES = "/desk/reports/2020/cgj/frame/", "/desk/reports/2020/cgj/measures/"
ROUNDS = "hotline/rounds"


@pytest.fixture
def column(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    return add_column(page, "工作推进", slug="tuijin", actor=robot, at=morning)


@pytest.fixture
def person(bureau, robot, morning):
    def make(post, name="张某", agency=bureau):
        user = User.objects.create_user(f"{post}{name}", password="x", name=name)
        appoint(user, ensure_posts(agency)[post], actor=robot, at=morning, since=date(2019, 1, 1))
        return user

    return make


@pytest.fixture
def sign_in(client, person):
    def enter(post, **more):
        client.force_login(person(post, **more))
        return client

    return enter


def say(bureau, morning, text, *, year=2020, slot=ROUNDS, seen=0, actor=None):
    actor = actor or system("test")
    return writing.write_paragraph(bureau, year, slot, text, actor=actor, at=morning, seen=seen)


@pytest.mark.parametrize(
    ("post", "writes", "sends", "plans_"),
    [
        ("信息公开岗", True, True, False),
        ("信息公开负责人", True, False, True),
        ("信息起草岗", True, True, False),
        ("热线负责人", False, False, True),
        ("分管领导", False, False, True),
        ("行政审批岗", False, False, False),
        ("部门审核岗", False, False, False),
    ],
)
def test_each_post_is_offered_what_it_may(
    sign_in, column, bureau, morning, post, writes, sends, plans_
):
    plans.enter(item(bureau, year=2021, due_on=date(2021, 6, 1)), actor=system("t"), at=morning)
    client = sign_in(post)
    page = client.get(PAGE).text
    assert (f'action="{SLOT}"' in page, 'name="column"' in page) == (writes, sends)
    assert (f'action="{FRAME}"' in page, f'action="{MEASURES}"' in page) == (writes, writes)
    for address, seen in ((SLOT, 0), (FRAME, 0), (MEASURES, 1)):
        assert client.get(address).status_code == (200 if writes else 403), address
        answer = client.post(address, {"seen": seen, "text": "甲", "signature": "局"})
        assert answer.status_code == (302 if writes else 403), address
    assert client.get("/desk/plans/new/").status_code == (200 if plans_ else 403)


def test_written_in_place_and_shown_as_theirs(sign_in):
    client = sign_in("信息公开岗")
    answer = client.post(SLOT, {"seen": "0", "text": "每天两次。"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{PAGE}#slot-hotline-rounds"
    assert "<p>每天两次。</p>" in answer.text
    assert "本单位撰写 · 每日查看和交办 · 张某" in answer.text
    paper = client.get(f"{PAGE}paper/").text.partition("<article")[2]
    assert "每天两次。" in paper
    assert "张某" not in paper


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}paper/", SLOT, FRAME, MEASURES])
def test_nothing_stands_in_the_search_box_that_nobody_typed(sign_in, address):
    page = sign_in("信息公开岗").get(address).text
    box = page.partition('id="find"')[2].partition("<nav")[0]
    assert 'value=""' in box.partition(">")[0]


def test_what_may_be_cited_is_told_where_it_is_written(sign_in, bureau):
    client = sign_in("信息公开岗")
    for address in (PAGE, SLOT):
        page = client.get(address).text
        assert 'href="#citable"' in page
        for figure in registry.listed_figures(bureau.pk):
            assert f"<code>{{{figure.label}}}</code>" in page
    answer = client.post(SLOT, {"seen": "0", "text": "{受理热线留言}"}, follow=True)
    assert "hotline.received" in answer.text.partition("<article")[2]


@pytest.mark.parametrize(
    ("kept", "asked", "shown"),
    [
        ((None, None), "", ""),
        ((date(2020, 11, 17), None), "", "2020-11-17"),
        ((date(2020, 11, 20), date(2020, 11, 17)), "", "2020-11-17"),
        ((date(2020, 11, 17), None), "?as_of=2020-06-30", "2020-06-30"),
    ],
)
def test_the_day_that_is_counted_to_stands_in_its_field(
    sign_in, bureau, robot, morning, kept, asked, shown
):
    frame = writing.Frame("", "市城管局", *kept)
    writing.arrange(bureau, 2020, frame, actor=robot, at=morning, seen=0)
    page = sign_in("信息公开岗").get(PAGE + asked).text
    field = page.partition('name="as_of"')[2].partition(">")[0]
    assert f'value="{shown}"' in field


@pytest.mark.parametrize(("asked", "has_annex"), [("", True), ("?annex=no", False)])
def test_the_definitions_can_be_left_out_of_the_paper(sign_in, bureau, morning, asked, has_annex):
    say(bureau, morning, "受理{hotline.received}。")
    client = sign_in("信息公开岗")
    assert f'href="/desk/reports/2020/summary.docx{asked}"' in client.get(PAGE).text
    paper = docx.Document(io.BytesIO(client.get(f"/desk/reports/2020/summary.docx{asked}").content))
    lines = [line.text for line in paper.paragraphs]
    assert ("附件：数据口径和统计期" in lines, bool(paper.tables)) == (has_annex, has_annex)
    assert any(line.startswith("受理") for line in lines)


def test_last_years_words_are_shown_and_taken_over_by_a_person(sign_in, bureau, morning):
    say(bureau, morning, "每天两次。", year=2019)
    client = sign_in("信息公开岗")
    page = client.get(PAGE).text
    assert "2019年由test撰写，可以沿用、修改或者不写" in page
    assert "每天两次。" not in client.get(f"{PAGE}paper/").text
    answer = client.post(SLOT, {"seen": "0", "text": "改了没有保存", "take": "1"}, follow=True)
    assert "沿用上年内容" in answer.text
    assert OfficeParagraph.objects.get(year=2020).text == "每天两次。"


def test_a_proposal_is_left(sign_in, bureau, morning):
    say(bureau, morning, "每天两次。", year=2019)
    answer = sign_in("信息公开岗").post(
        SLOT, {"seen": "0", "text": "每天两次。", "leave": "1"}, follow=True
    )
    assert "张某" in answer.text
    assert "定为不写" in answer.text


@pytest.mark.parametrize("door", ["paragraph", "frame", "measures"])
def test_an_old_tab_is_told_what_changed_and_loses_nothing(sign_in, bureau, morning, door):
    offered = plans.enter(
        item(bureau, year=2021, due_on=date(2021, 6, 1)), actor=system("t"), at=morning
    )
    clerk = sign_in("信息公开岗")
    robot = system("李某")
    frame = writing.Frame("市政府", "市城管局", None, None)
    say(bureau, morning, "每天三次。", actor=robot)
    writing.arrange(bureau, 2020, frame, actor=robot, at=morning, seen=0)
    address, typed, newest, message = {
        "paragraph": (SLOT, {"text": "我写的"}, "每天三次。", "我写的"),
        "frame": (FRAME, {"addressee": "别处", "signature": "某局"}, "市城管局", 'value="别处"'),
        "measures": (MEASURES, {"item": str(offered.pk)}, "没有选取", "checked"),
    }[door]
    answer = clerk.post(address, typed | {"seen": "0"})
    assert answer.status_code == 409
    assert "李某已改过" in answer.text
    assert newest in answer.text
    assert message in answer.text
    assert 'name="seen" value="1"' in answer.text
    assert clerk.post(address, typed | {"seen": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("address", "typed", "said"),
    [
        (SLOT, {"text": "共{no.such}"}, "no.such"),
        (SLOT, {"text": "字" * 3001}, "最多 3000 个字"),
        (FRAME, {"signature": "", "addressee": "市政府"}, "请填写署名"),
        (FRAME, {"signature": "局", "dated_on": "2019-01-01"}, "还没有开始"),
        (FRAME, {"signature": "局", "dated_on": "2020-13-01"}, "正确的日期"),
        (MEASURES, {"item": "999"}, "重新选择"),
        (MEASURES, {"item": "9" * 40}, "重新选择"),
    ],
)
def test_what_cannot_be_is_shown_again_with_the_reason(sign_in, address, typed, said):
    answer = sign_in("信息公开岗").post(address, typed | {"seen": "0"})
    assert answer.status_code == 422
    assert said in answer.text
    for value in typed.values():
        assert value in answer.text or address == MEASURES
    assert not OfficeParagraph.objects.exists()
    assert not Summary.objects.exists()


@pytest.mark.parametrize("slug", ["swj", "nowhere"])
@pytest.mark.parametrize("door", ["write/hotline/rounds", "frame", "measures"])
def test_another_agencys_is_not_there(sign_in, slug, door):
    Organisation.objects.create(name="水务局", short_name="水务", slug="swj", is_agency=True)
    client = sign_in("信息公开岗")
    address = f"/desk/reports/2020/{slug}/{door}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"seen": "0", "text": "甲", "signature": "局"}).status_code == 404


@pytest.mark.parametrize("slot", ["nowhere", "measures", "followed", "hotline"])
def test_a_place_that_is_not_in_the_outline(sign_in, slot):
    assert sign_in("信息公开岗").get(f"/desk/reports/2020/cgj/write/{slot}/").status_code == 404


def test_findings_are_told_before_it_is_sent(sign_in, column, bureau, morning):
    say(bureau, morning, "全面布署热线办理，联系人身份证号11010519491231002X。")
    page = sign_in("信息公开岗").get(PAGE).text
    part = page.partition('id="findings"')[2].partition("</section>")[0]
    assert "布署" in part or "部署" in part
    assert "没有发现问题" not in part


def test_sent_only_as_it_was_read(sign_in, column, bureau, morning):
    client = sign_in("信息公开岗")
    mark = composing.compose(bureau, 2020, today=timezone.localdate()).mark
    say(bureau, morning, "刚刚改的。")
    answer = client.post(f"{PAGE}publish/", {"column": "tuijin", "seen": mark}, follow=True)
    assert "总结的内容有变化，没有送审" in answer.text
    assert not Manuscript.objects.exists()


def test_a_citation_that_is_gone_goes_to_no_review(bureau, person, column, morning):
    report = composing.compose(bureau, 2020, today=date(2021, 1, 8)).report
    cut = replace(report, opening=[Paragraph([Lost("没有了的数据")])])
    with pytest.raises(ValidationError, match="没有了的数据"):
        send(cut, bureau, "tuijin", actor=actor_of(person("信息公开岗")), at=morning)
    assert not Manuscript.objects.exists()


def test_what_is_published_is_what_was_reviewed(client, bureau, person, column, licence, morning):
    """Paragraph, frame and plan change after it was sent: the text does not, nor the frozen figures."""
    licence()
    people = {post: actor_of(person(post)) for post in
              ("信息公开岗", "信息起草岗", "部门审核岗", "保密审查岗", "信息发布岗")}  # fmt: skip
    clerk, drafter = people["信息公开岗"], people["信息起草岗"]
    say(bureau, morning, "每天两次。", actor=clerk)
    planned = plans.enter(
        item(bureau, year=2021, due_on=date(2021, 6, 1), text="组织培训"),
        actor=system("t"), at=morning,
    )  # fmt: skip
    writing.choose_measures(bureau, 2020, [planned.pk], actor=clerk, at=morning, seen=0)
    report = composing.compose(bureau, 2020, today=date(2021, 1, 8)).report
    manuscript = send(report, bureau, "tuijin", actor=drafter, at=morning)
    assert manuscript.state == "reviewing"
    say(bureau, morning, "每天五次。", seen=1, actor=clerk)
    plans.drop(planned, actor=system("t"), at=morning, reason="另有安排")
    for post in ("部门审核岗", "保密审查岗", "信息发布岗"):
        said = {"opinion": "同意"}
        if post == "保密审查岗":
            said |= {"attribute": "主动公开", "ground": "条例第二十条"}
            said |= {point.name: "no" for point in secrecy.POINTS}
        manuscript = editorial.approve(manuscript, actor=people[post], at=morning, **said)
    editorial.release(manuscript, actor=people["信息发布岗"], at=morning)
    public = client.get(DocumentPage.objects.live().get().permanent_address, follow=True).text
    assert "每天两次。" in public
    assert "下一步，组织培训。" in public
    assert "每天五次。" not in public
    assert '<p class="right">云溪市城市管理局</p>' in public


def test_who_wrote_a_part_reviews_none_of_it(bureau, person, column, morning):
    """Whoever wrote any version of any paragraph, or chose the measures."""
    reviewer, chooser = person("部门审核岗", "甲"), person("部门审核岗", "乙")
    other, drafter = person("部门审核岗", "丙"), actor_of(person("信息起草岗"))
    for user in (reviewer, chooser):
        appoint(
            user, ensure_posts(bureau)["信息公开负责人"], actor=system("t"), at=morning,
            since=date(2019, 1, 1),
        )  # fmt: skip
    say(bureau, morning, "每天两次。", actor=actor_of(reviewer))
    say(bureau, morning, "每天三次。", seen=1, actor=drafter)
    writing.choose_measures(bureau, 2020, [], actor=actor_of(chooser), at=morning, seen=0)
    report = composing.compose(bureau, 2020, today=date(2021, 1, 8)).report
    manuscript = send(report, bureau, "tuijin", actor=drafter, at=morning)
    may = [
        editorial_rules.may_review(actor_of(user), manuscript)
        for user in (reviewer, chooser, other)
    ]
    assert may == [False, False, True]


def test_queries_do_not_grow_with_what_was_written(sign_in, column, bureau, morning):
    client = sign_in("信息公开岗")
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(PAGE)
    for number, slot in enumerate(composing.summary.slots()):
        say(bureau, morning, "这里写了。", slot=slot)
        say(bureau, morning, "去年写的。", slot=slot, year=2019)
        plans.enter(
            item(bureau, year=2021, due_on=date(2021, 6, 1), text=f"措施{number}"),
            actor=system("t"), at=morning,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as after:
        client.get(PAGE)
    assert len(after) <= len(before) + 1

"""许可文书: what the applicant is told in writing, by which move, and what it says later."""

import io
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.approvals import actions
from huiyin.approvals.models import Paper
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.letters import issuing
from huiyin.letters.models import PaperCode, Standing
from huiyin.licensing import actions as licensing
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.roles import ensure_posts
from huiyin.publicity.holders import HolderKind

from . import trial

pytestmark = pytest.mark.django_db
Role = Paper.Role
NUMBER = "云城管许字〔2026〕88号"
GRANT = {
    "reference": NUMBER, "content": "准予占用12平方米\n夜间施工", "valid_from": date(2026, 3, 4),
    "valid_until": date(2026, 4, 3),
}  # fmt: skip


@pytest.fixture
def received(bureau, robot):
    return actions.register(trial.application(bureau), actor=robot, at=trial.AT)


@pytest.fixture
def login(bureau, robot, morning, django_user_model):
    """A client of somebody on this post."""

    def make(post):
        user = django_user_model.objects.create_user(f"u{post}", password="x", name="示例")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2019, 1, 1))
        client = Client()
        client.force_login(user)
        return client

    return make


def walked(application, robot, *steps):
    """The application after these moves, half an hour after each other."""
    for n, (name, arguments) in enumerate(steps):
        move, at = getattr(actions, name), trial.AT + timedelta(minutes=30 * n)
        application = move(application, actor=robot, at=at, **arguments)
    return application


def said(paper):
    return "".join(extract_text(io.BytesIO(issuing.content(paper))).split())


ACCEPTED = ("accept", {})
TABLE = [
    pytest.param([("notify", trial.NOTIFY)], Role.LACKING, "许告〔2026〕1号",
                 ("请提交现场位置图", "2026年3月13日", "第三十二条"), id="what is missing, once"),
    pytest.param([ACCEPTED], Role.ACCEPT, "许告〔2026〕1号",
                 ("2026年3月3日起受理", "最迟于"), id="accepted"),
    pytest.param([("refuse_acceptance", trial.REASON)], Role.REFUSE_ACCEPTANCE, "许决〔2026〕1号",
                 (trial.REASON["reason"], trial.REASON["remedy"]), id="not accepted"),
    pytest.param([ACCEPTED, ("suspend", trial.SUSPEND)], Role.SUSPEND, "许告〔2026〕2号",
                 ("专家评审", "2026年3月20日", "第四十五条"), id="what is not counted"),
    pytest.param([ACCEPTED, ("extend", {"days": 10, "reason": "情况复杂"})], Role.EXTEND,
                 "许告〔2026〕2号", ("情况复杂", "延长10个工作日"), id="longer"),
    pytest.param([ACCEPTED, ("propose_refusal", trial.REASON), ("decide", {})], Role.REFUSE,
                 "许决〔2026〕1号", ("不予许可", trial.REASON["remedy"]), id="refused"),
    pytest.param([ACCEPTED, ("propose_grant", GRANT), ("decide", {})], Role.GRANT, NUMBER,
                 ("夜间施工", "2026年3月4日", "2026年4月3日"), id="granted"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "role", "number", "parts"), TABLE)
def test_each_move_that_tells_something_tells_it_in_writing(
    received, robot, steps, role, number, parts
):
    application = walked(received, robot, *steps)
    paper = application.papers.last()
    text = said(paper)
    assert (paper.role, paper.document_number.endswith(number)) == (role, True)
    for part in (application.holder_name, application.reference, *parts):
        assert part in text
    assert PaperCode.objects.filter(file=paper.pdf, number=paper.document_number).count() == 1


def test_a_last_day_that_a_notice_may_move_is_said_to_be_provisional(bureau, robot):
    """The holidays of that year are not announced; nobody is promised more than is known."""
    at = trial.AT.replace(year=2039, month=12, day=20)
    one = trial.application(bureau, received_on=at.date())
    application = actions.accept(actions.register(one, actor=robot, at=at), actor=robot, at=at)
    assert "暂定，2040年放假安排公布后确定" in said(application.papers.get())


def test_a_refused_move_takes_no_number(received, robot):
    walked(received, robot, ("notify", trial.NOTIFY))
    with pytest.raises(Exception, match="一次"):
        walked(
            actions.correct(
                received, actor=robot, at=trial.AT + timedelta(hours=1), materials="位置图"
            ),
            robot,
            ("notify", trial.NOTIFY),
        )
    assert Paper.objects.count() == 1


def test_service_is_noted_on_the_decision_alone(received, robot):
    served = {"day": date(2026, 3, 3), "way": "hand"}
    steps = [ACCEPTED, ("propose_grant", GRANT), ("decide", {}), ("deliver", served)]
    application = walked(received, robot, *steps)
    assert {paper.role: paper.sent_on for paper in application.papers.all()} == {
        Role.ACCEPT: None,
        Role.GRANT: date(2026, 3, 3),
    }


def test_what_was_granted_and_revoked_is_no_longer_valid(received, robot):
    application = walked(received, robot, ACCEPTED, ("propose_grant", GRANT), ("decide", {}))
    paper = application.papers.get(role=Role.GRANT)
    licensing.revoke(
        application.licence, actor=robot, at=trial.AT + timedelta(hours=3), reason="材料不实"
    )
    now = Paper.objects.get(pk=paper.pk).now()
    assert (now.standing, now.why) == (Standing.WITHDRAWN, "许可已撤销")


ROLES = [
    pytest.param("行政审批岗", 200, id="who handles"),
    pytest.param("行政审批负责人", 200, id="who decides"),
    pytest.param("分管领导", 403, id="who may not know the applicant"),
    pytest.param("信息公开岗", 403, id="who sees no application"),
]


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize(("post", "status"), ROLES)
def test_a_paper_is_read_by_whoever_may_know_the_applicant(
    received, robot, login, post, status, form
):
    paper = walked(received, robot, ACCEPTED).papers.get()
    client, before = login(post), Entry.objects.filter(verb="approvals.paper.read").count()
    answer = client.get(f"/desk/approvals/{received.pk}/papers/{paper.pk}/{form}/")
    assert answer.status_code == status
    looks = Entry.objects.filter(verb="approvals.paper.read").count() - before
    assert looks == (1 if status == 200 else 0)


def test_a_paper_is_offered_to_whoever_may_read_it(received, robot, login):
    walked(received, robot, ACCEPTED)
    offered = "受理通知书"
    assert offered in login("行政审批岗").get(f"/desk/approvals/{received.pk}/").content.decode()
    page = login("分管领导").get(f"/desk/approvals/{received.pk}/").content.decode()
    assert f"/desk/approvals/{received.pk}/papers/" not in page


def test_a_stranger_is_asked_to_sign_in(received, robot):
    paper = walked(received, robot, ACCEPTED).papers.get()
    answer = Client().get(f"/desk/approvals/{received.pk}/papers/{paper.pk}/pdf/")
    assert answer.status_code == 302


WHO = [
    pytest.param({}, "贵单位", "您", id="an organisation"),
    pytest.param({"holder_kind": HolderKind.PERSON, "holder_uscc": "", "holder_name": "柳青禾"},
                 "您", "贵单位", id="a natural person"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "word", "other"), WHO)
@pytest.mark.parametrize(
    ("steps", "role"), [pytest.param(*row.values[:2], id=row.id) for row in TABLE]
)
def test_every_paper_addresses_its_applicant(bureau, robot, steps, role, values, word, other):
    one = actions.register(trial.application(bureau, **values), actor=robot, at=trial.AT)
    text = said(walked(one, robot, *steps).papers.get(role=role))
    assert (word in text, other in text, "你" in text) == (True, False, False)


def test_whoever_corrects_an_application_does_not_decide_it(received, robot, bureau):
    user = get_user_model().objects.create_user("both", password="x", name="示例")
    for post in ("行政审批岗", "行政审批负责人"):
        held = ensure_posts(bureau)[post]
        appoint(user, held, actor=robot, at=trial.AT, since=date(2019, 1, 1))
    head = actor_of(user)
    one = actions.amend(received, actor=head, at=trial.AT, values={"content": "占用10平方米"})
    one = walked(one, robot, ACCEPTED, ("propose_grant", GRANT))
    with pytest.raises(MoveForbiddenError):
        actions.decide(one, actor=head, at=trial.AT + timedelta(hours=2))

"""我的待办: a line stands for whoever can do the step now, and its link opens that step."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.approvals.tests.trial import TRIAL as APPROVALS
from huiyin.assessment.tests.trial import ASSESSMENT as ASSESSMENTS
from huiyin.audit.actors import Actor, ActorKind
from huiyin.bulletins.tests.trial import TRIAL as BULLETINS
from huiyin.casework import offered
from huiyin.casework.rooms import of_model, rooms
from huiyin.casework.testing import Stage
from huiyin.coercion.tests.trial import TRIAL as COERCIONS
from huiyin.commitments.tests.trial import TRIAL as COMMITMENTS
from huiyin.coordination.tests.trial import ESCALATIONS, SUPERVISIONS
from huiyin.coordination.tests.trial import TRIAL as TASKS
from huiyin.credit.tests.trial import OBJECTIONS
from huiyin.credit.tests.trial import TRIAL as REPAIRS
from huiyin.editorial.tests.trial import TRIAL as MANUSCRIPTS
from huiyin.enforcement.tests.trial import TRIAL as INSPECTIONS
from huiyin.exchange.tests.trial import TRIAL as BATCHES
from huiyin.foi import actions as foi
from huiyin.foi.tests.trial import TRIAL as APPLICATIONS
from huiyin.hotline.tests.trial import TRIAL as REQUESTS
from huiyin.hotline.tests.trial_parts import DEFERRALS
from huiyin.licensing.tests.trial import TRIAL as LICENCES
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.roles import ensure_posts, usual
from huiyin.penalties.tests.trial import TRIAL as PENALTIES
from huiyin.planning.tests.trial import PLANS
from huiyin.proposals.tests.trial import TRIAL as PROPOSALS
from huiyin.rectification.tests.trial import TRIAL as RECTIFICATIONS
from huiyin.registers.actions import officers
from huiyin.registers.models import Decision, Power
from huiyin.registers.tests.trial import TRIALS as REGISTERS
from huiyin.registers.tests.trial import officer
from huiyin.reports.tests.trial import ANNUAL
from huiyin.structure.tests.trial import TRIAL as CHANGES
from huiyin.subjects.tests.trial import TRIAL as UNIFICATIONS
from huiyin.web.kept import memory

DISCLOSURE, HEAD, LEADER = "信息公开岗", "信息公开负责人", "分管领导"
BOTH = (DISCLOSURE, HEAD)
CALLS = ("热线办理岗", "热线负责人")
PROPOSERS = ("建议提案办理岗", "建议提案负责人")
INSPECTORS = ("行政检查岗", "行政检查负责人")
LICENSERS = ("行政审批岗", "行政审批负责人")
PLANNERS = (HEAD, "热线负责人", LEADER, "督办岗")
# kind → state → step → the posts on whose list it stands
TABLE = {
    "foi": {
        "submitted": {"确认收到": BOTH},
        "received": {"拟定答复": BOTH},
        "correcting": {"收到补正": BOTH},
        "reasoning": {"收到理由": BOTH},
        "paying": {"收到缴费": BOTH},
        "consulting": {"收到意见": BOTH},
        "drafted": {"审查通过": (HEAD,)},
        "reviewed": {"签发": (HEAD, LEADER)},
        "signed": {"送达": BOTH},
        "entered": {"核对后办结": (HEAD, LEADER)},
    },
    "hotline": {
        "received": {"交办": CALLS},
        "assigned": {"拟答复": ("任务承办岗", "科室负责人", *CALLS)},
        "drafted": {"审核并答复": CALLS},
    },
    "deferrals": {"open": {"登记查看": CALLS}, "ending": {"审核销账": CALLS}},
    "licences": {"valid": {"公示": LICENSERS}},
    "penalties": {
        "filed": {"登记证据": ("行政处罚岗",)},
        "notified": {"作出处罚决定": ("行政处罚负责人",)},
        "decided": {"登记送达": ("行政处罚岗",), "公示": ("行政处罚负责人",)},
        "served": {"登记缴款": ("行政处罚岗",), "公示": ("行政处罚负责人",)},
        "closed": {"公示": ("行政处罚负责人",)},
    },
    "commitments": {
        state: {"公示": ("行政审批负责人", HEAD)}
        for state in ("performing", "fulfilled", "unfulfilled", "breached")
    },
    "approvals": {
        "received": {"受理": ("行政审批岗",)},
        "accepted": {"拟准予许可": ("行政审批岗",)},
        "proposed": {"决定": ("行政审批负责人",)},
        "decided": {"送达": ("行政审批岗", "政务窗口岗")},
    },
    "exchange": {
        "packed": {"登记上传": ("信用专管员",)},
        "sent": {"导入回执": ("信用专管员",)},
    },
    "repairs": {
        "received": {"受理": ("行政处罚岗",)},
        "accepted": {"核查条件": ("行政处罚岗",)},
        "proposed": {"决定": ("行政处罚负责人",)},
        "granted": {"登记告知信用平台": ("行政处罚岗",)},
    },
    "objections": {
        "checking": {"提出处理意见": ("政务窗口岗", "行政处罚岗", "行政审批岗")},
        "proposed": {"答复": ("行政处罚负责人", "行政审批负责人")},
    },
    "inspections": {
        "planned": {"更正": INSPECTORS},
        "approved": {"登记检查结果": INSPECTORS},
        "inspected": {"复查通过（已改正）": INSPECTORS},
    },
    "coercions": {"running": {"解除": ("行政处罚岗", "行政处罚负责人")}},
    "assignments": {
        "given": {"签收": ("任务承办岗", "科室负责人")},
        "signed": {"反馈意见": ("任务承办岗", "科室负责人")},
        "reported": {"确认办结": ("任务协调岗", *PROPOSERS, *CALLS)},
    },
    "proposals": {
        "received": {"交办": PROPOSERS},
        "handling": {"拟稿": PROPOSERS},
        "drafted": {"签发": ("主要负责人",)},
    },
    "assessments": {
        "scoring": {"自评": ("考核联络岗",)},
        "reviewing": {"复核": ("考核组织岗", "考核复核岗")},
        "open": {"认可复核意见": ("考核联络岗",), "确认结果": ("主要负责人",)},
        "appealed": {"答复申诉": ("考核组织岗", "考核复核岗")},
    },
    "rectifications": {
        "registered": {"下达": ("督办岗", "主要负责人")},
        "issued": {"签收": ("任务承办岗", "科室负责人")},
        "mending": {"报送整改情况": ("任务承办岗", "科室负责人")},
        "reported": {"复查通过": ("督办岗", "分管领导", "主要负责人")},
        "checked": {"签发复函": ("督办岗", "主要负责人")},
    },
    "supervisions": {
        "asked": {"答复督办": ("任务承办岗", "科室负责人")},
        "answered": {"解除督办": ("督办岗",)},
    },
    "escalations": {"raised": {"过问": ("科室负责人",)}, "unheld": {"过问": ("科室负责人",)}},
    "manuscripts": {
        "reviewing": {"通过": ("部门审核岗",)},
        "releasable": {"立即发布": ("信息发布岗",)},
    },
    "plans": {
        "planned": {"下达": PLANNERS},
        "issued": {"报送季度进展": ("任务承办岗", "科室负责人")},
        "reported": {"确认完成": PLANNERS},
    },
    "annual-reports": {
        "drafting": {"提交核对": (*BOTH, "信息起草岗")},
        "checking": {"核对通过": (HEAD, LEADER)},
        "checked": {"定稿送审": ("信息公开岗", "信息起草岗")},
    },
    "bulletins": {"collected": {"送审": ("信息公开岗", "信息起草岗")}},
    "reorganisations": {"proposed": {"确认": (HEAD, LEADER, "系统管理岗")}},
    "unifications": {"proposed": {"确认归并": ("行政审批负责人",)}},
    "powers": {"proposed": {"核准公开": (HEAD, LEADER)}},
    "decisions": {
        "draft": {"公开征求意见": (HEAD,)},
        "deliberation": {"登记审议": BOTH},
        "consulting": {"结束征求意见": (HEAD,)},
        "feedback": {"起草采纳情况": BOTH},
    },
}
"""Officers wait by the day, not by the state: they have a test of their own."""
TRIALS = {
    "foi": APPLICATIONS,
    "hotline": REQUESTS,
    "deferrals": DEFERRALS,
    "licences": LICENCES,
    "penalties": PENALTIES,
    "commitments": COMMITMENTS,
    "approvals": APPROVALS,
    "exchange": BATCHES,
    "repairs": REPAIRS,
    "objections": OBJECTIONS,
    "inspections": INSPECTIONS,
    "coercions": COERCIONS,
    "assignments": TASKS,
    "assessments": ASSESSMENTS,
    "proposals": PROPOSALS,
    "rectifications": RECTIFICATIONS,
    "supervisions": SUPERVISIONS,
    "escalations": ESCALATIONS,
    "manuscripts": MANUSCRIPTS,
    "plans": PLANS,
    "annual-reports": ANNUAL,
    "bulletins": BULLETINS,
    "reorganisations": CHANGES,
    "unifications": UNIFICATIONS,
    "powers": next(trial for trial in REGISTERS if trial.workflow.model is Power),
    "decisions": next(trial for trial in REGISTERS if trial.workflow.model is Decision),
}


@pytest.fixture
def staff(bureau, robot, morning):
    """Somebody of each usual post, who had no hand in anything."""
    posts = ensure_posts(bureau)
    people = {}
    for number, name in enumerate(usual()):
        people[name] = User.objects.create_user(f"post{number}", name="陈示例")
        appoint(people[name], posts[name], actor=robot, at=morning, since=date(2019, 1, 1))
    return people


def lines(client):
    groups = client.get("/desk/").context["groups"]
    return [task for group in groups for task in group.tasks]


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_table_names_every_kind_that_waits():
    kinds = {room.key for room in rooms() if room.todo and room.workflow}
    assert kinds == {*TABLE, "officers"} == {*TRIALS, "officers"}


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_a_line_stands_for_whoever_can_take_the_step(bureau, morning, staff, kind):
    stage = Stage(TRIALS[kind], bureau, morning)
    room = of_model(stage.trial.workflow.model)
    shown = {}
    for post, user in staff.items():
        client, actor = browser(user), actor_of(user)
        for task in lines(client):
            if task.room.key in {"assignments", "manuscripts", "licences"} - {kind}:
                continue  # what another kind brings forth has a row of its own
            assert task.room is room
            state = task.matter.state  # also of the main case of the one that is joined
            shown.setdefault(state, {}).setdefault(task.step, set()).add(post)
            labels = [move.label for move in room.moves_for(actor, task.matter)]
            assert task.step in labels, f"{post} is not offered {task.step}"
            opened = client.get(task.first)
            assert opened.status_code == 200, f"{post}: {task.first}"
            assert opened.context["standing"] is None, "the link is fresh"
            assert f"{offered.NAME}=" in task.first
    assert shown == {
        state: {step: set(posts) for step, posts in steps.items()}
        for state, steps in TABLE[kind].items()
    }


KEEPS, RELEASES = "registers.keep_decisions", "registers.release_decisions"


@pytest.mark.parametrize(
    ("state", "values", "keeper", "head"),
    [
        ("draft", {}, None, "公开征求意见"),
        ("feedback", {}, "起草采纳情况", None),
        ("feedback", {"adoption": "采纳二条。"}, None, "公布采纳情况"),
        ("deliberation", {}, "登记审议", None),
        ("deliberation", {"deliberated_on": date(2026, 3, 1)}, "起草结果", None),
        ("deliberation", {"outcome": "实施。"}, "登记审议", None),
        (
            "deliberation",
            {"deliberated_on": date(2026, 3, 1), "outcome": "实施。"}, None, "公布结果",
        ),
        ("deliberation", {"end_reason": "条件变化。"}, "登记审议", "终止"),
        ("published", {"outcome": "实施。"}, None, None),
    ],
)  # fmt: skip
def test_what_is_done_waits_for_the_next(state, values, keeper, head):
    """What was written or noted is not asked for again, though it may be changed."""
    room = of_model(Decision)
    decision = Decision(agency_id=1, state=state, **values)
    for right, step in ((KEEPS, keeper), (RELEASES, head)):
        actor = Actor(ActorKind.PERSON, right, key="1", grants={1: frozenset({right})})
        next_step = room.step_for(actor, decision)
        assert (next_step.label if next_step else None) == step, right


def test_what_has_no_due_date_is_not_paused(bureau, morning, staff):
    Stage(TRIALS["decisions"], bureau, morning)
    page = browser(staff[HEAD]).get("/desk/")
    assert "计时暂停" not in page.text
    groups = page.context["groups"]
    states = {group.key: {task.matter.state for task in group.tasks} for group in groups}
    assert states["open"] == {"draft", "deliberation"}
    assert "paused" not in states


def test_a_certificate_waits_once_it_is_about_to_end(bureau, robot, morning, staff):
    today = timezone.localdate()
    ending = officer(bureau, reference="1", valid_until=today + timedelta(days=10))
    valid = officer(bureau, reference="2", valid_until=today + timedelta(days=900))
    for one in (ending, valid):
        officers.register(one, actor=robot, at=morning)
    shown = {
        post: [task.matter.reference for task in lines(browser(staff[post]))] for post in usual()
    }
    assert {post for post in usual() if shown[post]} == set(BOTH)
    assert shown[HEAD] == ["1"]


def again(stage):
    """One more matter in each state."""
    every = stage.every
    for start, *way in stage.trial.ways.values():
        matter = stage.trial.starts[start].make(stage.scene, stage.actor(start, every))
        stage.go(matter, (start,), way)


@pytest.mark.parametrize("kind", ["foi", "hotline", "manuscripts", "decisions"])
def test_more_lines_are_no_more_queries(bureau, morning, robot, staff, kind, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)  # else a slow machine looks once more
    stage = Stage(TRIALS[kind], bureau, morning)
    for post in ensure_posts(bureau).values():
        if post.name != HEAD:
            appoint(staff[HEAD], post, actor=robot, at=morning, since=date(2019, 1, 1))
    client = browser(staff[HEAD])
    few = len(lines(client))
    before = queries(client)
    again(stage), again(stage)
    assert len(lines(client)) > few
    assert queries(client) <= before


def queries(client):
    """The least of three: what is kept for a minute may be read anew in any one of them."""
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            client.get("/desk/")
        counts.append(len(captured))
    return min(counts)


def test_who_wrote_an_answer_is_not_asked_to_review_it(bureau, morning, staff):
    stage = Stage(APPLICATIONS, bureau, morning)
    received, _ = stage.matters["received"]
    drafted = stage.go(received, (), ["draft_answer by writer"])[0]
    writer = actor_of(staff[HEAD])
    redrafted = stage.run(
        "draft_answer", APPLICATIONS.row("draft_answer", "drafted"), drafted, writer
    )
    shown = {task.matter.pk for task in lines(browser(staff[HEAD]))}
    assert redrafted.pk not in shown
    assert stage.matters["drafted"][0].pk in shown


def test_what_a_colleague_handles_is_the_colleagues(bureau, morning, robot, staff):
    stage = Stage(APPLICATIONS, bureau, morning)
    received, _ = stage.matters["received"]
    foi.assign(received, handler=staff[DISCLOSURE], actor=robot, at=morning)
    assert received.pk in {task.matter.pk for task in lines(browser(staff[DISCLOSURE]))}
    home = browser(staff[HEAD]).get("/desk/").context
    assert received.pk not in {t.matter.pk for group in home["groups"] for t in group.tasks}
    assert received.pk in {task.matter.pk for task in home["others"]}


@pytest.mark.parametrize("kind", ["hotline", "foi", "licences", "decisions"])
def test_a_leader_knows_what_others_are_late_with(bureau, morning, staff, kind):
    """Of each kind, with the unit that has it; whoever does it has it as a line of their own."""
    stage = Stage(TRIALS[kind], bureau, morning)
    home = browser(staff[LEADER]).get("/desk/")
    others = home.context["others"]
    late = {task.matter.pk for task in others}
    own = {task.matter.pk for group in home.context["groups"] for task in group.tasks}
    room = of_model(stage.trial.workflow.model)
    overdue = room.todo.overdue(room.model.objects.all(), timezone.localdate())
    assert late == {matter.pk for matter in overdue} - own
    assert late
    assert all(task.who and task.step and task.due.is_late for task in others)
    assert "逾期（他人办理）" in home.content.decode()
    for post in ("审计岗", "信息起草岗", DISCLOSURE):
        assert not browser(staff[post]).get("/desk/").context["others"]

"""A column, four people, and a manuscript brought to a state by real moves."""

from datetime import date, time

import pytest

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.disclosure.models import ColumnType, LegalItem
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.editorial import actions, secrecy
from huiyin.editorial.actions import workflow
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership
from huiyin.organisations.roles import ensure_posts

BODY = "<h2>一、总体要求</h2><p>为加强市容管理，现就有关事项通知如下。</p>"
VALUES = {
    "title": "关于开展市容环境整治的通知",
    "body": BODY,
    "formed_on": date(2026, 3, 2),
    "doc_number": "云城管〔2026〕5号",
}
CLOCK = system("test")
STAFF = {
    "drafter": "信息起草岗",
    "other_drafter": "信息起草岗",
    "head": "部门审核岗",
    "other_head": "部门审核岗",
    "secrecy": "保密审查岗",
    "releaser": "信息发布岗",
    "other_releaser": "信息发布岗",
}
GROUND = "条例第二十条第（一）项"
CLEAR = {point.name: "no" for point in secrecy.POINTS}
ARGUMENTS = {
    "submit": {},
    "recall": {},
    "take_over": {},
    "take_suggestion": {"key": "none"},
    "attach": {},
    "detach": {"number": 1},
    "clean_files": {},
    "give_up": {},
    "void": {"reason": "重复起草"},
    "approve": {"opinion": "同意"},
    "return_": {"reason": "第二段请写明依据"},
    "override": {"key": "none", "reason": "引文如此"},
    "release": {},
    "schedule": {"on": date(2026, 3, 10), "clock": time(9)},
    "unschedule": {},
    "hold_back": {"reason": "内容有改动"},
    "set_expiry": {"until": date(2026, 12, 31)},
    "recount": {"because": "测试"},
    "correct": {"reason": "数字有误"},
    "withdraw": {"reason": "内容有误，正在核实"},
    "expire": {},
    "abolish": {"validity": "废止", "on": date(2026, 3, 3)},
    "amend_partly": {"by": "none"},
    "restore_validity": {"reason": "误操作"},
}
WAYS = {
    "drafting": [],
    "reviewing": [("submit", "drafter")],
    "releasable": [
        ("submit", "drafter"), ("approve", "head"), ("approve", "secrecy"), ("approve", "releaser"),
    ],
}  # fmt: skip
WAYS["scheduled"] = [*WAYS["releasable"], ("schedule", "releaser")]
WAYS["published"] = [*WAYS["releasable"], ("release", "releaser")]
WAYS["withdrawn"] = [*WAYS["published"], ("withdraw", "releaser")]
WAYS["held"] = [*WAYS["releasable"][:2], ("hold", "secrecy")]
WAYS["voided"] = [("void", "drafter")]


@pytest.fixture
def column(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    return add_column(
        page, "通知公告", slug="tzgg", column_type=ColumnType.POLICY, legal_item=LegalItem.RULES,
        actor=robot, at=morning,
    )  # fmt: skip


@pytest.fixture
def staff(column, bureau):
    """Actors by part: real accounts that hold real posts."""
    posts = ensure_posts(bureau)
    people = {}
    for name, post in STAFF.items():
        user = User.objects.create_user(name, password="x", name=name)
        user.groups.add(posts[post].group)
        Membership.objects.create(user=user, post=posts[post], since=date(2019, 1, 1))
        people[name] = actor_of(user)
    return people


@pytest.fixture
def begun(column, bureau, staff, morning):
    """Begin a manuscript: `begun(title="…")`."""

    def make(by="drafter", at=morning, **values):
        return actions.begin(column, bureau, {**VALUES, **values}, actor=staff[by], at=at)

    return make


@pytest.fixture
def go(staff, morning):
    """Make a move: `go(manuscript, "approve", "head")`; the secrecy review gets its ground."""

    def move(manuscript, name, by, /, at=morning, **changes):
        manuscript.refresh_from_db()
        details = {**ARGUMENTS.get(name, {}), **changes}
        if name == "hold":
            name, details = (
                "approve",
                {
                    **CLEAR,
                    "third_party": "yes",
                    "opinion": "含个人隐私",
                    "attribute": "不予公开",
                    "ground": "条例第十五条",
                },
            )
        elif name == "approve" and manuscript.step_kind == "secrecy":
            details = {**CLEAR, "attribute": "主动公开", "ground": GROUND, **details}
        actor = CLOCK if by == "clock" else staff[by]
        return workflow.moves[name].run(manuscript, actor=actor, at=at, **details)

    return move


@pytest.fixture
def standing(begun, go):
    """A manuscript that came to a state by real moves."""

    def make(state, **values):
        manuscript = begun(**values)
        for name, by in WAYS[state]:
            manuscript = go(manuscript, name, by)
        return manuscript

    return make

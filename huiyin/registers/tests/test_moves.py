"""Every move of every register from every state; who may make it; strangers are refused."""

from datetime import date, timedelta
from itertools import product

import pytest

from huiyin.audit.actors import visitor
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.organisations.models import Organisation
from huiyin.registers.actions import (
    budget_lines,
    budgets,
    decisions,
    officers,
    opinions,
    powers,
)

from .conftest import THREE

pytestmark = pytest.mark.django_db

KEEP, VOID = "keep", "registers.void_register"
MANY = timedelta(days=40)
FLOWS = {
    "powers": powers.workflow,
    "officers": officers.workflow,
    "budgets": budgets.workflow,
    "lines": budget_lines.workflow,
    "decisions": decisions.workflow,
    "opinions": opinions.workflow,
}
ARGUMENTS = {
    "powers": {
        "adjust": {
            "since": date(2025, 1, 1),
            "reason": "机构改革",
            "values": {"department": "法规科"},
        },
        "amend": {"values": {"department": "办公室"}},
        "abolish": {"abolished_on": date(2025, 6, 1), "reason": "依据废止"},
        "restore": {"since": date(2025, 9, 1), "reason": "依据恢复"},
        "void": {"reason": "重复"},
    },
    "officers": {
        "renew": {"issued_on": date(2026, 1, 1), "valid_until": date(2030, 12, 31)},
        "amend": {"values": {"post": "中队长"}},
        "withdraw": {"withdrawn_on": date(2026, 3, 1), "reason": "退休"},
        "void": {"reason": "重复"},
    },
    "budgets": {
        "fill": {"rows": THREE},
        "amend": {"values": {"note": "口径说明"}},
        "publish": {},
        "withdraw": {"reason": "数据有误"},
        "void": {"reason": "重复"},
    },
    "lines": {
        "amend": {"values": {"amount": 5}},
        "void": {"reason": "重复"},
        "replace": {"because": "重新粘贴"},
    },
    "decisions": {
        "amend": {"values": {"name": "改名"}},
        "consult": {"consult_until": date(2026, 4, 2)},
        "prolong": {"consult_until": date(2026, 4, 10)},
        "close": {},
        "feed_back": {"adoption": "没有收到意见。"},
        "deliberate": {"meeting": "局长办公会", "deliberated_on": date(2026, 4, 11)},
        "publish": {"outcome": "通过"},
        "terminate": {"reason": "上位政策变化"},
        "remind": {"because": "test"},
        "void": {"reason": "重复"},
    },
    "opinions": {"handle": {"outcome": "采纳"}, "void": {"reason": "广告"}},
}
GRANTS = {
    "powers": dict.fromkeys(("adjust", "amend", "abolish", "restore"), "registers.keep_powers"),
    "officers": dict.fromkeys(("renew", "amend", "withdraw"), "registers.keep_officers"),
    "budgets": {
        "fill": "registers.keep_budgets",
        "amend": "registers.keep_budgets",
        "publish": "registers.release_budgets",
        "withdraw": "registers.release_budgets",
    },
    "lines": dict.fromkeys(("amend", "replace"), "registers.keep_budgets"),
    "decisions": {
        **dict.fromkeys(("amend", "deliberate"), "registers.keep_decisions"),
        **dict.fromkeys(
            ("consult", "prolong", "close", "feed_back", "publish", "terminate"),
            "registers.release_decisions",
        ),
    },
    "opinions": {"handle": "registers.keep_decisions"},
}
ALL = sorted({grant for moves in GRANTS.values() for grant in moves.values()} | {VOID})
# kind → the way to each state, by real moves
WAYS = {
    "powers": {"effective": [], "abolished": ["abolish"], "voided": ["void"]},
    "officers": {"active": [], "withdrawn": ["withdraw"], "voided": ["void"]},
    "budgets": {"draft": [], "published": ["fill", "publish"], "voided": ["void"]},
    "lines": {"valid": [], "voided": ["void"]},
    "decisions": {
        "draft": [],
        "consulting": ["consult"],
        "feedback": ["consult", "close"],
        "deliberation": ["consult", "close", "feed_back", "deliberate"],
        "published": ["consult", "close", "feed_back", "deliberate", "publish"],
        "terminated": ["consult", "terminate"],
        "voided": ["void"],
    },
    "opinions": {"received": [], "handled": ["handle"], "voided": ["void"]},
}
LEGAL = {
    "powers": {
        ("effective", "adjust"): "effective",
        ("effective", "amend"): "effective",
        ("effective", "abolish"): "abolished",
        ("effective", "void"): "voided",
        ("abolished", "restore"): "effective",
        ("abolished", "void"): "voided",
    },
    "officers": {
        ("active", "renew"): "active",
        ("active", "amend"): "active",
        ("active", "withdraw"): "withdrawn",
        ("active", "void"): "voided",
        ("withdrawn", "void"): "voided",
    },
    "budgets": {
        ("draft", "fill"): "draft",
        ("draft", "amend"): "draft",
        ("draft", "publish"): "published",
        ("draft", "void"): "voided",
        ("published", "withdraw"): "draft",
    },
    "lines": {
        ("valid", "amend"): "valid",
        ("valid", "void"): "voided",
        ("valid", "replace"): "voided",
    },
    "decisions": {
        ("draft", "amend"): "draft",
        ("draft", "consult"): "consulting",
        ("draft", "void"): "voided",
        ("consulting", "prolong"): "consulting",
        ("consulting", "close"): "feedback",
        ("consulting", "terminate"): "terminated",
        ("consulting", "remind"): "consulting",
        ("feedback", "feed_back"): "deliberation",
        ("feedback", "terminate"): "terminated",
        ("feedback", "remind"): "feedback",
        ("deliberation", "deliberate"): "deliberation",
        ("deliberation", "publish"): "published",
        ("deliberation", "terminate"): "terminated",
        ("terminated", "void"): "voided",
    },
    "opinions": {
        ("received", "handle"): "handled",
        ("handled", "handle"): "handled",
        ("received", "void"): "voided",
        ("handled", "void"): "voided",
    },
}
CASES = [
    (kind, state, name) for kind in FLOWS for state, name in product(WAYS[kind], ARGUMENTS[kind])
]


@pytest.fixture
def make(morning):
    """Make a move; of a decision, those that come after the consultation at their own time."""

    def run(kind, name, record, actor):
        late = kind == "decisions" and name not in ("amend", "consult", "prolong", "void")
        at = morning + MANY if late else morning
        return FLOWS[kind].moves[name].run(record, actor=actor, at=at, **ARGUMENTS[kind][name])

    return run


@pytest.fixture
def standing(power, officer, sheet, line, decision, opinion, robot, make):
    """A record of a kind that came to a state by real moves."""
    new = {
        "powers": power,
        "officers": officer,
        "budgets": lambda: sheet(rows=""),
        "lines": line,
        "decisions": decision,
        "opinions": opinion,
    }

    def make_standing(kind, state):
        record = new[kind]()
        for name in WAYS[kind][state]:
            record = make(kind, name, record, robot)
        return record

    return make_standing


@pytest.mark.parametrize("kind", FLOWS)
def test_the_tables_know_every_move_and_state(kind):
    assert set(ARGUMENTS[kind]) == set(FLOWS[kind].moves)
    assert set(WAYS[kind]) == {state for state, _ in FLOWS[kind].states()}
    system_only = {"remind"}
    assert set(GRANTS[kind]) | {"void"} == set(FLOWS[kind].moves) - system_only


@pytest.mark.parametrize(("kind", "state", "name"), CASES)
def test_every_move_from_every_state(standing, robot, make, kind, state, name):
    found = standing(kind, state)
    if kind == "budgets" and name == "publish" and state == "draft":
        found = make(kind, "fill", found, robot)  # an empty table is refused for another reason
    entries = Entry.objects.count()
    target = LEGAL[kind].get((state, name))
    if target:
        assert make(kind, name, found, robot).state == target
        assert Entry.objects.count() > entries
    else:
        with pytest.raises(MoveRefusedError):
            make(kind, name, found, robot)
        assert Entry.objects.count() == entries
    found.refresh_from_db()
    assert found.state == (target or state)


OPEN = [
    (kind, name, next(state for state, move in LEGAL[kind] if move == name))
    for kind in FLOWS
    for name in ARGUMENTS[kind]
    if name != "remind"
]


@pytest.mark.parametrize(("kind", "name", "state"), OPEN)
def test_a_move_needs_its_grant_and_no_other(standing, actor, kind, name, state):
    found = standing(kind, state)
    needed = GRANTS[kind].get(name, VOID)
    for grant in ALL:
        open_now = [move.name for move in FLOWS[kind].open_to(actor(grant), found)]
        assert (name in open_now) is (grant == needed), grant


@pytest.mark.parametrize(("kind", "name", "state"), OPEN)
def test_another_agency_and_a_visitor_are_refused(standing, actor, make, kind, name, state):
    elsewhere = Organisation.objects.create(
        name="别局", short_name="别局", slug="bj", is_agency=True
    )
    found = standing(kind, state)
    for stranger in (actor(*ALL, agency=elsewhere), visitor()):
        assert not list(FLOWS[kind].open_to(stranger, found))
        with pytest.raises(MoveForbiddenError):
            make(kind, name, found, stranger)


def test_no_person_reminds(consulting, actor, make):
    with pytest.raises(MoveForbiddenError):
        make("decisions", "remind", consulting(), actor(*ALL))

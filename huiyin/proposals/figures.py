"""Figures of the proposals: how many, in time, face to face, to whose satisfaction."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    Says,
    declare,
    declare_family,
)
from huiyin.figures.years import Address, Line, side_by_side

from .models import Contact, Part, Proposal, ReplyClass, Satisfaction

PROPOSALS = Ledger(
    Proposal,
    begins="received_on",
    facts={
        "returned_on": (),
        "replied_on": ("reply_class", "reply_class__letter"),
        "rated_on": ("satisfaction",),
        "second_asked_on": (),
        "published_at": (),
    },
    traits=("category", "part"),
    limits=("answer_due_on",),
)
TALKS = Ledger(Proposal, begins="contacts__held_on", traits=("contacts__way",))
"""One row a contact."""
ANSWERED = [Part.LEAD, Part.SEPARATE]
SATISFIED = [Satisfaction.SATISFIED, Satisfaction.FAIR]


def ours(on: AsOf) -> Condition:
    """What the agency answers itself, as lead or separately; returned ones are not its own."""
    return on.where(part__in=ANSWERED) & on.not_yet("returned_on")


def received(on: AsOf) -> Condition:
    return ours(on) & on.during("received_on")


def replied(on: AsOf) -> Condition:
    return received(on) & on.happened("replied_on")


def due(on: AsOf) -> Condition:
    return ours(on) & on.due("answer_due_on")


def not_due(on: AsOf) -> Condition:
    return ours(on) & on.not_due("answer_due_on")


def in_time(on: AsOf) -> Condition:
    return due(on) & on.in_time("replied_on", "answer_due_on")


def late(on: AsOf) -> Condition:
    unanswered = on.overdue("replied_on", "answer_due_on")
    return due(on) & (on.late("replied_on", "answer_due_on") | unanswered)


def answered(on: AsOf) -> Condition:
    return ours(on) & on.during("replied_on")


def in_person(on: AsOf) -> Condition:
    return on.where(contacts__way__in=[Contact.Way.VISIT, Contact.Way.MEETING])


def met(on: AsOf) -> Condition:
    return answered(on) & on.has(TALKS, in_person)


def rated(on: AsOf) -> Condition:
    return ours(on) & on.during("rated_on")


def satisfied(on: AsOf) -> Condition:
    return rated(on) & on.happened("rated_on", satisfaction__in=SATISFIED)


def of_class(on: AsOf, letter: str) -> Condition:
    return ours(on) & on.during("replied_on", reply_class__letter=letter)


def again(on: AsOf) -> Condition:
    return ours(on) & on.during("second_asked_on")


def published(on: AsOf) -> Condition:
    return answered(on) & on.happened("published_at")


def assisted(on: AsOf) -> Condition:
    return on.where(part=Part.ASSIST) & on.during("replied_on")


def of_category(on: AsOf, category: str) -> Condition:
    return received(on) & on.where(category=category)


CLASS_A = partial(of_class, letter="A")
COUNTED: tuple[tuple[str, str, str, Says, Says | None], ...] = (
    ("received", "交办建议提案", "交办日期在统计期内、由本机关主办或者分办的建议提案，不含退回和录入作废的", received, None),
    ("suggestions", "交办代表建议", "上述交办件中的人大代表建议", partial(of_category, category="suggestion"), None),
    ("motions", "交办政协提案", "上述交办件中的政协提案", partial(of_category, category="proposal"), None),
    ("replied", "已办复建议提案", "统计期内交办、到统计期末已经答复的建议提案", replied, None),
    ("due", "应办复建议提案", "答复期限（含经同意延长的）在统计期内的建议提案", due, None),
    ("in-time", "按时办复建议提案", "应办复件中在期限内答复的", in_time, None),
    ("late", "超期建议提案", "应办复件中超过期限才答复，或者已超过期限尚未答复的", late, due),
    ("answered", "答复建议提案", "答复日期在统计期内的建议提案", answered, None),
    ("met", "面商建议提案", "答复件中以走访或者座谈方式与代表委员沟通过的；只有电话沟通的不计", met, None),
    ("rated", "反馈意见的建议提案", "代表委员在统计期内对首次答复反馈了满意度的建议提案", rated, None),
    ("satisfied", "满意的建议提案", "反馈件中满意和基本满意的", satisfied, None),
    ("again", "再次办理建议提案", "代表委员不满意，在统计期内再次办理的建议提案", again, rated),
    ("published", "公开建议提案答复", "答复件中到统计期末已公开全文、摘要或者不公开理由的", published, None),
    ("assisted", "提出会办意见", "会办件中在统计期内提出会办意见的", assisted, None),
)  # fmt: skip
SHARES: tuple[tuple[str, str, str, Says, Says, Says | None], ...] = (
    ("replied.rate", "建议提案办复率", "已办复件数÷交办件数", replied, received, None),
    ("in-time.rate", "建议提案按时办复率", "按时办复件数÷应办复件数；期限未到的不计入", in_time, due, not_due),
    ("met.rate", "建议提案面商率", "面商件数÷答复件数", met, answered, None),
    ("satisfied.rate", "建议提案满意率", "（满意＋基本满意）÷反馈件数；未反馈的不计入", satisfied, rated, None),
    ("class-a.rate", "建议提案A类率", "首次答复为A类的件数÷答复件数", CLASS_A, answered, None),
)  # fmt: skip
for key, label, definition, says, among in COUNTED:
    declare(Figure(f"proposals.{key}", label, "件", definition, PROPOSALS, says, among=among))
for key, label, definition, says, whole, pending in SHARES:
    declare(
        Ratio(f"proposals.{key}", label, "%", definition, PROPOSALS, says, among=whole, pending=pending)
    )  # fmt: skip


@declare_family
def by_class(agency_id: int | None) -> Iterable[Figure]:
    """Replies of each class of this place."""
    for kind in ReplyClass.objects.filter(is_in_use=True):
        yield Figure(
            f"proposals.class-{kind.letter.lower()}",
            f"答复建议提案：{kind.letter}类",
            "件",
            f"答复件中首次答复标为{kind.letter}类的；现在的含义：{kind.definition}",
            PROPOSALS,
            partial(of_class, letter=kind.letter),
        )


OVERVIEW = (
    "proposals.received",
    "proposals.replied",
    *(f"proposals.{key}" for key, *_ in SHARES),
)
"""What stands in a line of the yearly overview, on the portal and on the desk."""


def yearly(agency_id: int, today: date, address: Address) -> list[Line]:
    return side_by_side(OVERVIEW, Proposal.objects.valid(), agency_id, today, address)

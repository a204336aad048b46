"""Figures of decisions and opinions."""

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, declare

from .models import Decision, Opinion, Outcome

DECISIONS = Ledger(
    Decision,
    begins="consult_from",
    facts={"outcome_on": (), "feedback_on": (), "ended_on": ()},
    limits=("consult_until", "feedback_due_on"),
)

OPINIONS = Ledger(
    Opinion,
    begins="sent_on",
    facts={"decision__feedback_on": ("outcome",)},
    voided={"state": "voided_on", "decision__state": "decision__voided_on"},
)


def consulted(on: AsOf) -> Condition:
    return on.during("consult_from")


def decided(on: AsOf) -> Condition:
    return on.during("outcome_on")


def opinions(on: AsOf) -> Condition:
    return on.during("sent_on")


def adopted(on: AsOf) -> Condition:
    """What became of an opinion may be changed until the summary is published."""
    taken_over = (Outcome.ADOPTED, Outcome.PARTLY)
    return opinions(on) & on.happened("decision__feedback_on", outcome__in=taken_over)


def due_feedback(on: AsOf) -> Condition:
    """A matter that was given up owes none."""
    return on.due("feedback_due_on") & (on.happened("feedback_on") | on.not_yet("ended_on"))


def feedback_in_time(on: AsOf) -> Condition:
    return on.due("feedback_due_on") & on.in_time("feedback_on", "feedback_due_on")


def feedback_not_due(on: AsOf) -> Condition:
    """It is owed once the consultation is over."""
    owed = on.run_out("consult_until") & on.not_yet("ended_on")
    return owed & on.not_due("feedback_due_on") & on.not_yet("feedback_on")


declare(
    Figure(
        "registers.decisions.consulted",
        "公开征求意见的重大行政决策",
        "件",
        "统计期内开始向社会公开征求意见的重大行政决策事项",
        DECISIONS,
        consulted,
    )
)


declare(
    Figure(
        "registers.decisions.published",
        "公布结果的重大行政决策",
        "件",
        "统计期内公布决策结果的重大行政决策事项",
        DECISIONS,
        decided,
    )
)


declare(
    Figure(
        "registers.opinions",
        "收到公众意见",
        "条",
        "统计期内通过政府门户网站对重大行政决策草案提出的意见，不含意见或决策事项作废的",
        OPINIONS,
        opinions,
        version=2,
    )
)


declare(
    Figure(
        "registers.opinions.adopted",
        "采纳公众意见",
        "条",
        "上述意见中，到统计期末已经公布采纳或部分采纳的",
        OPINIONS,
        adopted,
        version=2,
    )
)


declare(
    Ratio(
        "registers.feedback.on-time",
        "采纳情况按期公布率",
        "%",
        "采纳情况应公布日期在统计期内的事项中，按期公布的比例；"
        "到期尚未公布的按超期计，已终止的和期限未到的不计入",
        DECISIONS,
        feedback_in_time,
        among=due_feedback,
        pending=feedback_not_due,
        version=2,
    )
)

"""The tables of moves of the registers: from where to where, by which right."""

from datetime import date, timedelta
from functools import partial

from huiyin.audit.actors import system
from huiyin.casework.testing import VISITOR, Row, Start, Trial, stays
from huiyin.registers.actions import (
    budget_lines,
    budgets,
    decisions,
    officers,
    opinions,
    powers,
)
from huiyin.registers.models import (
    BudgetLine,
    BudgetSheet,
    Decision,
    Officer,
    Opinion,
    Power,
    PowerType,
)

THREE = "合计\t10\n因公出国（境）费\t0\n公务接待费\t2\n公务用车购置及运行费\t8\n公务用车购置费\t3\n公务用车运行维护费\t5"
POWERS, OFFICERS = "registers.keep_powers", "registers.keep_officers"
BUDGETS, RELEASE_BUDGETS = "registers.keep_budgets", "registers.release_budgets"
DECISIONS, RELEASE = "registers.keep_decisions", "registers.release_decisions"
VOID = "registers.void_register"
RELEASE_POWERS, RELEASE_OFFICERS = "registers.release_powers", "registers.release_officers"
REASON = {"reason": "与依据文件不符"}
LATER = timedelta(days=40)
"""When a consultation that begins at the moment of the trial is over."""


def power(bureau, **values):
    return Power(
        **{
            "agency": bureau,
            "reference": f"CF-{Power.objects.count() + 1:04}",
            "name": "对擅自砍伐城市树木的处罚",
            "power_type": PowerType.PENALTY,
            "basis": "《城市绿化条例》",
            "subject": bureau.name,
            "responsibility": "立案、调查、决定、执行",
            "listed_from": date(2024, 1, 1),
            **values,
        }
    )


def officer(bureau, **values):
    return Officer(
        **{
            "agency": bureau,
            "reference": f"341799{Officer.objects.count() + 1:06}",
            "name": "周示例",
            "unit": bureau.name,
            "scope": "城市管理行政处罚",
            "issued_on": date(2024, 1, 1),
            "valid_until": date(2028, 12, 31),
            **values,
        }
    )


def sheet(bureau, **values):
    year = 2024 - 2 * BudgetSheet.objects.count()
    return BudgetSheet(
        **{"agency": bureau, "year": year, "stage": "预算", "table": "三公经费", **values}
    )


def line(bureau, **values):
    number = BudgetLine.objects.count() + 1
    return BudgetLine(
        **{
            "agency": bureau,
            "reference": f"2024-{number:03}",
            "year": 2024,
            "stage": "预算",
            "table": "支出总表",
            "position": number,
            "label": "支出总计",
            "amount": 1_000_000,
            **values,
        }
    )


def decision(bureau, **values):
    return Decision(
        **{
            "agency": bureau,
            "name": "停车收费调整方案",
            "department": "市政设施管理处",
            "explanation": "为了提高周转率。",
            "draft": "一、前三十分钟免费。",
            **values,
        }
    )


def begin(start, new, scene, actor):
    return start(new(scene.bureau), actor=actor, at=scene.at)


def say(scene, actor):
    """An opinion on a draft that is before the public."""
    clock, until = system("trial"), scene.at.date() + timedelta(days=30)
    before = decisions.register(decision(scene.bureau), actor=clock, at=scene.at)
    before = decisions.consult(before, actor=clock, at=scene.at, consult_until=until)
    opinion = Opinion(decision=before, text="建议第一个小时免费。")
    return opinions.say(opinion, actor=actor, at=scene.at)


def one_at_a_time(right, *states, before, arguments):
    """A change of what is on the list waits for another person; until then no other is proposed."""
    return (
        Row(right, to=stays(*states), arguments=arguments),
        Row(right, unmet=states[-1:], before=(before,), arguments=arguments),
    )


BEFORE_THE_PUBLIC = ("consulting", "feedback", "deliberation")
FED_BACK = ["register", "consult", "close", "draft_feedback", "feed_back"]
TRIALS = [
    Trial(
        powers.workflow,
        starts={"register": Start(POWERS, make=partial(begin, powers.register, power))},
        ways={
            "proposed": ["register"],
            "effective": ["register", "approve"],
            "abolished": ["register", "approve", "abolish", "approve to abolished"],
            "voided": ["register", "void"],
        },
        moves={
            "adjust": one_at_a_time(
                POWERS, "effective", before="amend",
                arguments={"since": date(2025, 1, 1), "reason": "机构改革", "values": {"department": "法规科"}},
            ),
            "amend": one_at_a_time(
                POWERS, "proposed", "effective", before="adjust", arguments={"values": {"department": "办公室"}},
            ),
            "abolish": one_at_a_time(
                POWERS, "effective", before="amend", arguments={"abolished_on": date(2025, 6, 1), "reason": "依据废止"},
            ),
            "restore": one_at_a_time(
                POWERS, "abolished", before="restore", arguments={"since": date(2025, 9, 1), "reason": "依据恢复"},
            ),
            "approve": (
                Row(RELEASE_POWERS, barred=("register",), to={"proposed": "effective"}),
                Row(RELEASE_POWERS, unmet=("effective", "abolished")),  # nothing waits
                Row(RELEASE_POWERS, barred=("adjust",), to=stays("effective"), before=("adjust",)),
                Row(RELEASE_POWERS, barred=("abolish",), to={"effective": "abolished"}, before=("abolish",)),
                Row(RELEASE_POWERS, barred=("restore",), to={"abolished": "effective"}, before=("restore",)),
            ),
            "send_back": (
                Row(RELEASE_POWERS, barred=("register",), to={"proposed": "voided"}, arguments=REASON),
                Row(RELEASE_POWERS, unmet=("effective", "abolished"), arguments=REASON),
                Row(RELEASE_POWERS, barred=("amend",), to=stays("effective"), before=("amend",), arguments=REASON),
                Row(RELEASE_POWERS, barred=("restore",), to=stays("abolished"), before=("restore",), arguments=REASON),
            ),
            "void": Row(VOID, to=dict.fromkeys(("proposed", "effective", "abolished"), "voided"), arguments={"reason": "重复"}),
        },
    ),
    Trial(
        officers.workflow,
        starts={"register": Start(OFFICERS, make=partial(begin, officers.register, officer))},
        ways={
            "proposed": ["register"],
            "active": ["register", "approve"],
            "withdrawn": ["register", "withdraw"],
            "voided": ["register", "void"],
        },
        moves={
            "renew": one_at_a_time(
                OFFICERS, "active", before="amend",
                arguments={"issued_on": date(2026, 1, 1), "valid_until": date(2030, 12, 31)},
            ),
            "amend": one_at_a_time(
                OFFICERS, "proposed", "active", before="renew", arguments={"values": {"post": "中队长"}},
            ),
            "approve": (
                Row(RELEASE_OFFICERS, barred=("register",), to={"proposed": "active"}),
                Row(RELEASE_OFFICERS, unmet=("active",)),  # nothing waits
                Row(RELEASE_OFFICERS, barred=("renew",), to=stays("active"), before=("renew",)),
            ),
            "send_back": (
                Row(RELEASE_OFFICERS, barred=("register",), to={"proposed": "voided"}, arguments=REASON),
                Row(RELEASE_OFFICERS, unmet=("active",), arguments=REASON),
                Row(RELEASE_OFFICERS, barred=("amend",), to=stays("active"), before=("amend",), arguments=REASON),
            ),
            "withdraw": Row(OFFICERS, to=dict.fromkeys(("proposed", "active"), "withdrawn"), arguments={"withdrawn_on": date(2026, 3, 1), "reason": "退休"}),
            "void": Row(VOID, to=dict.fromkeys(("proposed", "active", "withdrawn"), "voided"), arguments={"reason": "重复"}),
        },
    ),
    Trial(
        budgets.workflow,
        starts={"register": Start(BUDGETS, make=partial(begin, budgets.register, sheet))},
        ways={
            "draft": ["register"],
            "published": ["register", "fill", "publish"],
            "voided": ["register", "void"],
        },
        moves={
            "fill": Row(BUDGETS, to=stays("draft"), arguments={"rows": THREE}),
            "amend": Row(BUDGETS, to=stays("draft"), arguments={"values": {"note": "口径说明"}}),
            "publish": (
                Row(RELEASE_BUDGETS, barred=("register",), unmet=("draft",)),  # an empty table
                Row(RELEASE_BUDGETS, barred=("register", "fill"), to={"draft": "published"}, before=("fill",)),
            ),
            "withdraw": Row(RELEASE_BUDGETS, to={"published": "draft"}, arguments={"reason": "数据有误"}),
            "void": (
                Row(VOID, to={"draft": "voided"}, arguments={"reason": "重复"}),
                Row(VOID, unmet=("draft",), before=("fill",), arguments={"reason": "重复"}),
            ),
        },
    ),
    Trial(
        budget_lines.workflow,
        starts={"register": Start(BUDGETS, make=partial(begin, budget_lines.register, line))},
        ways={"valid": ["register"], "voided": ["register", "void"]},
        moves={
            "amend": Row(BUDGETS, to=stays("valid"), arguments={"values": {"amount": 5}}),
            "void": Row(VOID, to={"valid": "voided"}, arguments={"reason": "重复"}),
            "replace": Row(BUDGETS, to={"valid": "voided"}, arguments={"because": "重新粘贴"}),
        },
    ),
    Trial(
        decisions.workflow,
        starts={"register": Start(DECISIONS, make=partial(begin, decisions.register, decision))},
        ways={
            "draft": ["register"],
            "consulting": ["register", "consult"],
            "feedback": ["register", "consult", "close"],
            "deliberation": FED_BACK,
            "published": [*FED_BACK, "deliberate", "draft_outcome", "publish"],
            "terminated": ["register", "consult", "propose_end", "terminate"],
            "voided": ["register", "void"],
        },
        moves={
            "amend": Row(DECISIONS, to=stays("draft"), arguments={"values": {"name": "改名"}}),
            "consult": Row(RELEASE, barred=("register",), to={"draft": "consulting"}, arguments={"consult_until": date(2026, 4, 2)}),
            "prolong": Row(RELEASE, to=stays("consulting"), arguments={"consult_until": date(2026, 4, 10)}),
            "close": (
                Row(RELEASE, unmet=("consulting",)),  # it still runs
                Row(RELEASE, to={"consulting": "feedback"}, after=LATER),
            ),
            "draft_feedback": Row(DECISIONS, to=stays("feedback"), arguments={"adoption": "没有收到意见。"}, after=LATER),
            "feed_back": (
                Row(RELEASE, unmet=("feedback",), after=LATER),  # nothing is drafted
                Row(RELEASE, barred=("draft_feedback",), to={"feedback": "deliberation"}, before=("draft_feedback",), after=LATER),
            ),
            "deliberate": Row(
                DECISIONS, to=stays("deliberation"), after=LATER,
                arguments={"meeting": "局长办公会", "deliberated_on": date(2026, 4, 11)},
            ),
            "draft_outcome": Row(DECISIONS, to=stays("deliberation"), arguments={"outcome": "通过"}, after=LATER),
            "publish": (
                Row(RELEASE, barred=("deliberate",), unmet=("deliberation",), before=("deliberate",), after=LATER),
                Row(RELEASE, barred=("draft_outcome",), unmet=("deliberation",), before=("draft_outcome",), after=LATER),
                Row(
                    RELEASE, barred=("deliberate", "draft_outcome"), to={"deliberation": "published"},
                    before=("deliberate", "draft_outcome"), after=LATER,
                ),
            ),
            "propose_end": Row(DECISIONS, to=stays(*BEFORE_THE_PUBLIC), arguments={"reason": "上位政策变化"}, after=LATER),
            "terminate": (
                Row(RELEASE, unmet=BEFORE_THE_PUBLIC, after=LATER),
                Row(
                    RELEASE, barred=("propose_end",), to=dict.fromkeys(BEFORE_THE_PUBLIC, "terminated"),
                    before=("propose_end",), after=LATER,
                ),
            ),
            "remind": Row(to=stays("consulting", "feedback"), arguments={"because": "test"}, after=LATER),
            "void": Row(VOID, to=dict.fromkeys(("draft", "terminated"), "voided"), arguments={"reason": "重复"}),
        },
    ),
    Trial(
        opinions.workflow,
        starts={"say": Start(DECISIONS, also=(VISITOR,), make=say)},
        ways={"received": ["say"], "handled": ["say", "handle"], "voided": ["say", "void"]},
        moves={
            "handle": Row(DECISIONS, to=dict.fromkeys(("received", "handled"), "handled"), arguments={"outcome": "采纳"}),
            "void": Row(VOID, to=dict.fromkeys(("received", "handled"), "voided"), arguments={"reason": "广告"}),
        },
    ),
]  # fmt: skip

"""One record of each register, made by its real actions."""

from datetime import date, timedelta

import pytest

from huiyin.audit.actors import visitor
from huiyin.registers.actions import (
    budget_lines,
    budgets,
    decisions,
    filling,
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


@pytest.fixture
def power(bureau, robot, morning):
    def make(reference="CF-0001", at=morning, **values):
        told = {
            "name": "对擅自砍伐城市树木的处罚",
            "power_type": PowerType.PENALTY,
            "basis": "《城市绿化条例》",
            "subject": bureau.name,
            "responsibility": "立案、调查、决定、执行",
            "listed_from": date(2024, 1, 1),
        }
        made = Power(agency=bureau, reference=reference, **(told | values))
        return powers.register(made, actor=robot, at=at)

    return make


@pytest.fixture
def officer(bureau, robot, morning):
    def make(reference="341799000001", at=morning, **values):
        told = {
            "name": "周示例",
            "unit": bureau.name,
            "scope": "城市管理行政处罚",
            "issued_on": date(2024, 1, 1),
            "valid_until": date(2028, 12, 31),
        }
        made = Officer(agency=bureau, reference=reference, **(told | values))
        return officers.register(made, actor=robot, at=at)

    return make


@pytest.fixture
def sheet(bureau, robot, morning):
    def make(year=2024, stage="预算", table="三公经费", rows=THREE, at=morning):
        made = budgets.register(
            BudgetSheet(agency=bureau, year=year, stage=stage, table=table), actor=robot, at=at
        )
        return filling.fill(made, actor=robot, at=at, rows=rows) if rows else made

    return make


@pytest.fixture
def line(bureau, robot, morning):
    def make(reference="2024-001", at=morning, **values):
        told = {
            "year": 2024,
            "stage": "预算",
            "table": "支出总表",
            "position": 1,
            "label": "支出总计",
            "amount": 1_000_000,
        }
        made = BudgetLine(agency=bureau, reference=reference, **(told | values))
        return budget_lines.register(made, actor=robot, at=at)

    return make


@pytest.fixture
def decision(bureau, robot, morning):
    def make(at=morning, **values):
        told = {
            "name": "停车收费调整方案",
            "department": "市政设施管理处",
            "explanation": "为了提高周转率。",
            "draft": "一、前三十分钟免费。",
        }
        made = Decision(agency=bureau, **(told | values))
        return decisions.register(made, actor=robot, at=at)

    return make


@pytest.fixture
def consulting(decision, robot, morning):
    """A matter before the public: `consulting(days=30, at=…)`."""

    def make(days=30, at=morning, short_reason="", **values):
        made = decision(at=at, **values)
        until = at.date() + timedelta(days=days)
        return decisions.consult(
            made, actor=robot, at=at, consult_until=until, short_reason=short_reason
        )

    return make


@pytest.fixture
def opinion(consulting, morning):
    def make(of=None, text="建议第一个小时免费。", at=morning, origin="192.0.2.1", **values):
        made = Opinion(decision=of or consulting(), text=text, **values)
        return opinions.say(made, actor=visitor(origin), at=at)

    return make

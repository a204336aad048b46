"""One record of each register, made by its real actions."""

from datetime import timedelta

import pytest
from django.utils import timezone

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
from huiyin.registers.models import BudgetSheet, Opinion

from . import trial
from .trial import THREE


@pytest.fixture
def power(bureau, robot, morning):
    def make(reference="CF-0001", at=morning, **values):
        power = trial.power(bureau, reference=reference, **values)
        return powers.register(power, actor=robot, at=at)

    return make


@pytest.fixture
def officer(bureau, robot, morning):
    def make(reference="341799000001", at=morning, **values):
        officer = trial.officer(bureau, reference=reference, **values)
        return officers.register(officer, actor=robot, at=at)

    return make


@pytest.fixture
def sheet(bureau, robot, morning):
    def make(year=2024, stage="预算", table="三公经费", rows=THREE, at=morning):
        sheet = budgets.register(
            BudgetSheet(agency=bureau, year=year, stage=stage, table=table), actor=robot, at=at
        )
        return filling.fill(sheet, actor=robot, at=at, rows=rows) if rows else sheet

    return make


@pytest.fixture
def line(bureau, robot, morning):
    def make(reference="2024-001", at=morning, **values):
        line = trial.line(bureau, reference=reference, **values)
        return budget_lines.register(line, actor=robot, at=at)

    return make


@pytest.fixture
def decision(bureau, robot, morning):
    def make(at=morning, **values):
        decision = trial.decision(bureau, **values)
        return decisions.register(decision, actor=robot, at=at)

    return make


@pytest.fixture
def consulting(decision, robot, morning):
    """A matter before the public: `consulting(days=30, at=…)`."""

    def make(days=30, at=morning, **values):
        matter = decision(at=at, **values)
        until = timezone.localtime(at).date() + timedelta(days=days)
        return decisions.consult(matter, actor=robot, at=at, consult_until=until)

    return make


@pytest.fixture
def opinion(consulting, morning):
    def make(of=None, text="建议第一个小时免费。", at=morning, origin="192.0.2.1", **values):
        opinion = Opinion(decision=of or consulting(), text=text, **values)
        return opinions.say(opinion, actor=visitor(origin), at=at)

    return make

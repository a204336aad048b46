"""Reports of several agencies added up: what is missing, late or inconsistent is named."""

from datetime import date

import pytest

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.foi.models import Application
from huiyin.organisations.models import Organisation
from huiyin.reports.actions import annual
from huiyin.reports.annual.totals import total
from huiyin.reports.models import AnnualReport

from .annual_trial import AT, ROBOT, begun, column_for, complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def water(bureau):
    return Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )


def frozen(agency, value):
    """A frozen report with so many applications, and as much of everything that is stated."""
    for number in range(value):
        Application.objects.create(
            agency=agency, reference=f"SQ-{number}", channel="online", applicant_kind="company",
            applicant_name="甲", description="乙", received_on=date(2025, 5, 1), state="received",
        )  # fmt: skip
    column_for(agency, AT)
    user = User.objects.create_user(f"qicao-{agency.slug}", name="施婉清")
    rights = {agency.pk: frozenset({"reports.write_annual", "editorial.draft"})}
    drafter = Actor(ActorKind.PERSON, "施婉清", str(user.pk), "", rights)
    report = annual.submit(complete(begun(agency), value=value), actor=ROBOT, at=AT)
    return annual.freeze(annual.check(report, actor=ROBOT, at=AT), actor=drafter, at=AT)


def summed(*agencies):
    return total(agencies, 2025, AT.date())


def test_the_sum_is_that_of_its_reports(bureau, water):
    frozen(bureau, 2)
    frozen(water, 3)
    values = summed(bureau, water).values
    assert (values["r1.company"], values["r4.total"], values["penalties.decided"]) == (5, 5, 5)
    heads, rows = summed(bureau, water).table().heads, summed(bureau, water).table().rows
    assert heads[3:] == ("合计", "云溪市城市管理局", "云溪市水务局")
    assert ["三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量",
            "申请人情况／总计", 5, 2, 3] in rows  # fmt: skip


def test_who_is_missing_is_named_and_not_taken_for_zero(bureau, water):
    frozen(bureau, 2)
    begun(water)
    (part,) = summed(bureau, water).missing
    assert part.name == "云溪市水务局"
    assert part.faults == ("报告起草中，还没有定稿", "已经超期")
    assert summed(bureau, water).values["r1.total"] == 2


def test_who_is_late_or_inconsistent_is_named_and_counted(bureau):
    report = frozen(bureau, 2)
    data = {**report.data, "cells": {**report.data["cells"], "r1.total": 9}}
    AnnualReport.objects.filter(pk=report.pk).update(data=data)
    (part,) = summed(bureau).faulty
    assert part.faults[0] == "2026-01-31应公布，还没有公布"
    assert any("总计＝各类申请人之和不成立（9≠2）" in words for words in part.faults)

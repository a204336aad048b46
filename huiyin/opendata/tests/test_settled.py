"""开放许可 and 更新频率: dated, told in the catalogue, and a promise that the gap board keeps an eye on."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.duty import gaps
from huiyin.disclosure.duty.gaps import State
from huiyin.disclosure.tree.actions import agency_page
from huiyin.licensing import actions as licensing
from huiyin.opendata import settled
from huiyin.opendata.actions import RENEWALS, TERMS
from huiyin.opendata.models import Frequency
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 3)
LICENCE = {"name": "署名许可", "address": "", "text": "注明来源", "basis": "测试"}


@pytest.fixture(autouse=True)
def clock(morning, monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    with time_machine.travel(morning, tick=False) as moved:
        yield moved


def promise(robot, morning, series="licences", frequency="WEEKLY", day=DAY):
    return RENEWALS.set(
        actor=robot, at=morning, series=series, frequency=frequency, valid_from=day, basis="测试"
    )


def test_nothing_is_set_at_first(db):
    assert not settled.licence(DAY).is_set
    assert settled.frequencies(DAY) == {}


def test_a_licence_holds_from_its_day(robot, morning):
    TERMS.set(actor=robot, at=morning, valid_from=DAY + timedelta(days=1), **LICENCE)
    assert not settled.licence(DAY).is_set
    assert settled.licence(DAY + timedelta(days=1)).name == "署名许可"


def test_the_latest_frequency_holds(robot, morning):
    promise(robot, morning)
    promise(robot, morning, frequency="MONTHLY", day=DAY + timedelta(days=9))
    assert settled.frequencies(DAY)["licences"] == Frequency.WEEKLY
    assert settled.frequencies(DAY + timedelta(days=9))["licences"] == Frequency.MONTHLY


def test_only_a_series_that_there_is_gets_one(robot, morning):
    with pytest.raises(ValidationError, match="请从列出的选项中选择"):
        promise(robot, morning, series="nothing")


def test_who_may_not_is_refused(actor, morning):
    with pytest.raises(MoveForbiddenError):
        promise(actor("licensing.view_ledger"), morning)


def test_setting_is_logged_and_shown_at_once(robot, morning, client):
    assert "没有设定开放许可" in client.get("/data/").content.decode()
    TERMS.set(actor=robot, at=morning, valid_from=DAY, **LICENCE)
    assert "署名许可" in client.get("/data/").content.decode()
    assert Entry.objects.filter(verb="opendata.terms.set").exists()


@pytest.mark.parametrize(
    ("frequency", "days", "state"),
    [
        pytest.param("WEEKLY", 0, State.FINE, id="something new today"),
        pytest.param("WEEKLY", 6, State.SOON, id="the period is nearly over"),
        pytest.param("WEEKLY", 7, State.SOON, id="its last day"),
        pytest.param("WEEKLY", 8, State.LATE, id="a day more is late"),
        pytest.param("MONTHLY", 31, State.SOON, id="a month in its longest form"),
        pytest.param("MONTHLY", 32, State.LATE, id="a month and a day"),
        pytest.param("IRREG", 400, None, id="what is irregular promises nothing"),
        pytest.param("", 400, None, id="what was never set promises nothing"),
    ],
)
def test_a_series_that_nobody_renews_is_on_the_gap_board(
    frequency, days, state, licence, bureau, robot, morning
):
    agency_page(bureau, actor=robot, at=morning)
    licensing.publish(licence(), actor=robot, at=morning)
    if frequency:
        promise(robot, morning, frequency=frequency)
    lines = gaps.board(today=DAY + timedelta(days=days)).lines.values()
    found = [
        (line.key, one.state)
        for line in lines
        for one in line.standings
        if one.address == "/data/licences/"
    ]
    assert found == ([("20-05", state)] if state else [])


def test_its_fault_is_said_in_words(licence, bureau, robot, morning):
    agency_page(bureau, actor=robot, at=morning)
    licensing.publish(licence(), actor=robot, at=morning)
    promise(robot, morning)
    today = DAY + timedelta(days=10)
    faults = [
        text for line in gaps.board(today=today).lines.values() for text in line.faults(today)
    ]
    assert "“数据集：行政许可公示”超过期限3天没有更新" in faults

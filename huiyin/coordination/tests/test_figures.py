"""督办数、按时答复率、退单数: of the agency and of each unit, as of a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huiyin.coordination import actions
from huiyin.coordination.figures import SUPERVISIONS, _of_unit, supervised_unit
from huiyin.figures import registry
from huiyin.figures.scope import Scope
from huiyin.organisations import changing
from huiyin.organisations.actions import dissolve
from huiyin.organisations.models import Organisation

from .trial import BACK, asked, matter

DUE = date(2026, 3, 6)


@pytest.fixture
def units(bureau):
    return {one.slug: one for one in Organisation.objects.all()}


def values(bureau, day):
    scope = Scope.year(bureau.pk, 2026, day)
    known = [one for one in registry.all_figures(bureau.pk) if one.key.startswith("coordination.")]
    return {key.removeprefix("coordination."): one for key, one in registry.values(known, scope).items()}  # fmt: skip


def at(day):
    return datetime(2026, 3, day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_an_answer_in_time_stays_in_time(bureau, units, robot):
    """Two of one unit: one answered in time and sent back, one never."""
    about = matter(bureau, at(3))
    first, second = (
        actions.supervise(asked(about, units["duban"], due_on=DUE), actor=robot, at=at(3))
        for _ in range(2)
    )
    said = {"answer": "已办", "answered_on": date(2026, 3, 5)}
    actions.answer_supervision(first, actor=robot, at=at(5), **said)
    actions.ask_anew(first, actor=robot, at=at(10), reason="没有写明时间")
    actions.release(second, actor=robot, at=at(12), reason="已办结")
    before, after = values(bureau, date(2026, 3, 5)), values(bureau, date(2026, 3, 31))
    assert (before["supervised"], before["supervisions-in-time"]) == (2, None)
    assert (after["supervised"], after["supervisions-in-time"]) == (2, 50)
    assert (before["supervisions-released"], after["supervisions-released"]) == (0, 1)
    assert (after["duban.supervised"], after["duban.returned"]) == (2, 0)


def test_a_return_is_the_units_own(bureau, units, robot):
    """What comes back because a unit was dissolved counts against nobody."""
    for slug, day in (("duban", 3), ("shenpi", 4)):
        about = matter(bureau, at(day))
        task = actions.assign(
            about, units[slug], "assist", due_on=DUE + timedelta(9), actor=robot, at=at(day)
        )
        if slug == "duban":
            actions.send_back(task, actor=robot, at=at(day), **BACK)
    dissolve(units["shenpi"], actor=robot, at=at(5))
    read = values(bureau, date(2026, 3, 31))
    assert (read["returned"], read["duban.returned"], read["shenpi.returned"]) == (1, 1, 0)
    assert values(bureau, date(2026, 3, 2))["returned"] == 0


def test_the_figure_of_a_unit_bears_the_name_it_had(bureau, robot, morning):
    unit = bureau.units.get(slug="duban")
    changing.change(
        unit, day=date(2026, 1, 5), name="指挥中心", short_name="指挥中心", parent=bureau,
        basis="云编", actor=robot, at=morning,
    )  # fmt: skip
    unit.refresh_from_db()
    figure = _of_unit(unit, "supervised", supervised_unit, SUPERVISIONS, "件")
    assert figure.label == "督办数：指挥中心"
    before = figure.at(Scope.year(bureau.pk, 2025))
    assert (before.label, before.definition[:13]) == (
        "督办数：监督指挥科",
        "被督办单位为“监督指挥科”",
    )

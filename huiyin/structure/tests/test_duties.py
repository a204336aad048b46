"""职责分工: rows from a day on, and the portal's page written from them, as of any day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.organisations import changing
from huiyin.organisations.models import Organisation
from huiyin.structure.duties import charge_of
from huiyin.structure.duties_desk import CHARGES, GROUPS, LEADERS, PROFILES
from huiyin.structure.models import KEEP, Charge

EARLY = datetime(2020, 1, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LATE = datetime(2022, 7, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
BASIS = "云编〔2020〕1号"


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.fixture
def told(bureau, duban, robot, morning):
    """What was so in 2020, and what changed in July 2022."""

    def put(table, at, **values):
        day = at.date()
        table.set(actor=robot, at=at, agency=bureau, valid_from=day, basis=BASIS, **values)

    put(PROFILES, EARLY, unit=bureau, duties="管理市容。", head="", telephone="", address="")
    put(
        PROFILES, EARLY, unit=duban, duties="督查督办。", head="周示例 科长",
        telephone="0000-1", address="",
    )  # fmt: skip
    put(LEADERS, EARLY, seat="局长", place=1, name="霍示例", duties="全面工作")
    put(LEADERS, EARLY, seat="总工程师", place=9, name="闵示例", duties="")
    put(LEADERS, LATE, seat="局长", place=1, name="秦示例", duties="全面工作")
    put(LEADERS, LATE, seat="总工程师", place=9, name="", duties="")
    put(
        GROUPS,
        EARLY,
        name="政务公开领导小组",
        head="霍示例",
        deputies="",
        members="",
        office="办公室",
    )
    put(CHARGES, EARLY, about="hotline", unit=duban)
    changing.change(
        duban, day=LATE.date(), name="指挥中心", short_name="指挥中心", parent=bureau,
        basis=BASIS, actor=robot, at=LATE,
    )  # fmt: skip


THEN = ("霍示例", "闵示例", "监督指挥科", "督查督办", "0000-1", "热线", "政务公开领导小组")
NOW = ("秦示例", "指挥中心", "督查督办", "政务公开领导小组")
DAYS = {"2020-05-06": (THEN, ("秦示例",)), "2022-07-01": (NOW, ("闵示例",)), "": (NOW, ("闵示例",))}


@pytest.mark.parametrize("on", DAYS)
def test_the_page_says_what_held_on_the_day(client, told, on):
    said, unsaid = DAYS[on]
    text = client.get(f"/agencies/cgj/{f'?on={on}' if on else ''}").content.decode()
    main = text[text.index("<h1") : text.index('id="past"')]
    assert all(word in main for word in said)
    assert not any(word in main for word in unsaid)
    assert 'name="ColumnType" content="机构职能"' in text


@pytest.mark.parametrize("on", ["2999-01-01", "昨天", "2020-02-30"])
def test_a_day_that_cannot_be_says_what_to_do(client, told, on):
    page = client.get(f"/agencies/cgj/?on={on}")
    assert "不是今天或以前的日期" in page.content.decode()
    assert client.get("/agencies/nobody/").status_code == 404


def test_the_questions_do_not_grow_with_the_units(
    client, told, bureau, django_assert_max_num_queries
):
    client.get("/agencies/cgj/?on=2020-05-06")
    for number in range(8):
        Organisation.objects.create(name=f"第{number}科", slug=f"ke{number}", parent=bureau)
    with django_assert_max_num_queries(16):
        client.get("/agencies/cgj/?on=2020-05-07")


def test_who_answers_is_asked_as_of_a_day(bureau, duban, told, robot):
    shenpi = Organisation.objects.get(slug="shenpi")
    CHARGES.set(
        actor=robot, at=LATE, agency=bureau, valid_from=LATE.date(), basis=BASIS,
        about="hotline", unit=shenpi,
    )  # fmt: skip
    asked = [date(2019, 1, 1), date(2022, 6, 30), date(2022, 7, 1)]
    rows = [charge_of(bureau, "hotline", day) for day in asked]
    assert [row.unit if row else None for row in rows] == [None, duban, shenpi]


def test_a_unit_of_another_agency_answers_for_nothing(bureau, robot, actor, morning):
    other = Organisation.objects.create(name="水务局", slug="swj", is_agency=True)
    values = {"about": "hotline", "unit": other, "valid_from": morning.date(), "basis": BASIS}
    with pytest.raises(ValidationError, match="请从列出的选项中选择"):
        CHARGES.set(actor=robot, at=morning, agency=bureau, **values)
    with pytest.raises(MoveForbiddenError):
        CHARGES.set(actor=actor("organisations.lead"), at=morning, agency=bureau, **values)
    with pytest.raises(ValidationError, match="选项"):
        CHARGES.set(actor=actor(KEEP), at=morning, agency=bureau, **values | {"about": "nothing"})


def test_the_desk_offers_the_units_of_the_agency(client, bureau, duban, morning):
    other = Organisation.objects.create(name="水务局", slug="swj", is_agency=True)
    client.force_login(User.objects.create_superuser("admin", password="-"))
    with time_machine.travel(morning):
        text = client.get("/desk/duties/?agency=cgj").content.decode()
        sent = {
            "what": "charge", "agency": "cgj", "about": "hotline", "unit": duban.pk,
            "valid_from": "2026-03-03", "basis": BASIS,
        }  # fmt: skip
        assert client.post("/desk/duties/", sent).status_code == 302
        wrong = client.post("/desk/duties/", sent | {"unit": other.pk})
    assert f'<option value="{duban.pk}">监督指挥科' in text
    charges = text[text.index('value="charge"') :].partition("</form>")[0]
    assert f'<option value="{other.pk}">' not in charges
    assert wrong.status_code == 422
    assert charge_of(bureau, "hotline", date(2026, 3, 3)).unit == duban


def test_rows_about_other_things_stay_at_the_desk(client, told, bureau, duban, robot):
    Charge.objects.create(
        agency=bureau, about="indicator:links", unit=duban, valid_from=EARLY, basis=BASIS
    )
    assert "indicator" not in client.get("/agencies/cgj/").content.decode()

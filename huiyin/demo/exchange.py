"""Reports to the credit platform of the last weeks in the demonstration, with what came back and was mended."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.exchange import actions
from huiyin.exchange.answers import Answer
from huiyin.exchange.models import Batch, Form, Generation, Result, Row
from huiyin.exchange.told import ROBOT
from huiyin.licensing import actions as licences
from huiyin.licensing.models import Licence
from huiyin.organisations.models import Organisation
from huiyin.publicity import kinds

from .clock import next_workday, office_hour, workday_before

WEEKS = 8
SINCE = timedelta(weeks=20)
BASIS = "云溪市公共信用信息平台数据报送要求（示例）第三条"
OPINIONS = ("法定代表人与登记信息不一致", "许可内容缺少数量和地点")
MENDED = "已按平台意见核对"
EVERY = 9
"""So many rows are accepted for one that comes back."""


def weeks(agency: Organisation, staff: dict[str, Actor], until: datetime) -> None:
    """A batch of each kind every Monday, uploaded the next day and answered two days later."""
    mondays = list(_mondays(timezone.localdate(until)))
    _set_rules(staff["gongkai-fuze"], mondays[0])
    for monday in mondays:
        random = Random(f"exchange {monday}")
        at = office_hour(random, next_workday(monday))
        if at > until:
            return
        if monday == mondays[-1]:
            _mend(staff["shenpi"], at)
        for content in kinds.all_keys():
            batch = actions.prepare(agency, content, actor=ROBOT, at=at)
            if batch is not None:
                _hand_over(batch, random, at, staff["xinyong"], until)


def _mondays(today: date) -> Iterator[date]:
    last = today - timedelta(days=today.weekday())
    yield from (last - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1))


def _set_rules(keeper: Actor, day: date) -> None:
    """What went before was reported by the system that is replaced."""
    at = office_hour(Random(f"exchange {day} rules"), workday_before(day, 1))
    for content in kinds.all_keys():
        actions.RULES.set(
            actor=keeper,
            at=at,
            content=content,
            generation=Generation.CURRENT.value,
            form=Form.XLSX.value,
            since=day - SINCE,
            answer_days=5,
            place_code="341799",
            valid_from=day,
            basis=BASIS,
        )


def _hand_over(
    batch: Batch, random: Random, made_at: datetime, clerk: Actor, until: datetime
) -> None:
    day = timezone.localdate(made_at)
    uploaded = office_hour(random, next_workday(day + timedelta(days=1)))
    if uploaded > until:
        return
    if actions.workflow.moves["upload"].guard(batch, timezone.localdate(uploaded)):
        actions.void(batch, actor=clerk, at=uploaded, reason="有记录已不再公示，下一批重新生成")
        return
    number = f"XY{day:%Y%m%d}{batch.pk:04d}"
    batch = actions.upload(batch, actor=clerk, at=uploaded, platform_number=number)
    answered = office_hour(random, next_workday(day + timedelta(days=3)))
    if answered <= until:
        rows = list(batch.rows.order_by("number"))
        actions.take_in(
            batch, actor=clerk, at=answered, table=[_answer(row, random) for row in rows]
        )


def _answer(row: Row, random: Random) -> Answer:
    """Of new licences some come back."""
    comes_back = row.batch.content == "licences" and row.number % EVERY == 0
    if not comes_back:
        return Answer(row.reference, Result.ACCEPTED)
    result = random.choice((Result.REFUSED, Result.MEND))
    return Answer(row.reference, result, random.choice(OPINIONS))


def _mend(clerk: Actor, at: datetime) -> None:
    """Half of what came back has been looked at and goes out again."""
    back = Row.objects.filter(result__in=[Result.REFUSED, Result.MEND]).order_by("pk")
    keys = list(dict.fromkeys(back.values_list("about_pk", flat=True)))[::2]
    for licence in Licence.objects.filter(pk__in=keys).order_by("pk"):
        if licence.state == Licence.State.VALID:
            licences.amend(licence, values={"remark": MENDED}, actor=clerk, at=at)

"""Generated years for the summary: licences and requests amended, published late, entered in error.

Each number of them that the summary cites is confirmed by a recount that reads the stored rows in
plain loops and knows nothing of figures. What is late is tried with the limits of each kind.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huiyin.audit.actors import system
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.hotline.tests import trial_parts
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.licensing.tests import trial
from huiyin.reports import summary

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
ROBOT = system("years")
YEARS, TODAY = (2024, 2025), date(2026, 3, 3)
DAY = st.integers(0, 730).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
EDGE = st.sampled_from([date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)])
KINDS = ["help", "enquiry", "suggestion", "complaint"]
LICENCE = st.fixed_dictionaries(
    {
        "decided": DAY | EDGE,
        "matter": st.integers(0, 2),
        "published": st.none() | st.integers(0, 40),
        "amended": st.none() | DAY | EDGE,
        "is_voided": st.booleans(),
    }
)
REQUEST = st.fixed_dictionaries(
    {
        "received": DAY | EDGE,
        "kind": st.sampled_from(KINDS),
        "channel": st.integers(0, 1),
        "is_answered": st.booleans(),
        "amended": st.none() | st.sampled_from(KINDS),
        "is_voided": st.booleans(),
    }
)


def at(day, hour=9):
    return datetime.combine(day, time(hour), ZONE)


def license_(bureau, one):
    day = one["decided"]
    matters = LicenceMatter.objects.order_by("pk")
    record = trial.licence(
        bureau, matter=matters[one["matter"] % matters.count()], decided_on=day, valid_from=day,
        valid_to=date(2029, 1, 1),
    )  # fmt: skip
    record = licensing.register(record, actor=ROBOT, at=at(day))
    if one["published"] is not None:
        record = licensing.publish(
            record, actor=ROBOT, at=at(day + timedelta(days=one["published"]))
        )
    if one["amended"]:
        change = {"decided_on": one["amended"], "valid_from": one["amended"]}
        is_possible = record.published_on is None or one["amended"] <= record.published_on
        if is_possible:
            record = licensing.amend(record, actor=ROBOT, at=at(TODAY, 8), values=change)
    if one["is_voided"]:
        licensing.void(record, actor=ROBOT, at=at(TODAY), reason="重复录入")


def ask(bureau, one):
    day = one["received"]
    channel = Channel.objects.order_by("pk")[one["channel"]]
    values = {"channel": channel, "request_kind": one["kind"], "received_on": day}
    record = trial_parts.request(bureau, **values)
    if one["is_answered"] and one["kind"] == "enquiry" and channel.is_spoken:
        record = hotline.answer_call(
            record, actor=ROBOT, at=at(day), answer_text="工作日上午九点开门。"
        )
    else:
        record = hotline.register(record, actor=ROBOT, at=at(day))
    if one["amended"]:
        record = hotline.amend(
            record, actor=ROBOT, at=at(TODAY, 8), values={"request_kind": one["amended"]}
        )
    if one["is_voided"]:
        hotline.void(record, actor=ROBOT, at=at(TODAY), reason="重复录入")


def recounted(bureau, year):
    """The numbers of that year from the stored rows, read one after the other."""
    table = Counter()
    last = date(year, 12, 31)
    for one in Licence.objects.filter(agency=bureau).exclude(state="voided"):
        published = one.published_on if one.published_on and one.published_on <= last else None
        if one.decided_on.year == year:
            table["licensing.decided"] += 1
            table[f"licensing.decided.{one.matter.category.key}"] += 1
            table["licensing.published"] += published is not None
    for one in ServiceRequest.objects.filter(agency=bureau).exclude(state="voided"):
        if one.received_on.year == year:
            table["hotline.received"] += 1
            table[f"hotline.{one.channel.key}.received"] += 1
            table[f"hotline.kind.{one.request_kind}"] += 1
            table["hotline.answered"] += one.answered_on is not None and one.answered_on <= last
    return {key: number for key, number in table.items() if number}


@given(
    licences=st.lists(LICENCE, min_size=1, max_size=6),
    requests=st.lists(REQUEST, min_size=1, max_size=6),
)
@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each life takes many moves to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_cited_count_agrees_with_a_recount(bureau, licences, requests):
    with transaction.atomic():
        for one in licences:
            license_(bureau, one)
        for one in requests:
            ask(bureau, one)
        for year in YEARS:
            report = summary.write(bureau, year, written_on=TODAY)
            said = {
                cited.key: int(cited.value)
                for cited in report.cited()
                if cited.year == year and cited.unit == "件" and cited.value
                and cited.key.startswith(("licensing.", "hotline.")) and not cited.key.endswith(".late")
            }  # fmt: skip
            counted = recounted(bureau, year)
            assert {"licensing.decided", "hotline.received"} & counted.keys() <= said.keys()
            assert said == {key: counted.get(key) for key in said}
        transaction.set_rollback(True)

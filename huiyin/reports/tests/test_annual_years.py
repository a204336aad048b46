"""Generated years: tables whose identities hold, and an independent recount that says the same.

Applications, licences and rules are made by the real actions, amended and entered in error; the
recount reads the stored rows in plain loops and knows nothing of figures.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huiyin.audit.actors import Actor, ActorKind, system
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.editorial import actions as editorial
from huiyin.foi import actions as foi
from huiyin.foi.models import ApplicantKind, Application, Decision
from huiyin.foi.tests import factories
from huiyin.foi.tests.trial import application as new_application
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence
from huiyin.licensing.tests.trial import licence as new_licence
from huiyin.national_forms.forms import form_of
from huiyin.organisations.models import Organisation
from huiyin.reports.annual.cells import breaks, breaks_with
from huiyin.reports.annual.composing import compose

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
ROBOT = system("years")
FIRST, YEARS, TODAY = date(2023, 1, 1), (2023, 2024, 2025), date(2026, 3, 3)
EVE = TODAY - timedelta(days=1)
"""By then all that is answered was answered: what is amended is not of a day to come."""
DAY = st.integers(0, 1090).map(lambda n: FIRST + timedelta(days=n))
NEW_YEARS_EVE = st.sampled_from([date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31)])
APPLICATION = st.fixed_dictionaries(
    {
        "received": DAY | NEW_YEARS_EVE,
        "took": st.none() | st.integers(0, 60),
        "decision": st.sampled_from(Decision.values),
        "kind": st.sampled_from(ApplicantKind.values),
        "amended": st.none() | st.sampled_from(ApplicantKind.values),
        "fate": st.sampled_from(["valid", "valid", "valid", "voided", "unconfirmed"]),
    }
)
LICENCE = st.fixed_dictionaries({"decided": DAY, "is_voided": st.booleans()})
RULE = st.fixed_dictionaries({"issued": DAY, "lasted": st.none() | st.integers(1, 500)})


def at(day, hour=9, minute=0):
    return datetime.combine(day, time(hour, minute), ZONE)


def register(bureau, one):
    """Received in the last minute of its day; answered, amended long after, entered in error."""
    late = at(one["received"], 23, 59)
    kind, day = one["kind"], one["received"]
    if one["fate"] == "unconfirmed":
        foi.submit(
            new_application(bureau, applicant_kind=kind, received_on=None), actor=ROBOT, at=late
        )
        return
    answered = None if one["took"] is None else day + timedelta(days=one["took"])
    is_answered = answered is not None and answered < TODAY
    record = new_application(bureau, applicant_kind=kind, received_on=day)
    if is_answered and one["decision"] != Decision.FULL:
        record.reference = f"SQ{Application.objects.count()}"
        record.state, record.decision, record.answered_on = "answered", one["decision"], answered
        record.save()  # the steps that the law wants before each such ending are tried elsewhere
    else:
        record = foi.register(record, actor=ROBOT, at=late)
        if answered is not None and is_answered:
            evening = at(answered, 23, 59)
            record = factories.answered(record, actor=ROBOT, at=evening, answered_on=answered)
    if one["amended"]:
        values = {"applicant_kind": one["amended"]}
        record = foi.amend(record, actor=ROBOT, at=at(EVE), values=values)
    if one["fate"] == "voided":
        foi.void(record, actor=ROBOT, at=at(EVE, 10), reason="重复登记")


def license_(bureau, one):
    day = one["decided"]
    licence = licensing.register(
        new_licence(bureau, decided_on=day, valid_from=day, valid_to=day + timedelta(days=400)),
        actor=ROBOT, at=at(day),
    )  # fmt: skip
    if one["is_voided"]:
        licensing.void(licence, actor=ROBOT, at=at(date(2026, 2, 5)), reason="重复录入")


def issue(bureau, column, one):
    values = {
        "title": "关于加强管理的通知", "body": "<p>现通知如下。</p>", "issuer": bureau.name,
        "source": bureau.name, "formed_on": one["issued"], "published_at": at(one["issued"]),
        "validity": "有效", "index_number": "",
    }  # fmt: skip
    page = publish_document(column, bureau, values, actor=ROBOT, at=at(one["issued"]))
    if one["lasted"] is not None and one["issued"] + timedelta(days=one["lasted"]) < TODAY:
        ended = one["issued"] + timedelta(days=one["lasted"])
        rights = frozenset({"editorial.draft", "editorial.release"})
        releaser = Actor(ActorKind.PERSON, "薛文静", "7", "", {bureau.pk: rights})
        manuscript = editorial.adopt(page, actor=releaser, at=at(ended))
        editorial.abolish(manuscript, actor=releaser, at=at(ended), validity="废止", on=ended)


def recounted(bureau, year):
    """The numbers of that year from the stored rows, read one after the other."""
    table = Counter()
    first, last = date(year, 1, 1), date(year, 12, 31)
    for one in Application.objects.filter(agency=bureau):
        if one.state == "voided" or one.received_on is None or one.received_on > last:
            continue
        is_open = one.answered_on is None or one.answered_on > last
        if not is_open and one.answered_on < first:
            continue
        rows = ["r1" if one.received_on >= first else "r2"]
        rows += ["r4"] if is_open else [one.decision, "r3_7"]
        for row in rows:
            table[f"{row}.{one.applicant_kind}"] += 1
            table[f"{row}.total"] += 1
    for licence in Licence.objects.filter(agency=bureau).exclude(state="voided"):
        table["licences.decided"] += licence.decided_on.year == year
    for rule in DocumentPage.objects.filter(agency=bureau):
        issued, ended = rule.published_at.astimezone(ZONE).date(), rule.abolished_on
        table["normative.issued"] += issued.year == year
        table["normative.abolished"] += ended is not None and ended.year == year
        table["normative.in_force"] += issued <= last and (ended is None or ended > last)
    return table


@pytest.fixture
def rules(bureau):
    page = agency_page(bureau, actor=ROBOT, at=at(FIRST))
    return add_column(page, "规范性文件", slug="wenjian", actor=ROBOT, at=at(FIRST))


@given(
    applications=st.lists(APPLICATION, max_size=6),
    licences=st.lists(LICENCE, max_size=3),
    documents=st.lists(RULE, max_size=3),
    founded=st.none() | st.just(date(2023, 6, 1)),
)
@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each life takes many moves to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_year_agrees_with_itself_the_next_one_and_a_recount(
    bureau, rules, applications, licences, documents, founded
):
    with transaction.atomic():
        Organisation.objects.filter(pk=bureau.pk).update(founded_on=founded)
        agency = Organisation.objects.get(pk=bureau.pk)
        for one in applications:
            register(agency, one)
        for one in licences:
            license_(agency, one)
        for one in documents:
            issue(agency, rules, one)
        last = None
        for year in YEARS:
            annual = compose(agency, year, today=TODAY)
            values = annual.values
            counted = recounted(agency, year)
            said = {key: int(value) for key, value in values.items() if value}
            assert said == {key: number for key, number in counted.items() if number}
            assert breaks(annual.form, values) == []
            if last is not None:
                assert breaks_with(form_of(year - 1), annual.form, last, values) == []
            last = values
        transaction.set_rollback(True)

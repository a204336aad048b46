"""The demonstration tells the truth: rules over all records, whatever day it is made on."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.db.models import F, Q

from huiyin.audit.models import Entry
from huiyin.demo import licences, requests, story
from huiyin.disclosure.models import ColumnPage, DocumentPage, ViewCount
from huiyin.editorial.models import Manuscript
from huiyin.hotline.models import ServiceRequest
from huiyin.licensing.models import Licence
from huiyin.organisations.models import Membership
from huiyin.registers.models import BudgetLine, BudgetSheet, Decision, Officer, Power
from huiyin.web.kept import page_cache

from . import databases, demonstration
from .truth.rules import RULES, Seen

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def faults(tmp_path_factory):
    """What the rules say of the kept demonstration, by rule; asked in a process with its keys."""
    home = tmp_path_factory.mktemp("truth")
    demonstration.copy(home)
    done = subprocess.run(
        [sys.executable, "-m", "tests.truth"], env=demonstration.environment(home),
        cwd=databases.ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr.count(" asked\n") == len(RULES)
    lines = [line.partition("\t") for line in done.stdout.splitlines()]
    return {name: [fault for rule, _, fault in lines if rule == name] for name in RULES}


@pytest.mark.parametrize("name", RULES)
def test_the_demonstration_is_true(faults, name):
    assert faults[name] == []


CLOCKS = [
    ("an ordinary morning", datetime(2026, 11, 26, 10, 15, tzinfo=SHANGHAI)),
    (
        "before anybody is at work on the 1st of January",
        datetime(2025, 1, 1, 0, 20, tzinfo=SHANGHAI),
    ),
    ("a year without a notice", datetime(2027, 5, 12, 9, 5, tzinfo=SHANGHAI)),
    ("a Saturday at work (调休)", datetime(2026, 2, 28, 11, 0, tzinfo=SHANGHAI)),
    ("in the long holiday", datetime(2025, 10, 5, 12, 0, tzinfo=SHANGHAI)),
    ("the first morning after it", datetime(2026, 2, 24, 8, 20, tzinfo=SHANGHAI)),
]
A_LEAP_DAY = datetime(2024, 2, 29, 16, 0, tzinfo=SHANGHAI)


@pytest.fixture
def small(monkeypatch):
    """The story with few cases: what is true of a dozen a year is true of a thousand."""
    monkeypatch.setattr(licences, "counts_of", lambda year: dict.fromkeys(licences.MONTHS, 24))
    monkeypatch.setattr(requests, "counts_of", lambda year: dict.fromkeys(requests.LETTERS, 40))


def story_of(moment):
    """The story of that year and the one before, as of that moment."""
    story.tell(lambda what, done: None, since=moment.year - 1)
    return Seen(moment, since=moment.year - 1)


def all_faults(seen):
    faults = {name: list(check(seen)) for name, check in RULES.items()}
    return {name: lines for name, lines in faults.items() if lines}


@pytest.mark.django_db
@pytest.mark.parametrize("moment", [at for _, at in CLOCKS], ids=[name for name, _ in CLOCKS])
def test_it_is_true_on_any_day(moment, small, thorough):
    if not thorough:
        pytest.skip("made at night on more days than the 29th of February")
    with time_machine.travel(moment, tick=False):
        assert all_faults(story_of(moment)) == {}


def first(model, **conditions):
    return model.objects.filter(**conditions).order_by("pk")[:1].values("pk")


def change(model, conditions, **values):
    """A write that no action would make."""
    chosen = model.objects.filter(pk=first(model, **conditions).get()["pk"])
    assert chosen.update(**values) == 1


def document(slug, **values):
    column = ColumnPage.objects.get(slug=slug)
    page = DocumentPage.objects.live().child_of(column).order_by("-published_at").first()
    DocumentPage.objects.filter(pk=page.pk).update(**values)


def entry(**values):
    """The log refuses to be changed; a false entry is put in instead."""
    known = Entry.objects.filter(actor_kind="person").latest("pk")
    for name in ("pk", "sequence", "number"):
        setattr(known, name, None)
    for name, value in values.items():
        setattr(known, name, value)
    known.save(force_insert=True)


def same_person(seen):
    done = Entry.objects.filter(verb="foi.application.review").first()
    drafted = Entry.objects.get(
        verb="foi.application.draft_answer",
        subject_key=done.subject_key,
    )
    entry(
        verb=done.verb, subject_type=done.subject_type, subject_key=done.subject_key,
        actor_key=drafted.actor_key, at=Entry.objects.latest("at").at,
    )  # fmt: skip


def night(day):
    return datetime(day.year, day.month, day.day, 23, 0, tzinfo=SHANGHAI)


OPEN = {"state": "assigned"}
LIES = {
    "nothing_is_read_before_it_is_public": lambda seen: ViewCount.objects.create(
        document=DocumentPage.objects.filter(first_published_at=None).first(), views=1020
    ),
    "nothing_lies_in_the_future": lambda seen: entry(at=seen.now + timedelta(days=1)),
    "people_work_in_office_hours": lambda seen: entry(at=night(seen.today - timedelta(days=1))),
    "what_follows_comes_after": lambda seen: entry(at=seen.now - timedelta(days=900)),
    "nobody_acts_before_being_appointed": lambda seen: Membership.objects.update(since=seen.today),
    "nobody_confirms_the_own_work": same_person,
    "no_period_ends_after_its_account": lambda seen: document(
        "chufa", title=f"{seen.today.year + 1}年第一季度城市管理行政处罚情况通报"
    ),
    "texts_pass_our_own_checks": lambda seen: document("dongtai", body="<p>张三，13812345678</p>"),
    "documents_are_published_after_forming": lambda seen: document(
        "dongtai", formed_on=seen.today + timedelta(days=1)
    ),
    "document_numbers_are_one_series": lambda seen: document(
        "jianyi", doc_number="云城管建提[2020]1号"
    ),
    "titles_are_told_once": lambda seen: document(
        "dongtai", title=seen.of_column("dongtai")[0].title
    ),
    "validity_agrees_with_the_day": lambda seen: document(
        "wenjian", body="<p>自2019年1月1日起施行，有效期至2020年1月1日。</p>"
    ),
    "rules_are_interpreted_in_time": lambda seen: document("jiedu", interprets=None),
    "each_year_has_what_it_owes": lambda seen: DocumentPage.objects.filter(
        title__contains="部门预算公开说明"
    ).update(title="空"),
    "columns_are_late_only_where_the_story_means_it": lambda seen: (
        DocumentPage.objects.child_of(ColumnPage.objects.get(slug="gonggao")).update(
            published_at=seen.now - timedelta(days=181)
        ),
        page_cache.changed(),
    ),
    "quarterly_figures_equal_the_records": lambda seen: DocumentPage.objects.filter(
        title__contains="热线留言办理情况通报"
    ).update(body="<p>我局共受理热线留言7件，截至本季度末已办结7件。</p>"),
    "accounts_in_documents_equal_the_register": lambda seen: change(
        BudgetLine, {"label": "合计", "year": seen.today.year - 1}, amount=1
    ),
    "less_is_less": lambda seen: BudgetLine.objects.filter(
        label="合计", year=seen.today.year - 1
    ).update(amount=F("amount") * 9),
    "lists_of_powers_count_the_register": lambda seen: Power.objects.filter(
        pk__in=first(Power)
    ).update(first_listed_on=seen.today),
    "numbers_have_one_format": lambda seen: change(ServiceRequest, {}, reference="RX202600019"),
    "words_fit_kind_category_and_unit": lambda seen: change(
        ServiceRequest, OPEN, category_text="网站内容"
    ),
    "answers_follow_questions": lambda seen: change(
        ServiceRequest, {"answered_on__isnull": False}, answered_on=date(2019, 1, 1)
    ),
    "published_questions_may_be_public": lambda seen: change(
        ServiceRequest, {"published_at__isnull": False}, consents=False
    ),
    "limits_run_out_only_where_the_story_means_it": lambda seen: ServiceRequest.objects.filter(
        **OPEN
    ).update(due_on=seen.today - timedelta(days=1)),
    "places_lie_where_they_lie": lambda seen: change(ServiceRequest, {}, place="长亭镇书院路221号"),
    "telephones_call_nobody": lambda seen: change(Power, {}, telephone="0550-3012345"),
    "licences_agree_with_themselves": lambda seen: change(
        Licence, {}, reference="云城管渣许字〔2019〕1号"
    ),
    "a_firm_is_one_firm": lambda seen: change(
        Licence, {"holder_kind": "法人及非法人组织"}, representative="另一人"
    ),
    "certificates_are_numbered_once": lambda seen: Licence.objects.filter(
        ~Q(certificate_number="")
    ).update(certificate_number="渣证2020-0001"),
    "officers_hold_certificates": lambda seen: Officer.objects.update(
        issued_on=seen.today, valid_until=seen.today
    ),
    "decisions_take_their_course": lambda seen: change(
        Decision, {"consult_until__gt": seen.today}, consult_from=seen.today
    ),
    "budgets_are_public_in_their_season": lambda seen: change(
        BudgetSheet, {}, published_on=date(2020, 5, 1)
    ),
    "drafts_stand_in_their_season": lambda seen: DocumentPage.objects.filter(
        pk=Manuscript.objects.first().page_id
    ).update(title="夏季整治", formed_on=date(2026, 4, 1)),
}
"""For each rule, a lie that only it need notice."""


@pytest.mark.django_db
def test_each_rule_holds_and_notices_its_lie(small):
    assert set(LIES) == set(RULES)
    with time_machine.travel(A_LEAP_DAY, tick=False):
        true = story_of(A_LEAP_DAY)
        assert all_faults(true) == {}
        unnoticed = []
        for name, lie in LIES.items():
            with transaction.atomic():
                lie(Seen(true.now, true.since))
                if not list(RULES[name](Seen(true.now, true.since))):
                    unnoticed.append(name)
                transaction.set_rollback(True)
    assert unnoticed == []

"""After the last of their periods nothing in the database tells of the people any more.

People with invented names stand in every kind of matter; every rule is applied long after, and then
every column of every table, the spool and the files are searched for them. What is counted stays.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from huiyin.accounts import tasks
from huiyin.audit import chain
from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.desk import watch
from huiyin.figures import registry
from huiyin.files import intake
from huiyin.foi import actions as foi
from huiyin.foi.models import Application, ApplicationFile, Consultation, Paper
from huiyin.foi.tests import factories
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import RequestFile, ServiceRequest
from huiyin.hotline.tests import trial as requests
from huiyin.licensing.actions import register as register_licence
from huiyin.licensing.tests import trial as licences
from huiyin.notices import actions as notices
from huiyin.notices import delivery, spool
from huiyin.organisations.models import Organisation
from huiyin.personal import retention
from huiyin.personal.models import Period
from huiyin.publicity.holders import HolderKind
from huiyin.registers.actions import decisions, opinions
from huiyin.registers.models import Opinion
from huiyin.registers.tests import trial as registers

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LATER = AT + timedelta(days=20 * 366)
PEOPLE = ("欧阳测", "诸葛试", "司马验", "上官例", "夏侯演", "13912345670", "11010519491231002X")
SAID = ("家住望江门", "夜里十一点")


@pytest.fixture
def people(bureau, robot, settings, tmp_path, monkeypatch):
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    _application(bureau, robot)
    _calls(bureau, robot)
    _opinion(bureau, robot)
    register_licence(
        licences.licence(bureau, holder_kind=HolderKind.PERSON, holder_uscc="", holder_id_kind="身份证", holder_id=PEOPLE[6],
                         representative_id=PEOPLE[6]),
        actor=robot, at=AT,
    )  # fmt: skip
    notices.queue(
        channel="sms", recipient=PEOPLE[5], subject="受理", body=f"{PEOPLE[0]}，您好", about=bureau,
        at=AT,
    )  # fmt: skip
    delivery.deliver(clock=lambda: AT)


def _application(bureau, robot):
    application = foi.register(
        Application(
            agency=bureau, channel="counter", applicant_kind="person", applicant_name=PEOPLE[0],
            applicant_phone=PEOPLE[5], description=f"{PEOPLE[0]}{SAID[0]}，要规划图", arrived_on=date(2026, 3, 2),
        ),
        actor=robot, at=AT,
    )  # fmt: skip
    for role in ("identity", "supplied"):
        file = intake.keep("材料.png", intake.PNG, PEOPLE[0].encode())
        ApplicationFile.objects.create(
            application=application, role=role, file=file, uploaded_at=AT
        )
    factories.answered(application, actor=robot, at=AT)
    Consultation.objects.create(
        application=application,
        kind="third-party",
        whom=PEOPLE[1],
        sent_on=AT,
        reason=f"{PEOPLE[1]}不同意",
    )
    letters = [intake.keep("回执.png", intake.PNG, PEOPLE[0].encode()) for _ in range(2)]
    Paper.objects.create(
        application=application, kind="receipt", title="回执", facts={"申请人": PEOPLE[0]}, docx=letters[0], pdf=letters[1]
    )  # fmt: skip


def _calls(bureau, robot):
    """One by telephone without a code, answered; one that was void."""
    unit = Organisation.objects.get(slug="duban")
    for name in (PEOPLE[2], PEOPLE[3]):
        call = requests.request(
            bureau, caller_name=name, caller_phone=PEOPLE[5], subject=f"{name}反映", content=f"{name}：{SAID[1]}",
            place=SAID[0], consents=False,
        )  # fmt: skip
        call = hotline.register(call, actor=robot, at=AT)
        file = intake.keep("照片.png", intake.PNG, name.encode())
        RequestFile.objects.create(request=call, file=file, uploaded_at=AT)
        if name == PEOPLE[3]:
            hotline.void(call, actor=robot, at=AT, reason="重复")
            continue
        requests.answered(call, robot, AT, f"{name}，已处理", unit)


def _opinion(bureau, robot):
    decision = decisions.register(registers.decision(bureau), actor=robot, at=AT)
    decision = decisions.consult(
        decision, actor=robot, at=AT, consult_until=AT.date() + timedelta(days=30)
    )
    opinions.say(
        Opinion(decision=decision, text="建议免费。", name=PEOPLE[4], contact=PEOPLE[5]),
        actor=robot, at=AT,
    )  # fmt: skip
    type(decision).objects.filter(pk=decision.pk).update(ended_on=AT.date())


def places_of(words):
    """Where one of these words stands, in any column of any table, file or spool."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for record in model._base_manager.all():
            for field in model._meta.local_concrete_fields:
                value = getattr(record, field.attname)
                if isinstance(field, models.FileField) and value:
                    value = intake.content_of(record).decode("utf-8", "replace")
                yield from (
                    (f"{model._meta.label}.{field.name}", word)
                    for word in words
                    if word in str(value)
                )


def figures(bureau):
    scope = registry.Scope.year(bureau.pk, 2026)
    return registry.values(list(registry.listed_figures()), scope)


def test_nothing_tells_of_them_and_everything_is_counted(people, bureau, settings):
    places = {place for place, _ in places_of((*PEOPLE, *SAID))}
    assert {"foi.Consultation.whom", "hotline.ServiceRequest.caller_name", "registers.Opinion.name",
            "licensing.Licence.holder_id", "notices.Notice.recipient"} <= places  # fmt: skip
    counted, entries = figures(bureau), Entry.objects.count()
    statement = list(Entry.objects.values_list("number", "mac"))
    for rule in retention.rules():
        retention.apply(rule, at=LATER)
        assert retention.apply(rule, at=LATER) == 0, rule.key
    assert list((settings.HOME / "spool").glob("*.txt"))
    assert spool.forget(LATER) == "1 done"
    assert sorted(places_of((*PEOPLE, *SAID))) == []
    assert not list((settings.HOME / "spool").glob("*.txt"))
    assert figures(bureau) == counted
    assert Entry.objects.count() == entries
    assert list(Entry.objects.values_list("number", "mac")) == statement
    assert chain.verify().ok
    assert [one.title for one in ServiceRequest.objects.all()] == [ServiceRequest().title] * 2


def test_nothing_goes_before_its_time(people):
    before = sorted(places_of((*PEOPLE, *SAID)))
    for rule in retention.rules():
        retention.apply(rule, at=AT + timedelta(days=80))
    assert sorted(places_of((*PEOPLE, *SAID))) == before


def test_what_no_law_gives_is_announced_first(people, monkeypatch):
    """An update brings a rule: nothing goes by it for thirty days, and the desk says so."""
    now = [LATER]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    old = ServiceRequest.objects.filter(query_digest="").exclude(caller_name="")
    number = old.count()
    assert number
    assert (_announced(), Period.objects.count()) == ([], 0)
    for days in (0, 1, 29):
        now[0] = LATER + timedelta(days=days)
        tasks.keep_no_longer()
        assert old.count() == number
    first = timezone.localdate(LATER) + timedelta(days=30)
    (said,) = _announced()
    assert f"从 {first} 起" in said
    retention.set_period("hotline.words", 9999, since=first, basis="保管期限表第3项")
    now[0] = LATER + timedelta(days=30)
    tasks.keep_no_longer()
    assert old.count() == 0
    assert ServiceRequest.objects.exclude(content="").exists()
    assert _announced() == []


def _announced():
    return [warning for warning in watch.warnings(system("x")) if "保存期限" in warning]


def test_an_office_rules_its_own_periods(people, capsys):
    """From a day on, with its reason, in the log; what a law fixes stays."""
    caller = retention.find("hotline.caller")
    call_command(
        "retention", set="hotline.caller", days=30, basis="保管期限表第3项", since=date(2026, 6, 1)
    )
    assert Entry.objects.latest("pk").verb == "personal.period"
    assert retention.apply(caller, at=datetime(2026, 5, 31, 12, tzinfo=AT.tzinfo)) == 0
    assert retention.apply(caller, at=datetime(2026, 6, 1, 12, tzinfo=AT.tzinfo)) == 2
    for wrong in (
        {"set": "no.such", "days": 9, "basis": "x"},
        {"set": "accounts.sign-in-attempts", "days": 9, "basis": "x"},
        {"set": "hotline.caller", "days": 0, "basis": "x"},
        {"set": "hotline.caller", "days": 9, "basis": " "},
    ):
        with pytest.raises(CommandError):
            call_command("retention", **wrong)
    assert Period.objects.count() == 1

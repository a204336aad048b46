"""定时任务: of every job one row is poisoned; the others are dealt with, and the bad one is seen.

A new job needs a way to poison a row here, or a word why it has no rows that could fail apart.
"""

from contextlib import nullcontext
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.accounts.models import SignInAttempt, User
from huiyin.accounts.tasks import retention
from huiyin.approvals import actions as licence_applications
from huiyin.approvals.tests import trial as approvals
from huiyin.audit import chain, log
from huiyin.audit.actors import system
from huiyin.audit.models import Seal
from huiyin.bulletins import compiling as bulletins
from huiyin.casework.clock_rows import Clock
from huiyin.coordination import climbing
from huiyin.coordination import reminding as nightly
from huiyin.disclosure.tree import attached
from huiyin.editorial import tasks as editorial
from huiyin.exchange import actions as sending
from huiyin.hotline import actions as hotline
from huiyin.hotline.actions import asking, repeating
from huiyin.hotline.models import Half, HalfDay, Place
from huiyin.hotline.rounds import reminding as rounds
from huiyin.hotline.surges import counting
from huiyin.hotline.tests import trial as requests
from huiyin.inspection import loading
from huiyin.inspection.models import Indicator, Inspection, Result
from huiyin.jobs.models import FailedRow, LastRun
from huiyin.jobs.schedule import Daily, Every
from huiyin.jobs.tick import tick
from huiyin.measuring import asking as measures
from huiyin.measuring.base import Measurement, Verdict
from huiyin.notices import spool
from huiyin.notices.actions import queue
from huiyin.notices.models import Notice
from huiyin.opendata import kept
from huiyin.organisations import tasks as organisations
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts
from huiyin.personal import tasks as personal
from huiyin.registers import tasks as registers
from huiyin.registers.models import Decision
from huiyin.routing import apart, training
from huiyin.search.models import FileText
from huiyin.subscriptions import digest
from huiyin.subscriptions.models import Subscriber, Subscription
from huiyin.visitors import drafts
from huiyin.visitors.models import Draft

POISON = "毒"
LONG_AGO = timezone.now() - timedelta(days=4000)
number = count(1)


class Act:
    """Stands for what a job does with one row: the first row that it meets is the bad one."""

    def __init__(self, answer=None, error=ValueError):
        self.answer, self.error, self.bad, self.met, self.done = answer, error, None, [], []

    def __call__(self, row, *args, **details):
        key = getattr(row, "pk", row)
        self.bad = self.bad or key
        self.met.append(key)
        if key == self.bad:
            raise self.error(POISON)
        self.done.append(key)
        return self.answer


def old_attempts(patch, bureau):
    """Two records of one batch, of which one cannot be deleted."""
    for _ in range(2):
        SignInAttempt.objects.create(username="wei", origin="x", succeeded=False, at=LONG_AGO)
    act, erase = Act(error=IntegrityError), retention.erase

    def one_by_one(rule, keys, **details):
        if len(keys) > 1:
            raise IntegrityError
        act(keys[0])
        return erase(rule, keys, **details)

    patch.setattr(retention, "erase", one_by_one)
    return act


def forged_entry(patch, bureau):
    """What does not fit its own digest stays unsealed; `audit verify` names it."""
    entries = [log.record(system("test"), "test.do", bureau, at=LONG_AGO) for _ in range(2)]
    patch.setattr(chain, "is_genuine", lambda entry: entry.pk != entries[0].pk)
    ours = Seal.objects.filter(entry_id__in=[entry.pk for entry in entries])
    return lambda: [seal.entry_id for seal in ours.all()] == [entries[1].pk]


def spooled(patch, bureau):
    """Files of letters of which no row is left."""
    folder = settings.HOME / "spool"
    folder.mkdir()
    for key in (901, 902):
        (folder / f"20200101-000000-sms-{key}.txt").write_text("信")
    act = Act()
    patch.setattr(spool, "_delete", act)
    return act


def files(patch, bureau):
    for _ in range(2):
        FileText.objects.create(sha256=f"{next(number):064}")
    act = Act(("文字", ""))
    patch.setattr(attached, "_text", act)
    return act


def manuscripts(patch, bureau):
    act = Act()
    patch.setattr(editorial, "_due_for_release", lambda now: ["稿件 1", "稿件 2"])
    patch.setattr(editorial.actions, "release", act)
    return act


def agencies(patch, bureau):
    Organisation.objects.create(name="乙局", short_name="乙局", slug="b", is_agency=True)
    act = Act((1, 1))
    patch.setattr(nightly, "_remind", act)
    return act


def letters(patch, bureau):
    """A letter has a way of its own to be tried again, and a page of the desk."""
    act = Act()
    for sender in set(settings.NOTICE_SENDERS.values()):
        patch.setattr(sender, act)
    with transaction.atomic():
        for _ in range(2):
            queue("email", "a@b.cn", "x", "y", about=bureau, at=LONG_AGO)
    bad = Notice.objects.filter(failed_reason__contains=POISON, next_try_at__isnull=False)
    return lambda: act.done and bad.count() == 1


def decisions(patch, bureau):
    Decision.objects.bulk_create(
        Decision(
            agency=bureau, reference=f"JC{next(number)}", name="停车方案", state="consulting",
            consult_until=LONG_AGO.date(),
        )
        for _ in range(2)
    )  # fmt: skip
    act = Act()
    patch.setattr(registers.decisions, "close", act)
    return act


def subscribers(patch, bureau):
    for _ in range(2):
        one = Subscriber.objects.create(
            email="a@b.cn", email_digest=str(next(number)), token="t",
            token_digest=str(next(number)), created_at=LONG_AGO,
        )  # fmt: skip
        Subscription.objects.create(
            subscriber=one, query="渣土", confirmation_digest=str(next(number)),
            requested_at=LONG_AGO, confirmed_at=LONG_AGO,
        )  # fmt: skip
    act = Act(True)
    patch.setattr(digest, "_recent", lambda at: [SimpleNamespace()])
    patch.setattr(digest, "_tell", act)
    return act


def orphans(patch, bureau):
    """A folder in the place of a file: the job says so, and the file beside it goes."""
    folder = settings.HOME / "orphans" / str(next(number))
    (folder / "bad").mkdir(parents=True)
    (folder / "good").touch()
    patch.setattr(personal.sealed, "orphans", lambda before: sorted(folder.iterdir()))
    runs = LastRun.objects.filter(outcome__contains="1 of 2 files stay, bad", failures=1)
    return lambda: runs.exists() and not (folder / "good").exists()


def datasets(patch, bureau):
    act = Act()
    patch.setattr(kept, "make", lambda dataset: act(dataset.name))
    return act


def old_drafts(patch, bureau):
    for _ in range(2):
        Draft.objects.create(
            purpose="x", token_digest=str(next(number)), code_digest=str(next(number)),
            created_at=LONG_AGO, expires_at=LONG_AGO,
        )  # fmt: skip
    act = Act()
    patch.setattr(drafts, "discard", act)
    return act


def indicators(patch, bureau):
    """A measure that fails is a result of its own on the page of the inspection."""
    loading.load()
    inspection = Inspection.objects.create(started_at=LONG_AGO, started_by="x")
    for indicator in Indicator.objects.all()[:2]:
        Result.objects.create(inspection=inspection, indicator=indicator)
    act = Act(Measurement(Verdict.MET, "1", "1"))
    patch.setattr(measures, "find", lambda name, agency: lambda ask: act(name))
    failed = Result.objects.filter(state=Result.State.FAILED, note__contains=POISON)
    return lambda: act.done and failed.count() == 1


def accounts(patch, bureau):
    post = next(iter(ensure_posts(bureau).values()))
    for _ in range(2):
        user = User.objects.create_user(f"user{next(number)}")
        post.memberships.create(user=user, since=LONG_AGO.date())
    act = Act()
    patch.setattr(organisations, "sync", act)
    return act


def overdue_terms(patch, bureau):
    """Two clocks that have run out long ago."""
    for key in (1, 2):
        Clock.objects.create(
            agency=bureau, about_kind="coordination.assignment", about_pk=key, basis="测试",
            key="coordination.sign", amount=1, measure="workdays", started_at=LONG_AGO,
            due_at=LONG_AGO,
        )  # fmt: skip
    act = Act(1)
    patch.setattr(climbing, "_write", lambda step, **_: act(str(step)))
    return act


def half_days(patch, bureau):
    """Two agencies have one half-day each of which nobody has collected anything."""
    now = timezone.now()
    other = Organisation.objects.create(name="乙局", short_name="乙局", slug="b", is_agency=True)
    for agency in (bureau, other):
        HalfDay.objects.create(
            agency=agency, reference="半日", day=timezone.localdate(now), half=Half.MORNING,
            opens_at=now, closes_at=now, owed={"website-mistakes": 1},
        )  # fmt: skip
    act = Act(1)
    patch.setattr(rounds, "_tell", act)
    return act


def agencies_with_places(patch, bureau):
    other = Organisation.objects.create(name="丙局", short_name="丙局", slug="c", is_agency=True)
    for agency in (bureau, other):
        Place.objects.create(
            agency=agency, reference="青枫路", place_kind="road", entered_on=timezone.localdate()
        )
    act = Act(0)
    patch.setattr(counting, "count", act)
    return act


def agencies_with_callers(patch, bureau):
    """Of each the requests are looked at for repeated ones."""
    Organisation.objects.create(name="丁局", short_name="丁局", slug="d", is_agency=True)
    act = Act(0)
    patch.setattr(repeating, "tell", act)
    return act


def unrated_answers(patch, bureau):
    """Two people who left an address have said nothing of their answers."""
    at = timezone.now() - timedelta(days=7)
    for _ in range(2):
        request = requests.request(
            bureau, caller_phone="zhou@example.com", received_on=timezone.localdate(at)
        )
        request = hotline.register(request, actor=system("test"), at=at)
        requests.answered(request, system("test"), at)
    act = Act()
    patch.setattr(asking, "ask_opinion", act)
    return act


def agencies_that_learn(patch, bureau):
    """What two agencies learn, each for itself."""
    Organisation.objects.create(name="乙局", short_name="乙局", slug="b", is_agency=True)
    act = Act()
    patch.setattr(training, "train", lambda agency, target, **_: act(f"{agency.pk} {target}"))
    patch.setattr(apart, "learner", lambda: nullcontext(None))
    return act


def silent_applications(patch, bureau):
    """Of two applications nobody has said in time what is missing."""
    for _ in range(2):
        one = approvals.application(bureau, received_on=LONG_AGO.date())
        licence_applications.register(one, actor=system("test"), at=timezone.now())
    act = Act()
    patch.setattr(licence_applications, "deem", act)
    return act


def weeks_without_bulletin(patch, bureau):
    """Of two weeks one cannot be made."""
    patch.setattr(bulletins, "missing_weeks", lambda agency, today: [today, LONG_AGO.date()])
    act = Act()
    patch.setattr(bulletins, "_compile", lambda agency, monday, at: act(monday))
    return act


def batches_to_send(patch, bureau):
    """What has to be sent of two agencies, each kind for itself."""
    Organisation.objects.create(name="乙局", short_name="乙局", slug="b", is_agency=True)
    act = Act()
    patch.setattr(sending, "prepare", lambda agency, content, **_: act(f"{agency.pk} {content}"))
    return act


WAYS = {
    "huiyin.exchange.tasks.weekly": batches_to_send,
    "huiyin.approvals.tasks.deem": silent_applications,
    "huiyin.bulletins.tasks.compile_weeks": weeks_without_bulletin,
    "huiyin.accounts.tasks.keep_no_longer": old_attempts,
    "huiyin.audit.tasks.seal": forged_entry,
    "huiyin.backup.tasks.rehearse": "one backup of everything",
    "huiyin.coordination.tasks.remind": agencies,
    "huiyin.coordination.tasks.escalate": overdue_terms,
    "huiyin.database.tasks.count": "numbers of all tables",
    "huiyin.desk.tasks.follow_counts": "what it cannot take in is counted by whoever looks",
    "huiyin.desk.tasks.prove_counts": "one recount of each ledger",
    "huiyin.disclosure.tasks.learn_terms": "one table, made anew from what is public",
    "huiyin.disclosure.tasks.read_attachments": files,
    "huiyin.disclosure.tasks.recount": "one count of the whole site",
    "huiyin.editorial.tasks.keep_time": manuscripts,
    "huiyin.notices.tasks.deliver": letters,
    "huiyin.notices.tasks.forget_spool": spooled,
    "huiyin.notices.tasks.mail_audit_head": "one head to the addresses of one setting",
    "huiyin.opendata.tasks.make": datasets,
    "huiyin.publicity.tasks.tidy": "one statement over days",
    "huiyin.registers.tasks.daily": decisions,
    "huiyin.subscriptions.tasks.tell": subscribers,
    "huiyin.personal.tasks.remove_orphans": orphans,
    "huiyin.personal.tasks.count_unreadable": "counts what is bad",
    "huiyin.routing.tasks.train": agencies_that_learn,
    "huiyin.throttle.tasks.forget": "one statement over numbers",
    "huiyin.visitors.tasks.forget": old_drafts,
    "huiyin.hotline.tasks.watch_rounds": half_days,
    "huiyin.hotline.tasks.count_surges": agencies_with_places,
    "huiyin.hotline.tasks.ask_for_opinions": unrated_answers,
    "huiyin.hotline.tasks.mark_repeats": agencies_with_callers,
    "huiyin.hotline.tasks.recheck_repeats": agencies_with_callers,
    "huiyin.inspection.tasks.inspect": "begins one inspection",
    "huiyin.inspection.tasks.carry_on": indicators,
    "huiyin.organisations.tasks.sync_groups": accounts,
}
"""Job → how one of its rows is poisoned: what it does with a row (`Act`), or whether the rest was done."""


def test_every_job_has_its_way():
    assert set(WAYS) == set(import_string(settings.SCHEDULE))


@pytest.mark.parametrize("job", [job for job, way in WAYS.items() if callable(way)])
def test_one_bad_row_stops_nothing(job, bureau, monkeypatch, tmp_path, settings):
    settings.HOME = tmp_path
    act, now = WAYS[job](monkeypatch, bureau), timezone.localtime()
    tick({job: Every(1)}, now=now)
    if not isinstance(act, Act):
        assert act()
        return
    last = LastRun.objects.get(job=job)
    assert last.succeeded, last.outcome
    assert act.done
    (kept,) = FailedRow.objects.filter(job=job)
    assert POISON in kept.reason
    before = act.met.count(act.bad)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=6))
    tick({job: Daily(now.time())}, now=now + timedelta(minutes=6))
    assert act.met.count(act.bad) > before, "tried again, the same day"
    assert FailedRow.objects.get(job=job).failures == 2

"""Nothing before its cause, nothing in the future, people in office hours."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from huiyin.audit.models import Entry
from huiyin.disclosure.models import ViewCount
from huiyin.organisations.models import Membership
from huiyin.workdays.load import calendar

from .account import Seen, in_office_hours, local, rule


@rule
def nothing_is_read_before_it_is_public(seen: Seen) -> Iterator[str]:
    for count in ViewCount.objects.filter(views__gt=0).select_related("document"):
        page = count.document
        days = (seen.now - page.published_at).days + 1 if page.first_published_at else 0
        if count.views > 100 * days:
            yield f"{page.title}：{count.views} 次浏览，公开 {days} 天"


@rule
def nothing_lies_in_the_future(seen: Seen) -> Iterator[str]:
    for entry in seen.entries:
        if entry.at > seen.now:
            yield f"{entry.verb} {entry.subject_name} {entry.at}"
    for page in seen.documents:
        if page.published_at > seen.now:
            yield f"{page.title} {page.published_at}"


@rule
def people_work_in_office_hours(seen: Seen) -> Iterator[str]:
    for entry in seen.entries:
        if entry.actor_kind == "person" and not in_office_hours(entry.at):
            yield f"{entry.actor_name} {entry.verb} {local(entry.at):%Y-%m-%d %H:%M}"
    for page in seen.documents:
        if not in_office_hours(page.published_at):
            yield f"{page.title} 发布于 {local(page.published_at):%Y-%m-%d %H:%M}"
        if page.formed_on and not calendar().is_workday(page.formed_on):
            yield f"{page.title} 成文于 {page.formed_on}"


@rule
def what_follows_comes_after(seen: Seen) -> Iterator[str]:
    """The entries of one subject are written in the order of their moments."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in seen.entries:
        key = (entry.subject_type, entry.subject_key)
        before = last.get(key)
        if before is not None and before.at > entry.at:
            yield f"{entry.subject_name}：{entry.verb} {entry.at} 早于 {before.verb} {before.at}"
        last[key] = entry


@rule
def nobody_acts_before_being_appointed(seen: Seen) -> Iterator[str]:
    since: dict[str, date] = {}
    for held in Membership.objects.all():
        key = str(held.user_id)
        since[key] = min(held.since, since.get(key, held.since))
    for entry in seen.entries:
        if (
            entry.actor_kind == "person"
            and since.get(entry.actor_key, date.max) > local(entry.at).date()
        ):
            yield f"{entry.actor_name} {entry.verb} {entry.at}"


PAIRS = (
    ("hotline.servicerequest.draft", "hotline.servicerequest.approve"),
    ("hotline.servicerequest.propose", "hotline.servicerequest.publish"),
    ("foi.application.draft_answer", "foi.application.review"),
    ("foi.application.draft_answer", "foi.application.sign"),
    ("foi.application.review", "foi.application.sign"),
    ("registers.budgetsheet.fill", "registers.budgetsheet.publish"),
    ("registers.power.register", "registers.power.approve"),
    ("registers.officer.register", "registers.officer.approve"),
    ("registers.decision.draft_outcome", "registers.decision.publish"),
    ("editorial.manuscript.begin", "editorial.manuscript.approve"),
    ("editorial.manuscript.submit", "editorial.manuscript.release"),
)


@rule
def nobody_confirms_the_own_work(seen: Seen) -> Iterator[str]:
    done: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for entry in seen.entries:
        if entry.actor_kind == "person":
            done[entry.subject_type, entry.subject_key, entry.verb].add(entry.actor_key)
    for (kind, key, verb), people in list(done.items()):
        for first, second in PAIRS:
            if verb == first and people & done.get((kind, key, second), set()):
                yield f"{kind} {key}：{first} 和 {second} 是同一人"

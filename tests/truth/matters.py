"""Requests and applications."""

import re
from collections import defaultdict
from collections.abc import Iterator

from huiyin.demo import topics, words
from huiyin.foi.models import Application
from huiyin.hotline import publicity
from huiyin.hotline.models import RequestKind, ServiceRequest
from huiyin.licensing.models import Licence
from huiyin.registers.models import (
    Power,
)
from huiyin.web.html import to_text
from huiyin.workdays.load import calendar

from .account import Seen, local, rule

NUMBER = re.compile(r"[A-Z]{2,4}(\d{4})-(\d{4,5})")


@rule
def numbers_have_one_format(seen: Seen) -> Iterator[str]:
    rows = [(one.reference, one.received_on.year) for one in ServiceRequest.objects.all()]
    rows += [(one.reference, one.arrived_on.year) for one in Application.objects.all()]
    for reference, year in rows:
        match = NUMBER.fullmatch(reference)
        if match is None or int(match[1]) != year:
            yield f"{reference}（{year}）"
    lengths = defaultdict(set)
    for reference, _ in rows:
        lengths[reference[:2]].add(len(reference))
    yield from (f"{key}：{sizes}" for key, sizes in lengths.items() if len(sizes) > 1)


@rule
def words_fit_kind_category_and_unit(seen: Seen) -> Iterator[str]:
    """Each request is about one of the topics, in its season, and went to the unit of that topic."""
    patterns = [
        (re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(topic.subject))), topic)
        for topic in topics.TOPICS
    ]
    faults = {fault.subject for fault in topics.FAULTS}
    for one in ServiceRequest.objects.select_related("channel", "unit", "category"):
        if one.request_kind == RequestKind.MISTAKE or one.channel.key == "website-mistakes":
            if one.subject not in faults or one.channel.key != "website-mistakes":
                yield f"{one.reference}：{one.channel} {one.subject}"
            continue
        fits = [
            topic for pattern, topic in patterns
            if pattern.fullmatch(one.subject) and topic.kind == one.request_kind
            and topic.category == one.category_text and one.received_on.month in topic.months
            and (one.unit is None or one.unit.slug == topic.unit)
            and one.category is not None and one.category.name == topic.category
        ]  # fmt: skip
        if not fits:
            yield f"{one.reference}：{one.request_kind} {one.category_text} {one.unit} {one.subject}"


@rule
def answers_follow_questions(seen: Seen) -> Iterator[str]:
    for one in ServiceRequest.objects.all():
        first, again = one.first_answered_on or one.answered_on, one.first_reopened_on
        for course in (
            (one.received_on, first, one.rated_on),  # who was asked spoke of the first answer
            (one.received_on, first, again, one.reopened_on, one.answered_on),
        ):
            days = [day for day in course if day]
            if days != sorted(days) or days[-1] > seen.today:
                yield f"{one.reference}：{days}"
        if one.satisfaction and not one.answered_on:
            yield f"{one.reference}：没有答复就有评价"
    for one in Application.objects.all():
        days = [day for day in (one.arrived_on, one.received_on, one.answered_on) if day]
        if days != sorted(days):
            yield f"{one.reference}：{days}"
        for remedy in one.remedies.all():
            days = [day for day in (one.answered_on, remedy.filed_on, remedy.decided_on) if day]
            if days != sorted(days):
                yield f"{one.reference}：{days}"


@rule
def published_questions_may_be_public(seen: Seen) -> Iterator[str]:
    for one in ServiceRequest.objects.filter(published_at__isnull=False):
        if not one.consents or one.is_confidential or not one.answered_on:
            yield f"{one.reference}：没有同意、保密或者没有答复"
        elif local(one.published_at).date() < one.answered_on:
            yield f"{one.reference}：答复以前就公开"
        elif wrong := publicity.faults(one, publicity.texts(one)):
            yield f"{one.reference}：{wrong}"


@rule
def limits_run_out_only_where_the_story_means_it(seen: Seen) -> Iterator[str]:
    late = [one.reference for one in ServiceRequest.objects.open().filter(due_on__lt=seen.today)]
    if len(late) > 1:
        yield f"热线：{late}"
    for one in Application.objects.valid().filter(answered_on=None, due_on__lt=seen.today):
        if calendar().between(one.due_on, seen.today):
            yield f"{one.reference}：{one.due_on}"
    for one in Licence.clocks().filter(publish_due_on__lt=seen.today):
        yield f"{one.reference}：{one.publish_due_on}"


@rule
def places_lie_where_they_lie(seen: Seen) -> Iterator[str]:
    """A street is in one district; it does not cross itself."""
    rows = [(one.reference, one.place) for one in ServiceRequest.objects.exclude(place="")]
    rows += [(one.reference, one.content) for one in Licence.objects.all()]
    for reference, text in rows:
        for district, streets in words.STREETS_OF.items():
            for street in words.STREETS:
                if f"{district}{street}" in text and street not in streets:
                    yield f"{reference}：{district}{street}"
        if any(f"{street}与{street}" in text for street in words.STREETS):
            yield f"{reference}：{text}"


TELEPHONE = re.compile(r"(?<![\d-])(?:\d{3,4}-\d{7,8}|1[3-9]\d{9})(?!\d)")


@rule
def telephones_call_nobody(seen: Seen) -> Iterator[str]:
    """Only the area code 0000, which no place has."""
    rows = [(one.reference, one.caller_phone) for one in ServiceRequest.objects.all()]
    rows += [(one.reference, one.applicant_contact) for one in Application.objects.all()]
    rows += [(page.title, to_text(page.body)) for page in seen.documents]
    rows += [(one.reference, one.telephone) for one in Power.objects.all()]
    for whose, text in rows:
        yield from (f"{whose}：{number}" for number in TELEPHONE.findall(text)
                    if not number.startswith("0000-"))  # fmt: skip

"""Officers, decisions, budgets, manuscripts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from huiyin.demo import money, registers
from huiyin.editorial.models import Manuscript
from huiyin.registers.models import (
    BudgetSheet,
    Decision,
    Officer,
    Stage,
)
from huiyin.workdays.load import calendar

from .account import Seen, rule


@rule
def officers_hold_certificates(seen: Seen) -> Iterator[str]:
    """In each year most are certified; who is not, the story means."""
    every = list(Officer.objects.prefetch_related("past_certificates"))
    yield from (name for name, n in Counter(one.name for one in every).items() if n > 1)
    for year in range(2020, seen.today.year + 1):
        day = min(date(year, 12, 31), seen.today)
        if day < registers.ENROLLED + timedelta(days=90):
            continue
        held = [one for one in every if any(a <= day <= b for a, b in _certificates(one))]
        if len(held) < len(every) - len(registers.RUN_OUT) - 3:
            yield f"{day}：{len(held)} 人持证"
    run_out = [one.reference for one in every if one.is_expired(seen.today)]
    if sorted(int(number[-4:]) for number in run_out) != list(registers.RUN_OUT):
        yield f"过期：{run_out}"
    for one in every:
        for issued, until in _certificates(one):
            if not calendar().is_workday(issued) or until != registers._valid_until(issued):
                yield f"{one.reference}：{issued} 至 {until}"


def _certificates(officer: Officer) -> list[tuple[date, date]]:
    past = [(one.issued_on, one.valid_until) for one in officer.past_certificates.all()]
    return [*past, (officer.issued_on, officer.valid_until)]


@rule
def decisions_take_their_course(seen: Seen) -> Iterator[str]:
    for one in Decision.objects.all():
        begun, until = one.consult_from, one.consult_until
        if begun and until and (until - begun).days < 30:
            yield f"{one.reference}：征求意见 {(until - begun).days} 天"
        for opinion in one.opinions.all():
            if not begun <= opinion.sent_on <= until:
                yield f"{one.reference}：意见 {opinion.sent_on}"
        days = [d for d in (until, one.feedback_on, one.deliberated_on, one.outcome_on) if d]
        if days != sorted(days):
            yield f"{one.reference}：{days}"
        if one.meeting and f"{one.deliberated_on.year}年" not in one.meeting:
            yield f"{one.reference}：{one.meeting}"


@rule
def budgets_are_public_in_their_season(seen: Seen) -> Iterator[str]:
    for sheet in BudgetSheet.objects.all():
        stage = Stage(sheet.stage)
        if sheet.published_on != money.published_on(sheet.year, stage):
            yield f"{sheet.reference}：{sheet.published_on}"


@rule
def drafts_stand_in_their_season(seen: Seen) -> Iterator[str]:
    for one in Manuscript.objects.select_related("page"):
        for season, months in (("夏季", range(6, 9)), ("秋冬季", range(9, 12)),
                               ("冬春季", (12, 1, 2))):  # fmt: skip
            if season in one.page.title and one.page.formed_on.month not in months:
                yield f"{one.page.title}：{one.page.formed_on}"

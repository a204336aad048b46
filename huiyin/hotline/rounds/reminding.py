"""收集提醒: an hour before a half-day closes without its round, whoever makes rounds gets a letter."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.hotline.models import CollectionRule, HalfDay
from huiyin.jobs.rows import Walk
from huiyin.notices.actions import queue
from huiyin.organisations.models import Membership, Organisation, holds

from .duty import open_half_days

JOB = "huiyin.hotline.tasks.watch_rounds"
BEFORE = timedelta(hours=1)


def watch(*, at: datetime) -> str:
    """Store today's half-days and send a reminder, once each, of those about to be missed."""
    walk, today = Walk(JOB, at), timezone.localdate(at)
    ruled = CollectionRule.objects.order_by().values("agency")
    walk.each(
        Organisation.objects.filter(pk__in=ruled),
        lambda agency: open_half_days(agency, today),
    )
    waiting = HalfDay.objects.filter(
        day=today, reminded_at__isnull=True, closes_at__lte=at + BEFORE
    ).exclude(HalfDay.KEPT)
    letters = walk.each(waiting.order_by("pk"), lambda row: _tell(row.pk, at))
    walk.forget()
    return f"{sum(letters)} letters"


def _tell(pk: int, at: datetime) -> int:
    """How many letters were written."""
    row = HalfDay.objects.select_for_update().get(pk=pk)
    if row.is_kept or row.reminded_at is not None:
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    until = timezone.localtime(row.closes_at)
    late = "已过" if row.closes_at <= at else "请于"
    when = f"{late} {until:%H:%M}{'' if row.closes_at <= at else ' 前完成'}"
    body = (
        f"{row.agency.name}：{row.reference}的网上渠道还没有按规定收集，{when}。\n\n"
        f"查看各渠道后请到工作台登记：/desk/rounds/new/"
    )
    addresses = _addresses(row, at)
    for address in addresses:
        queue("email", address, f"网上渠道收集提醒（{row.reference}）", body, about=row, at=at)
    return len(addresses)


def _addresses(row: HalfDay, at: datetime) -> list[str]:
    """Of those in office at the agency who may make rounds."""
    memberships = Membership.objects.answering(timezone.localdate(at)).filter(
        Q(post__organisation=row.agency_id) | Q(post__organisation__parent=row.agency_id),
        holds("hotline.collect_round"),
    )
    people = User.objects.filter(pk__in=memberships.values("user"), is_active=True).exclude(
        email=""
    )
    return sorted(set(people.values_list("email", flat=True)))

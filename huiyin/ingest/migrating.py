"""旧站迁移期: opened by an administrator with a last day and a statement on the reviews; ends by
itself.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation

from .models import Migration

PERMISSION = "ingest.open_migration"
LONGEST = timedelta(days=92)


def current(agency: Organisation, day: date) -> Migration | None:
    """The migration that is open on that day, if any."""
    return Migration.objects.open_on(day).filter(agency=agency).first()


@transaction.atomic
def begin(
    agency: Organisation, until: date, statement: str, *, actor: Actor, at: datetime
) -> Migration:
    """开启: pages that others import from the old portal are public at once, until that day.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: the last day cannot be, nothing is said of the reviews, or one is open.
    """
    _check(actor, agency)
    Organisation.objects.select_for_update().get(pk=agency.pk)
    today = timezone.localdate(at)
    if not today <= until <= today + LONGEST:
        last = today + LONGEST
        raise ValidationError({"until": f"最后一天应在 {today} 至 {last} 之间，到期自动关闭"})
    if not statement.strip():
        raise ValidationError({"statement": "请写明这些旧网页当时由谁、按什么程序审核"})
    if known := current(agency, today):
        raise ValidationError(f"迁移期已经开启，到 {known.until} 为止；要改日期请先关闭")
    migration = Migration(
        agency=agency, began_on=today, until=until, statement=statement.strip(),
        opened_key=actor.key, opened_by=actor.name[:100],
    )  # fmt: skip
    migration.full_clean()
    migration.save()
    log.record(
        actor, "ingest.migration.open", migration, at=at,
        until=until.isoformat(), statement=migration.statement,
    )  # fmt: skip
    return migration


@transaction.atomic
def close(migration: Migration, *, actor: Actor, at: datetime) -> None:
    """关闭 before its last day.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: it is over already.
    """
    _check(actor, migration.agency)
    still_open = Migration.objects.select_for_update().open_on(timezone.localdate(at))
    current_one = still_open.filter(pk=migration.pk).first()
    if current_one is None:
        raise ValidationError("迁移期已经结束")
    current_one.closed_at = at
    current_one.save(update_fields=["closed_at"])
    log.record(actor, "ingest.migration.close", current_one, at=at)


def _check(actor: Actor, agency: Organisation) -> None:
    if not actor.may(PERMISSION, agency.pk):
        raise PermissionDenied("您没有“开启旧站迁移期”的权限")

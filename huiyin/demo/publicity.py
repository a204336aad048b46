"""How long licences stay on view in the demonstration, and the few that were taken down."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.licensing import actions
from huiyin.licensing.models import Licence
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind
from huiyin.publicity.kinds import CountedFrom, Holder
from huiyin.publicity.models import PublicityTerm
from huiyin.publicity.terms_desk import TERMS

from .clock import next_workday, office_hour

MONTHS = 36
BASIS = "云溪市城市管理局行政许可和行政处罚信息公示办法（示例）第九条"
REASONS = (
    "许可内容写有第三人的地址，核对后另行公示",
    "许可事项选择有误，正在核对",
    "公示文书与存档文书不一致，正在核对",
)
BACK = timedelta(days=9)


def set_terms(keeper: Actor, at: datetime) -> None:
    """自然人 for three years after the end of validity; everybody else without a last day. Set once."""
    if PublicityTerm.objects.exists():
        return
    for holder, months in ((Holder.PERSON, MONTHS), (Holder.ORGANISATION, 0)):
        TERMS.set(
            actor=keeper,
            at=at,
            kind=Licence._meta.label_lower,
            holder=holder.value,
            months=months,
            counted_from=CountedFrom.ENDED.value,
            valid_from=timezone.localdate(at),
            basis=BASIS,
        )


def afterwards(agency: Organisation, head: Actor, year: int, now: datetime) -> Iterator[int]:
    """Of a year's licences three are taken down by the head; the first is put up again."""
    decided = Licence.objects.filter(
        agency=agency,
        decided_on__year=year,
        holder_kind=HolderKind.ORGANISATION,
        published_on__isnull=False,
    )
    # well after a month's table came in, by which it was entered
    for number, licence in enumerate(decided.order_by("decided_on", "pk")[40:43]):
        random = Random(f"withdrawn {licence.reference}")
        published = licence.published_on or licence.decided_on
        at = office_hour(random, next_workday(published, random.randrange(50, 80)))
        back = office_hour(random, next_workday(timezone.localdate(at) + BACK, 1))
        if back > now:
            return
        taken = actions.withdraw(licence, actor=head, at=at, reason=REASONS[number])
        if number == 0:
            actions.republish(taken, actor=head, at=back)
        yield 1

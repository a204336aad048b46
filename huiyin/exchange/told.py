"""告知信用平台: a repair is told by the batch that takes its penalty down there.

The platform knows once the file is uploaded; where the upload said nothing of a repair, once it has
accepted the row. Whatever was told already is told no second time.
"""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.credit.actions import workflow as repairs
from huiyin.credit.models import Repair

from .models import Batch

ROBOT = system("信用信息报送")
PENALTIES = "penalties"
RECEIPT = 100


def tell_repairs(batch: Batch, taken_down: Collection[int], *, at: datetime) -> None:
    """Of the records that this batch asks the platform to take down, their repairs are told.

    One that was decided after the upload is not in what the platform was told.
    """
    if batch.content != PENALTIES or not taken_down or batch.sent_at is None:
        return
    sent_on = timezone.localdate(batch.sent_at)
    waiting = Repair.objects.to_tell().filter(penalty__in=taken_down, decided_on__lte=sent_on)
    told = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    number = f"（{batch.platform_number}）" if batch.platform_number else ""
    receipt = f"{batch.reference}{number}"[:RECEIPT]
    repairs.move_many("tell", told, actor=ROBOT, at=at, told_on=sent_on, receipt=receipt)

"""平台退回的记录: what the platform sent back and nobody has mended, sent again or taken down yet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from huiyin.organisations.models import Organisation

from .models import Batch, Result, Row


def waiting(agencies: Iterable[Organisation], contents: Iterable[str]) -> Any:
    """Rows of these agencies and kinds, the oldest first; what was sent once more is no more among them."""
    later = Row.objects.filter(
        about_kind=OuterRef("about_kind"), about_pk=OuterRef("about_pk"), pk__gt=OuterRef("pk")
    ).exclude(batch__state=Batch.State.VOIDED)
    return (
        Row.objects.filter(
            batch__agency__in=list(agencies),
            batch__content__in=list(contents),
            result__in=[Result.REFUSED, Result.MEND],
            resend_because="",
        )
        .exclude(Exists(later))
        .select_related("batch")
        .order_by("answered_on", "pk")
    )

"""Letters in `spool/` that no gateway has fetched: their files go when their text does."""

import re
from datetime import datetime
from pathlib import Path

from django.conf import settings

from huiyin.jobs.rows import Walk

from .models import Notice

JOB = "huiyin.notices.tasks.forget_spool"
_NAME = re.compile(r"-([0-9]{1,18})\.txt$")


def forget(at: datetime) -> str:
    """Delete the files whose letter has lost its text (see `retention`) or its row."""
    walk = Walk(JOB, at)
    walk.each(_over(), _delete, name=lambda place: place.name)
    walk.forget()
    return walk.summary()


def _over() -> list[Path]:
    places = {
        int(named[1]): place
        for place in (settings.HOME / "spool").glob("*.txt")
        if (named := _NAME.search(place.name))
    }
    waiting = Notice.objects.filter(pk__in=places).exclude(body="").values_list("pk", flat=True)
    return sorted(places[key] for key in places.keys() - set(waiting))


def _delete(place: Path) -> None:
    place.unlink(missing_ok=True)  # a gateway may have been quicker

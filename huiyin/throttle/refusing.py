"""429: when to try again, in words and for programs."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.http import HttpResponse
from django.utils import timezone

from .budgets import TooManyError

Response = TypeVar("Response", bound=HttpResponse)


def moment(many: TooManyError, *, at: datetime | None = None) -> datetime:
    """The first whole minute at which it may be tried again, in local time."""
    now = timezone.localtime(at)
    end = now + timedelta(seconds=many.seconds, minutes=1, microseconds=-1)
    return end.replace(second=0, microsecond=0)


def again(many: TooManyError, *, at: datetime | None = None) -> str:
    """“请在 14:05 之后再试”; with its day where that is another one."""
    there = moment(many, at=at)
    is_today = timezone.localtime(there).date() == timezone.localtime(at).date()
    day = "" if is_today else f"{there.month}月{there.day}日 "
    return f"请在 {day}{there:%H:%M} 之后再试"


def marked(response: Response, many: TooManyError) -> Response:
    """With the header that programs read."""
    response.headers["Retry-After"] = str(many.seconds)
    return response

"""登录会话: how long one lasts, how many there are, and how they end.

Began and last-seen stand in the session itself, so that a request costs no query; the rows of
`StaffSession` are the list that its owner sees. Ending a session deletes Django's row of it.
"""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError, transaction
from django.http import HttpRequest
from django.utils import timezone

from huiyin.database import writing

from .models import SecondFactor, StaffSession, User
from .who import origin_of

MARK = "accounts.session"
REASON = "accounts.left"
LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
MOST = 5
WHY = {
    "idle": "您离开了一段时间，为安全起见已自动退出，请重新登录",
    "long": "本次登录已满 12 小时，请重新登录",
    "factor": "请重新登录，并完成双因素认证",
    "password": "请重新登录，并修改密码",
}


def begin(request: HttpRequest, user: User, *, with_factor: bool, at: datetime) -> None:
    """List this browser, and end the oldest sessions beyond MOST."""
    moment = at.timestamp()
    request.session[MARK] = {"began": moment, "seen": moment, "factor": with_factor}
    if request.session.session_key is None:
        request.session.save()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # sign-ins of one account wait in line
        _list(request, user, began=at, seen=at)
        for extra in StaffSession.objects.filter(user=user).order_by("-seen_at", "-pk")[MOST:]:
            end(extra)


def why_over(request: HttpRequest, user: User, *, at: datetime) -> str:
    """A key of WHY if this signed-in request may not go on; else the session is kept alive."""
    if MARK not in request.session:  # signed in by another way than our door
        if SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists():
            return "factor"
        begin(request, user, with_factor=False, at=at)
    mark = request.session[MARK]
    moment = at.timestamp()
    if moment - mark["seen"] > settings.IDLE_MINUTES * 60:
        return "idle"
    if moment - mark["began"] > LONGEST.total_seconds():
        return "long"
    if settings.SECOND_FACTOR == "required" and not mark["factor"]:
        return "factor"
    if user.must_change_password:
        return "password"
    if moment - mark["seen"] >= TOUCH_EVERY.total_seconds():
        _touch(request, user, mark, at)
    return ""


def _touch(request: HttpRequest, user: User, mark: dict[str, Any], at: datetime) -> None:
    """Note that it is used; while others write, the next page does."""
    try:
        with writing.impatient():
            _list(request, user, began=datetime.fromtimestamp(mark["began"], at.tzinfo), seen=at)
    except OperationalError as error:
        if not writing.cannot_write(error):
            raise
    else:
        request.session[MARK] = {**mark, "seen": at.timestamp()}


def left(request: HttpRequest) -> tuple[int, int]:
    """Seconds until this session ends without a further page, and until it ends anyhow."""
    mark = request.session.get(MARK)
    if mark is None:
        return settings.IDLE_MINUTES * 60, int(LONGEST.total_seconds())
    now = timezone.now().timestamp()
    idle = settings.IDLE_MINUTES * 60 - (now - mark["seen"])
    return max(int(idle), 0), max(int(mark["began"] + LONGEST.total_seconds() - now), 0)


def leave(request: HttpRequest, why: str = "") -> None:
    """End this browser's session; the door will say why."""
    StaffSession.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)
    if why:
        request.session[REASON] = why


def live(user: User, *, at: datetime) -> list[StaffSession]:
    """What the account's owner can still end."""
    return list(
        StaffSession.objects.filter(
            user=user,
            seen_at__gte=at - timedelta(minutes=settings.IDLE_MINUTES),
            began_at__gte=at - LONGEST,
        )
    )


def end(session: StaffSession) -> None:
    _store(session.session_key).delete()
    session.delete()


def end_all(user: User, *, but: str | None = None) -> int:
    """Every session of the account, except the one with the key `but`."""
    ended = list(StaffSession.objects.filter(user=user).exclude(session_key=but or ""))
    for session in ended:
        end(session)
    return len(ended)


def rekey(old: str | None, new: str | None) -> None:
    """Django gave the session a new key: the list follows."""
    StaffSession.objects.filter(session_key=old or "").update(session_key=new or "")


def _list(request: HttpRequest, user: User, *, began: datetime, seen: datetime) -> None:
    StaffSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "origin": origin_of(request)[:64],
            "agent": request.META.get("HTTP_USER_AGENT", "").replace("\x00", "")[:300],
            "began_at": began,
            "seen_at": seen,
        },
    )


def _store(key: str):  # type: ignore[no-untyped-def]  # the engine is a setting
    return import_module(settings.SESSION_ENGINE).SessionStore(key)

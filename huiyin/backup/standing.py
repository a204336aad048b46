"""The state of restore rehearsals: for the system administrator's desk, and for monitoring."""

from datetime import datetime

from django.utils import timezone

from huiyin.audit.actors import Actor

from .models import GOOD_FOR, Rehearsal

PERMISSION = "backup.view_rehearsal"
NEVER = "还没有做过恢复演练：不知道备份能不能恢复。每周日 4:00 自动进行，也可以请管理服务器的人现在做一次"


def line(actor: Actor, at: datetime) -> tuple[bool, str] | None:
    """(whether it is good, what to say); None for whom it does not concern."""
    if not actor.may_somewhere(PERMISSION):
        return None
    last = Rehearsal.objects.first()
    if last is None:
        return False, NEVER
    day = f"{timezone.localtime(last.started_at):%Y-%m-%d %H:%M}"
    if not last.succeeded:
        return False, f"恢复演练（{day}）没有成功：{last.outcome}"
    if last.is_old(at):
        return False, f"最近一次恢复演练是 {day}，已超过 {GOOD_FOR.days} 天，请检查定时任务"
    return True, f"恢复演练（{day}）成功：{last.outcome}"


def word(at: datetime) -> str:
    """The same for machines: one word, and the day."""
    last = Rehearsal.objects.first()
    if last is None:
        return "never"
    state = "old" if last.is_old(at) else "ok"
    return f"{state if last.succeeded else 'failed'} {timezone.localdate(last.started_at)}"

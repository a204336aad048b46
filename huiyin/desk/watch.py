"""What only who runs the site can settle; it stands on the desk until then."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.common import ends
from huiyin.letters import signing
from huiyin.personal import retention
from huiyin.personal.models import KeyCheck

LATELY = timedelta(days=7)


def warnings(actor: Actor) -> list[str]:
    """For administrators of the whole site; nobody else can change it, or needs to know."""
    if not actor.everywhere:
        return []
    settled = [f"系统设置：{warning}" for warning in settings.WARNINGS]
    settled += [f"数字签名：{fault}" for fault in signing.faults()]
    now = timezone.now()
    return [*settled, *_unreadable(), *_announced(now), *_ended(now)]


def _unreadable() -> Iterator[str]:
    counted: dict[str, int] = KeyCheck.objects.values_list("unreadable", flat=True).first() or {}
    if counted:
        places = "、".join(f"{_in_words(place)} {number} 个" for place, number in counted.items())
        yield (
            f"有加密的内容无法解密：{places}。原样保留，其余照常；"
            "运行 huiyin rotate-keys --dry-run 列出记录，再从备份或本人处补正"
        )


def _announced(now: datetime) -> Iterator[str]:
    """Periods that the office has not ruled itself, before they erase anything."""
    coming = retention.announced(timezone.localdate(now))
    if coming:
        rules = "、".join(f"{rule.label} {rule.age.days} 天" for rule, _ in coming[:3])
        yield (
            f"{len(coming)} 项个人信息的保存期限由本机关定、还没有定：{rules}{'等' if coming[3:] else ''}。"
            f"没有另定的，从 {min(since for _, since in coming)} 起按软件建议的期限清空或删除；"
            "请对照本机关保管期限表确认或改定，做法见运维说明"
        )


def _ended(now: datetime) -> Iterator[str]:
    """Web processes that ended by themselves of late, and what the last one was doing."""
    known = ends.since(settings.RUN, now - LATELY)
    if not known:
        return
    last = known[-1]
    doing = "、".join(last.running)
    what = (
        f"，当时正在处理 {doing}" if doing else f"，之前处理的是 {last.last}" if last.last else ""
    )
    why = "；SIGKILL 多半是内存不足" if last.cause == "SIGKILL" else ""
    yield (
        f"网站的进程意外结束，已自动重新启动：{LATELY.days} 天内 {len(known)} 次，"
        f"最近一次 {timezone.localtime(last.moment):%Y-%m-%d %H:%M}，原因 {last.cause}{what}{why}。"
        "详见网站服务的日志"
    )


def _in_words(place: str) -> str:
    label, _, name = place.rpartition(".")
    model = apps.get_model(label)
    return f"{model._meta.verbose_name}的{model._meta.get_field(name).verbose_name}"

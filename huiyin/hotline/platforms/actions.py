"""Every write to the platforms: entered, keys issued and ended, closed."""

import secrets
from datetime import date, datetime

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.workflow import Workflow
from huiyin.hotline.models import MOST_KEYS, Platform, PlatformKey

KEEP = "hotline.keep_platforms"
State = Platform.State
workflow = Workflow(Platform)


def _ready(platform: Platform, actor: Actor, day: date) -> None:
    platform.state = State.OPEN
    platform.entered_on = day


ordinary = Ordinary(workflow, _ready)
register = ordinary.register(KEEP)
amend = ordinary.amend(KEEP, sources={State.OPEN})


def _has_enough_keys(platform: Platform, day: date) -> str:
    if platform.keys.valid().count() < MOST_KEYS:
        return ""
    return f"同时有效的密钥最多 {MOST_KEYS} 把，请先停用旧密钥"


@workflow.move("签发密钥", sources={State.OPEN}, rule=KEEP, guard=_has_enough_keys)
def issue_key(platform: Platform, *, actor: Actor, at: datetime) -> None:
    """签发密钥: a further one, shown once; the former stays valid until it is ended."""
    secret = secrets.token_urlsafe(32)
    name = f"hy-{secrets.token_hex(8)}"
    PlatformKey.objects.create(platform=platform, name=name, secret=secret, issued_on=at.date())
    platform.issued = f"密钥编号 {name}　密钥 {secret}"


def _has_one_key(platform: Platform, day: date) -> str:
    if platform.keys.valid().count() > 1:
        return ""
    return "只剩一把有效的密钥：请先签发新密钥，或者停用整个平台"


@workflow.move("停用旧密钥", sources={State.OPEN}, rule=KEEP, guard=_has_one_key)
def end_key(platform: Platform, *, actor: Actor, at: datetime) -> None:
    """停用旧密钥: the platform signs with the newer one."""
    oldest = platform.keys.valid().earliest("pk")
    PlatformKey.objects.filter(pk=oldest.pk).update(ended_at=at)


@workflow.move("停用", sources={State.OPEN}, target=State.CLOSED, rule=KEEP)
def close(platform: Platform, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """停用: all its keys are ended; what it has sent stays."""
    platform.keys.valid().update(ended_at=at)


@workflow.move("恢复对接", sources={State.CLOSED}, target=State.OPEN, rule=KEEP)
def reopen(platform: Platform, *, actor: Actor, at: datetime) -> None:
    """恢复对接: with a new key; those before stay ended."""

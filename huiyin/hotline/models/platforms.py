"""对接平台: other programs that may send requests, and the keys with which they sign.

Gathered in `models` for Django and for other rooms.
"""

from typing import ClassVar, Final, Self

from django.db import models

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.hotline.channels import Channel
from huiyin.personal.fields import EncryptedField

MOST_KEYS: Final = 2
"""Valid at once: the old one until the platform signs with the new one."""


class Platform(Matter):
    """对接平台: its requests come to one agency by one channel, whatever it sends."""

    class State(models.TextChoices):
        OPEN = "open", "对接中"
        CLOSED = "closed", "停用"

    kind: ClassVar[str] = "platforms"
    is_internal: ClassVar[bool] = True
    issued: str = ""
    """A new key in clear: only on the object that `issue_key` returned."""

    reference = ReferenceField("名称", max_length=60)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OPEN)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+", verbose_name="来源渠道")
    tells_code = models.BooleanField(
        "诉求人自己使用",
        default=False,
        help_text="诉求人用它自己提交的（小程序、手机应用），每件返回查询码；由平台答复诉求人的，不返回",
    )
    entered_on = models.DateField("登记日期", editable=False)

    objects = MatterQuerySet["Platform"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "对接平台"
        ordering = ["reference", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="hotline_platform_once")
        ]
        permissions = [("keep_platforms", "管理对接平台和密钥")]

    @property
    def door(self) -> str:
        """Under which its external numbers are kept."""
        return f"platform-{self.pk}"

    @property
    def keys_in_words(self) -> str:
        """Which keys are valid, by what the platform names them; never the secrets."""
        return "、".join(f"{key.name}（{key.issued_on} 签发）" for key in self.valid_keys())

    def valid_keys(self) -> "list[PlatformKey]":
        return [key for key in self.keys.all() if key.ended_at is None]


class PlatformKeyQuerySet(models.QuerySet["PlatformKey"]):
    def valid(self) -> Self:
        return self.filter(ended_at__isnull=True)


class PlatformKey(models.Model):
    """平台密钥: a shared secret; `name` stands in each signature, the secret never leaves again."""

    platform = models.ForeignKey(
        Platform, models.CASCADE, related_name="keys", verbose_name="对接平台"
    )
    name = models.CharField("密钥编号", max_length=24, unique=True)
    secret = EncryptedField("密钥")
    issued_on = models.DateField("签发日期")
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    objects = PlatformKeyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "平台密钥"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

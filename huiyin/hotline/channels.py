"""来源渠道: where requests come from."""

from django.db import models


class Channel(models.Model):
    """来源渠道: where requests come from; each is counted on its own."""

    key = models.SlugField("标识", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_spoken = models.BooleanField("电话、来访渠道", default=False)
    """Whoever asks is there to hear the answer."""

    class Meta:
        verbose_name = verbose_name_plural = "来源渠道"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

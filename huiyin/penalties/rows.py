"""本地和国家的规定 as dated rows: 当场处罚限额、延长办案、裁量基准."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from huiyin.casework.terms import Dated
from huiyin.common.money import yuan_text
from huiyin.publicity.kinds import Holder


class SpotLimit(Dated):
    """当场处罚限额: the highest fine that may be decided on the spot."""

    of = ("holder",)

    holder = models.CharField("相对人", max_length=20, choices=Holder.choices)
    most = models.DecimalField(
        "罚款不超过（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "当场处罚限额"
        ordering = ["holder", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["holder", "valid_from"], name="penalties_spot_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_holder_display()}罚款不超过{yuan_text(self.most)}元"


class Extension(Dated):
    """延长办案期限: by how many days the head may extend the ninety days here; 0: not at all."""

    days = models.PositiveSmallIntegerField(
        "最多延长（日）", validators=[MaxValueValidator(400)], help_text="填 0 表示不得延长"
    )

    class Meta:
        verbose_name = verbose_name_plural = "延长办案期限"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="penalties_extension_once")
        ]

    def __str__(self) -> str:
        return f"最多延长{self.days}日"


class Grade(Dated):
    """裁量基准: for one offence in one degree the circumstances and the range of the fine."""

    class Level(models.TextChoices):
        SPARED = "spared", "不予处罚"
        LESSER = "lesser", "减轻"
        LIGHT = "light", "从轻"
        MIDDLE = "middle", "一般"
        HEAVY = "heavy", "从重"

    of = ("offence", "level")

    offence = models.CharField("违法行为", max_length=200)
    level = models.CharField("裁量等级", max_length=8, choices=Level.choices)
    circumstances = models.CharField("适用情节", max_length=300)
    least = models.DecimalField(
        "罚款下限（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    most = models.DecimalField(
        "罚款上限（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "裁量基准"
        ordering = ["offence", "level", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["offence", "level", "valid_from"], name="penalties_grade_once"
            ),
            models.CheckConstraint(
                condition=Q(least__lte=F("most")), name="penalties_grade_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offence}：{self.get_level_display()}（{self.range}，{self.circumstances}）"

    @property
    def range(self) -> str:
        return f"{yuan_text(self.least)}至{yuan_text(self.most)}元"

    def clean(self) -> None:
        super().clean()
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValidationError({"most": "罚款上限低于下限，请核对"})

    def allows(self, fine: object) -> bool:
        return bool(self.least <= fine <= self.most)  # type: ignore[operator]

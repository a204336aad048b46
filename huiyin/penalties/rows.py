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


class Seriousness(models.TextChoices):
    """失信行为的等级: 信用修复管理办法."""

    MINOR = "minor", "轻微"
    ORDINARY = "ordinary", "一般"
    SERIOUS = "serious", "严重"


class CreditRule(Dated):
    """信用平台公示期: how long a penalty of a grade is shown at least and at most, by which rule set.

    Counted from the decision in months of the calendar. The site of the bureau itself has its own
    terms (公示期限). What was read in a second-hand copy only, or nowhere, says so in its basis.
    """

    of = ("level",)

    level = models.CharField("失信等级", max_length=8, choices=Seriousness.choices)
    shortest = models.PositiveSmallIntegerField(
        "最短公示期（月）",
        validators=[MaxValueValidator(120)],
        help_text="填 0 表示履行义务后即可申请修复",
    )
    longest = models.PositiveSmallIntegerField(
        "最长公示期（月）", validators=[MaxValueValidator(120)], help_text="填 0 表示不公示"
    )

    class Meta:
        verbose_name = verbose_name_plural = "信用平台公示期"
        ordering = ["level", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["level", "valid_from"], name="penalties_credit_once"),
            models.CheckConstraint(
                condition=Q(shortest__lte=F("longest")), name="penalties_credit_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}：{self.period}"

    @property
    def period(self) -> str:
        if not self.longest:
            return "不公示"
        return f"最短{self.shortest}个月，最长{self.longest}个月"

    def clean(self) -> None:
        super().clean()
        if None not in (self.shortest, self.longest) and self.shortest > self.longest:
            raise ValidationError({"longest": "最长公示期短于最短公示期，请核对"})


class CreditBand(Dated):
    """罚款数额: from which fine on a penalty counts as 一般 or 严重 here; the national rule names none."""

    of = ("holder",)

    holder = models.CharField("相对人", max_length=20, choices=Holder.choices)
    ordinary_from = models.DecimalField(
        "较大数额自（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    serious_from = models.DecimalField(
        "巨额自（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "罚款数额档次"
        ordering = ["holder", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["holder", "valid_from"], name="penalties_band_once"),
            models.CheckConstraint(
                condition=Q(ordinary_from__lte=F("serious_from")), name="penalties_band_in_order"
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_holder_display()}：{yuan_text(self.ordinary_from)}元起为较大数额，"
            f"{yuan_text(self.serious_from)}元起为巨额"
        )

    def clean(self) -> None:
        super().clean()
        bounds = (self.ordinary_from, self.serious_from)
        if None not in bounds and bounds[0] > bounds[1]:
            raise ValidationError({"serious_from": "巨额的起点低于较大数额的起点，请核对"})


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


class PaperTerms(Dated):
    """缴纳和救济渠道: what decisions of this office tell about paying and contesting."""

    pay_at = models.CharField(
        "缴纳罚没款的方式", max_length=200,
        help_text="接在“自收到本决定书之日起十五日内，”之后，如：到云溪银行任一网点或者通过电子缴款码",
    )  # fmt: skip
    court = models.CharField(
        "受诉人民法院", max_length=60, blank=True, help_text="不填的写“有管辖权的人民法院”"
    )
    channel = models.CharField("网上申请行政复议的渠道", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "缴纳和救济渠道"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="penalties_paper_terms_once")
        ]

    def __str__(self) -> str:
        return self.pay_at

"""本地口径: periods and thresholds that an office may set for itself."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site


class RegisterSettings(BaseSiteSetting):
    """专项公开口径.

    The thirty days of a public consultation are those of 重大行政决策程序暂行条例; the number
    of the article was written from memory and is marked so. The others are local custom.
    """

    consultation_days = models.PositiveSmallIntegerField(
        "公开征求意见最短天数",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="《重大行政决策程序暂行条例》：一般不少于30日，缩短的应当说明（第十五条，条文号待核对）",
    )
    feedback_days = models.PositiveSmallIntegerField(
        "意见采纳情况公布天数",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="征求意见结束后多少天内公布采纳情况；本地口径，未经核对",
    )
    remind_days = models.PositiveSmallIntegerField(
        "提前提醒天数",
        default=3,
        validators=[MaxValueValidator(60)],
        help_text="征求意见截止、采纳情况到期前多少天提醒经办人",
    )
    explain_percent = models.PositiveSmallIntegerField(
        "预决算变动说明比例（%）",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="比上年增减超过这个比例必须写明原因；本地口径，未经核对",
    )
    expiring_days = models.PositiveSmallIntegerField(
        "执法证到期提醒天数",
        default=60,
        validators=[MaxValueValidator(365)],
        help_text="执法证到期前多少天列入待办；本地口径",
    )

    class Meta:
        verbose_name = "专项公开口径"


def limits() -> RegisterSettings:
    """The settings of the one site; the defaults before anybody has set them."""
    row = RegisterSettings.objects.first()
    return row or RegisterSettings(site=Site.objects.first())

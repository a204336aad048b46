"""What a request is: its kind, the time it may take, how its answer was rated, why it ended."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from huiyin.casework.deadlines import TimeLimit
from huiyin.casework.terms import Dated
from huiyin.hotline import deadlines


class RequestKind(models.TextChoices):
    """诉求类型."""

    ENQUIRY = "enquiry", "咨询"
    HELP = "help", "求助"
    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"
    SUGGESTION = "suggestion", "建议"
    MISTAKE = "mistake", "网站找错"


class ServiceTarget(Dated):
    """办理时限: working days for a kind of request, in force from a day on."""

    of = ("kind",)

    kind = models.CharField("诉求类型", max_length=12, choices=RequestKind.choices)
    days = models.PositiveSmallIntegerField(
        "工作日", validators=[MinValueValidator(1), MaxValueValidator(400)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "办理时限"
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="hotline_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.days}个工作日"

    @property
    def limit(self) -> TimeLimit:
        return deadlines.target(self.kind, self.get_kind_display(), self.days, self.basis)


def time_limit(kind: str, day: date) -> TimeLimit | None:
    """The rule for requests of this kind that were received on `day`; None for an unknown kind."""
    target = ServiceTarget.objects.on(day, kind=kind)
    return target.limit if target else None


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class EndReason(models.TextChoices):
    """不再受理的理由."""

    REPEATED = "repeated", "同一诉求已经答复，没有新的事实和理由"
    ELSEWHERE = "elsewhere", "依法应当通过诉讼、仲裁、复议、信访等途径办理"
    OUTSIDE = "outside", "不属于本机关职责"
    UNCOOPERATIVE = "uncooperative", "诉求人拒绝配合，无法办理"
    WITHDRAWN = "withdrawn", "诉求人撤回"

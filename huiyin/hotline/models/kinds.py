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
    """不予受理、不再受理的理由: what the person is told of each stands in `EndGround`."""

    REPEATED = "repeated", "同一诉求已经答复，没有新的事实和理由"
    ELSEWHERE = "elsewhere", "依法应当通过诉讼、仲裁、复议、信访等途径办理"
    OUTSIDE = "outside", "不属于本机关职责"
    UNCOOPERATIVE = "uncooperative", "诉求人拒绝配合，无法办理"
    WITHDRAWN = "withdrawn", "诉求人撤回"
    EMERGENCY = "emergency", "属于紧急求助"
    DISCLOSURE = "disclosure", "属于政府信息公开申请"
    PETITION = "petition", "属于信访事项"
    ENFORCEMENT = "enforcement", "属于行政执法线索"
    SUGGESTION = "suggestion", "属于意见建议"
    IN_HAND = "in-hand", "同一诉求正在办理，没有新的事实和理由"
    SECRET = "secret", "涉及国家秘密、商业秘密或者个人隐私"
    ORGANS = "organs", "属于党委、人大、政协、监察、审判、检察机关或者军队的事项"
    UNLAWFUL = "unlawful", "违反法律或者公序良俗"
    EMPTY = "empty", "没有实质内容或者属于骚扰"


class EndGround(Dated):
    """不予受理、不再受理的告知内容: the right way, as the person is told, in force from a day on."""

    of = ("reason",)

    reason = models.CharField("理由", max_length=20, choices=EndReason.choices)
    way = models.TextField("告知内容", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "不予受理告知内容"
        ordering = ["reason", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["reason", "valid_from"], name="hotline_ground_once")
        ]
        permissions = [("keep_grounds", "设定不予受理告知内容和中止情形")]

    def __str__(self) -> str:
        return self.get_reason_display()


class PauseCause(models.TextChoices):
    """中止的情形."""

    PERSON = "person", "等待诉求人补充材料或者配合"
    PROCEDURE = "procedure", "等待诉讼、仲裁、复议、鉴定、检测结果"
    FORCE = "force", "不可抗力或者现场不具备条件"
    OTHER_CASE = "other-case", "等待另一案件的结果"


class PauseRule(Dated):
    """中止情形: for which cause and how long at most the clock of a request stands, from a day on."""

    of = ("cause",)

    cause = models.CharField("情形", max_length=12, choices=PauseCause.choices)
    days = models.PositiveSmallIntegerField(
        "最长工作日", validators=[MinValueValidator(1), MaxValueValidator(400)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "中止情形"
        ordering = ["cause", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["cause", "valid_from"], name="hotline_pause_once")
        ]

    def __str__(self) -> str:
        return self.get_cause_display()

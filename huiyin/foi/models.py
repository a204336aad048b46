"""依申请公开: applications for information and what followed from them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.deadlines import TimeLimit
from huiyin.casework.models import Case, Matter, MatterQuerySet
from huiyin.common import masking
from huiyin.personal.fields import EncryptedField, masked

from . import deadlines


class ApplicantKind(models.TextChoices):
    """The six columns of the statutory table (年报第三部分)."""

    PERSON = "person", "自然人"
    COMPANY = "company", "商业企业"
    RESEARCH = "research", "科研机构"
    CHARITY = "charity", "社会公益组织"
    LEGAL_SERVICE = "legal-service", "法律服务机构"
    OTHER = "other", "其他"


class Channel(models.TextChoices):
    COUNTER = "counter", "当面提交"
    LETTER = "letter", "邮寄"
    ONLINE = "online", "网上申请"
    FAX = "fax", "传真"


class Decision(models.TextChoices):
    """办理结果: the 21 result rows of the statutory table, keyed as there."""

    FULL = "r3_1", "予以公开"
    PARTIAL = "r3_2", "部分公开"
    STATE_SECRET = "r3_3_1", "不予公开：属于国家秘密"
    FORBIDDEN_BY_LAW = "r3_3_2", "不予公开：其他法律行政法规禁止公开"
    SAFETY = "r3_3_3", "不予公开：危及“三安全一稳定”"
    THIRD_PARTY_RIGHTS = "r3_3_4", "不予公开：保护第三方合法权益"
    INTERNAL = "r3_3_5", "不予公开：属于三类内部事务信息"
    IN_PROCESS = "r3_3_6", "不予公开：属于四类过程性信息"
    ENFORCEMENT_FILE = "r3_3_7", "不予公开：属于行政执法案卷"
    ADMINISTRATIVE_QUERY = "r3_3_8", "不予公开：属于行政查询事项"
    NOT_HELD = "r3_4_1", "无法提供：本机关不掌握相关政府信息"
    TO_BE_MADE = "r3_4_2", "无法提供：没有现成信息需要另行制作"
    STILL_UNCLEAR = "r3_4_3", "无法提供：补正后申请内容仍不明确"
    COMPLAINT = "r3_5_1", "不予处理：信访举报投诉类申请"
    REPEATED = "r3_5_2", "不予处理：重复申请"
    PUBLICATION = "r3_5_3", "不予处理：要求提供公开出版物"
    EXCESSIVE = "r3_5_4", "不予处理：无正当理由大量反复申请"
    RECONFIRMATION = "r3_5_5", "不予处理：要求行政机关确认或重新出具已获取信息"
    NOT_CORRECTED = "r3_6_1", "其他处理：申请人无正当理由逾期不补正"
    FEE_NOT_PAID = "r3_6_2", "其他处理：申请人逾期未缴纳费用"
    OTHER = "r3_6_3", "其他处理：其他"


class ApplicationQuerySet(MatterQuerySet["Application"]):
    def open(self) -> Self:
        return self.filter(state__in=Application.OPEN)

    def answered(self) -> Self:
        return self.valid().filter(answered_on__isnull=False)


class Application(Case):
    """政府信息公开申请."""

    class State(models.TextChoices):
        RECEIVED = "received", "办理中"
        CORRECTING = "correcting", "待补正"
        CONSULTING = "consulting", "征求意见中"
        ANSWERED = "answered", "已答复"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({"received", "correcting", "consulting"})
    kind: ClassVar[str] = "foi"
    unlogged: ClassVar[frozenset[str]] = frozenset({"description"})

    reference = models.CharField("申请编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    channel = models.CharField("申请渠道", max_length=12, choices=Channel.choices)
    applicant_kind = models.CharField("申请人类型", max_length=16, choices=ApplicantKind.choices)
    applicant_name = EncryptedField("申请人", mask=masking.name)
    applicant_contact = EncryptedField("联系方式", blank=True, mask=masking.phone)
    description = models.TextField("所需信息的内容描述")
    delivery = models.CharField("获取方式", max_length=60, blank=True)
    decision = models.CharField("办理结果", max_length=8, choices=Decision.choices, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_number = models.CharField("答复文号", max_length=80, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "依申请公开"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="foi_reference_once",
            ),
            models.CheckConstraint(
                name="foi_answered_has_date_and_decision",
                condition=~Q(state="answered") | (Q(answered_on__isnull=False) & ~Q(decision="")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_on"], name="foi_list")]
        permissions = [
            ("register_application", "登记信息公开申请"),
            ("handle_application", "办理信息公开申请"),
            ("approve_extension", "批准延期答复"),
            ("void_application", "作废申请记录"),
            ("view_register", "查看依申请公开台账"),
            ("see_personal", "查看申请人个人信息"),
        ]

    @property
    def title(self) -> str:
        return self.description[:60]

    @property
    def shown_applicant(self) -> str:
        """The applicant as lists show it; an organisation's name is no personal data."""
        if self.applicant_kind == ApplicantKind.PERSON:
            return masked(self, "applicant_name")
        return self.applicant_name

    def time_limit(self) -> TimeLimit:
        return deadlines.ANSWER

    @property
    def is_running(self) -> bool:
        """While an enquiry is out there is a due date only if the period had run out before it."""
        return self.state == self.State.RECEIVED or (
            self.state == self.State.CONSULTING and self.due_on is not None
        )


class RemedyKind(models.TextChoices):
    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "未经复议直接起诉"
    LITIGATION_AFTER = "litigation-after", "复议后起诉"


class Outcome(models.TextChoices):
    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"
    PENDING = "pending", "尚未审结"


class Remedy(models.Model):
    """救济: one reconsideration or lawsuit about an answer."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="remedies", verbose_name="申请"
    )
    kind = models.CharField("类别", max_length=20, choices=RemedyKind.choices)
    organ = models.CharField("受理机关", max_length=100)
    filed_on = models.DateField("受理日期")
    outcome = models.CharField(
        "结果", max_length=12, choices=Outcome.choices, default=Outcome.PENDING
    )
    decided_on = models.DateField("审结日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "行政复议和行政诉讼"
        ordering = ["filed_on", "pk"]

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"

"""行政处罚: one record a case, from its filing to its closing, and the decision that is put on view."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from huiyin.casework.deadlines import ClockEvent, Reckoning, TimeLimit, reckon
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, Written
from huiyin.common import masking
from huiyin.files.models import StoredFile
from huiyin.personal.fields import EncryptedField
from huiyin.publicity.holders import Held
from huiyin.publicity.models import PublicisedQuerySet
from huiyin.subjects.models import AboutSubject
from huiyin.workdays.load import calendar

from . import deadlines, kinds
from .choices import Annulment as Annulment
from .choices import Enforcement as Enforcement
from .choices import Outcome as Outcome
from .choices import Procedure as Procedure
from .choices import ReviewGround as ReviewGround
from .choices import Service as Service
from .choices import Withheld as Withheld
from .issued import Paper as Paper
from .rows import CreditBand as CreditBand
from .rows import CreditRule as CreditRule
from .rows import Extension as Extension
from .rows import Grade as Grade
from .rows import PaperTerms as PaperTerms
from .rows import Seriousness
from .rows import SpotLimit as SpotLimit
from .surcharge import Surcharge, surcharge

NOTHING = Decimal(0)


def check_kinds(text: str) -> None:
    """Form validator of 处罚类别."""
    try:
        kinds.parsed(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong


class KindsField(models.CharField):
    """处罚类别 in one spelling, whichever door it came through."""

    default_validators = [check_kinds]

    def to_python(self, value: object) -> object:
        text = super().to_python(value)
        try:
            return kinds.joined(kinds.parsed(text)) if isinstance(text, str) else text
        except ValueError:
            return text  # the validator says what is wrong

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def of_sort(sort: str) -> Q:
    """Those of which one kind is this; of 其他-限制从业 it is 其他."""
    start, end = (f"{kinds.OTHER}-", "") if sort == kinds.OTHER else (sort, kinds.JOINT)
    first, later = Q(kinds__startswith=start + end), Q(kinds__contains=kinds.JOINT + start + end)
    if not end:
        return first | later
    return Q(kinds=sort) | first | later | Q(kinds__endswith=kinds.JOINT + sort)


class PenaltyQuerySet(PublicisedQuerySet["Penalty"]):
    def open(self) -> Self:
        """Something is owed, by the agency or by the party."""
        return self.valid().filter(due_on__isnull=False)

    def to_publish(self) -> Self:
        return self.valid().filter(
            withheld="", decided_on__isnull=False, published_on=None, annulled_on=None
        )

    def unexplained(self) -> Self:
        """Withdrawn likewise, and nobody has told why yet: it is owed within three working days."""
        return self.valid().filter(
            annulled_on__isnull=False, published_on__isnull=False, explained_on=None
        )

    def to_restore(self) -> Self:
        """Off the list since a repair that was revoked."""
        owed = self.open().exclude(state=Penalty.State.ANNULLED)
        return owed.filter(restore_since__isnull=False, withheld="")

    def explained(self) -> Self:
        """Withdrawn because the decision was changed or annulled, and why is told."""
        return self.valid().filter(explained_on__isnull=False)


class Penalty(Written, Held, AboutSubject):
    """行政处罚案件.

    `reference` is the number of the case, and from the decision on that of the decision.
    `due_on` is what is owed next, the earliest of `owed`. What was decided elsewhere and taken
    over from a table has no number of a case: nothing but its publicity is owed here.
    """

    class State(models.TextChoices):
        FILED = "filed", "调查取证"
        NOTIFIED = "notified", "已告知"
        DECIDED = "decided", "待送达"
        SERVED = "served", "履行中"
        CLOSED = "closed", "已结案"
        ENDED = "ended", "未予处罚"
        ANNULLED = "annulled", "已撤销"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "penalties"
    due_field: ClassVar[str] = "due_on"
    unlogged: ClassVar[frozenset[str]] = frozenset(
        {"facts", "content", "statement", "others", "file"}
    )

    reference = ReferenceField("行政处罚决定文书号", max_length=80, blank=True)
    case_number = models.CharField("案号", max_length=80, blank=True, editable=False)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.FILED)
    procedure = models.CharField(
        "程序", max_length=8, choices=Procedure.choices, default=Procedure.ORDINARY
    )
    case_name = models.CharField("案件名称", max_length=200, blank=True)
    filed_on = models.DateField("立案日期", null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True, editable=False)
    decide_due_on = models.DateField("应作出决定日期", null=True, blank=True, editable=False)
    is_provisional = models.BooleanField("期限暂定", default=False, editable=False)

    offence = models.CharField("违法行为类型", max_length=2000)
    facts = models.TextField("违法事实", max_length=5000, blank=True)
    basis = models.CharField("处罚依据", max_length=2048, blank=True)
    kinds = KindsField("处罚类别", max_length=300, blank=True, help_text=kinds.RULE)
    content = models.TextField("处罚内容", max_length=4000, blank=True)
    fine = models.DecimalField(
        "罚款金额（元）", max_digits=14, decimal_places=2, default=NOTHING, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    confiscated = models.DecimalField(
        "没收违法所得、没收非法财物的金额（元）", max_digits=14, decimal_places=2,
        default=NOTHING, blank=True, validators=[MinValueValidator(0)],
    )  # fmt: skip
    licence = models.CharField("暂扣或吊销证照名称及编号", max_length=200, blank=True)
    decided_on = models.DateField("处罚决定日期", null=True, blank=True, db_index=True)
    valid_to = models.DateField("处罚有效期", null=True, blank=True)
    stated_until = models.DateField("公示截止期", null=True, blank=True)
    """As a table said it; what holds is `shown_until`."""
    address = EncryptedField("当事人地址", blank=True, mask=masking.address)
    others = EncryptedField("涉及的其他自然人", blank=True, mask=masking.name)
    withheld = models.CharField(
        "不予公示的情形", max_length=8, choices=Withheld.choices, blank=True
    )
    publish_due_on = models.DateField("应公示日期", null=True, blank=True, editable=False)  # type: ignore[assignment]

    notified_on = models.DateField("事先告知日期", null=True, blank=True, editable=False)
    notified_fine = models.DecimalField(
        "告知的罚款（元）", max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    offers_hearing = models.BooleanField("告知听证权利", default=False, editable=False)
    statement = models.TextField("陈述申辩和复核意见", max_length=4000, blank=True, editable=False)
    hearing_asked_on = models.DateField("要求听证日期", null=True, blank=True, editable=False)
    hearing_waived_on = models.DateField("放弃听证日期", null=True, blank=True, editable=False)
    hearing_set_on = models.DateField("通知的听证日期", null=True, blank=True, editable=False)
    hearing_on = models.DateField("听证日期", null=True, blank=True, editable=False)
    review_ground = models.CharField(
        "法制审核情形", max_length=8, choices=ReviewGround.choices, blank=True, editable=False
    )
    reviewed_on = models.DateField("法制审核日期", null=True, blank=True, editable=False)
    review_opinion = models.CharField("法制审核意见", max_length=500, blank=True, editable=False)
    extended_by = models.PositiveSmallIntegerField("延长（日）", default=0, editable=False)
    extended_on = models.DateField("批准延长日期", null=True, blank=True, editable=False)
    grade = models.ForeignKey(
        Grade, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name="裁量等级",
    )  # fmt: skip
    grade_reason = models.CharField("裁量理由", max_length=500, blank=True, editable=False)

    seriousness = models.CharField(
        "失信等级", max_length=8, choices=Seriousness.choices, blank=True, editable=False
    )
    seriousness_reason = models.CharField("定级理由", max_length=300, blank=True, editable=False)

    served_on = models.DateField("送达日期", null=True, blank=True, editable=False)
    service = models.CharField(
        "送达方式", max_length=10, choices=Service.choices, blank=True, editable=False
    )
    paid = models.DecimalField(
        "已缴（元）", max_digits=14, decimal_places=2, default=NOTHING, editable=False
    )
    paid_on = models.DateField("缴款日期", null=True, blank=True, editable=False)
    receipts = models.CharField("票据号", max_length=300, blank=True, editable=False)
    enforcement = models.CharField(
        "强制执行", max_length=10, choices=Enforcement.choices, blank=True, editable=False
    )
    enforced_on = models.DateField("采取日期", null=True, blank=True, editable=False)
    closed_on = models.DateField("结案日期", null=True, blank=True, editable=False)
    outcome = models.CharField(
        "未予处罚的处理", max_length=10, choices=Outcome.choices, blank=True, editable=False
    )
    ended_on = models.DateField("处理日期", null=True, blank=True, editable=False)
    annulment = models.CharField(
        "变更、撤销情形", max_length=8, choices=Annulment.choices, blank=True, editable=False
    )
    annulled_on = models.DateField("变更、撤销日期", null=True, blank=True, editable=False)
    annulled_by = models.CharField("作出机关文书", max_length=200, blank=True, editable=False)
    public_reason = models.CharField("公开说明的理由", max_length=1000, blank=True, editable=False)
    explained_on = models.DateField("公开说明日期", null=True, blank=True, editable=False)
    repaired_on = models.DateField("信用修复日期", null=True, blank=True, editable=False)
    """Empty again where the repair was revoked; while it stands the penalty is not put up again."""
    restore_since = models.DateField("应恢复公示起算日", null=True, blank=True, editable=False)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政处罚"
        ordering = [F("decided_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="penalties_number_once",
                violation_error_message="这个文书号已经登记过，请核对",
            ),
            models.CheckConstraint(
                name="penalties_decided_has_day",
                condition=Q(state__in=["filed", "notified", "ended", Matter.VOIDED])
                | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="penalties_withheld_not_public",
                condition=Q(withheld="") | Q(published_on=None) | Q(withdrawn_on__isnull=False),
            ),
            models.CheckConstraint(
                name="penalties_repaired_not_public",
                condition=Q(repaired_on=None) | Q(withdrawn_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="penalties_list"),
            models.Index(fields=["-published_on"], name="penalties_public"),
        ]
        permissions = [
            ("view_penalties", "查看行政处罚"),
            ("handle_penalty", "立案、办理行政处罚"),
            ("review_penalty", "行政处罚法制审核"),
            ("decide_penalty", "决定行政处罚、延长办案期限"),
            ("publish_penalty", "公示行政处罚"),
            ("withdraw_publication", "撤下行政处罚公示"),
            ("void_penalty", "登记变更撤销，作废行政处罚记录"),
            ("keep_rules", "设定裁量基准和当场处罚限额"),
        ]

    @property
    def title(self) -> str:
        return f"{self.shown_holder} {self.offence[:60]}"

    @property
    def all_kinds(self) -> tuple[str, ...]:
        return kinds.split(self.kinds)

    @property
    def kinds_in_words(self) -> str:
        return "，".join(self.all_kinds)

    @property
    def sum_due(self) -> Decimal:
        """元 to be paid."""
        return self.fine + self.confiscated

    @property
    def is_paid(self) -> bool:
        return self.paid >= self.sum_due

    def listed_evidence(self) -> "models.QuerySet[Evidence]":
        """证据清单 with its files, in one query."""
        return Evidence.objects.filter(penalty=self).select_related("file")

    def surcharge_on(self, day: date) -> Surcharge | None:
        """加处罚款 that may be added by that day; what was paid is counted for the fine first."""
        if self.state != self.State.SERVED or self.enforcement == Enforcement.PAUSED:
            return None
        due = next((one.due for one in self.reckonings() if one.rule is deadlines.PAY), None)
        return surcharge(self.fine - self.paid, due, day) if due else None

    @property
    def is_from_elsewhere(self) -> bool:
        """Decided before or outside this system, and taken over as a row of a table."""
        return not self.case_number

    @property
    def until_today(self) -> date | None:
        """公示截止期 of the standard: the last day on view, else what the table said."""
        return self.shown_until or self.stated_until

    def owed(self) -> Iterator[tuple[TimeLimit, date, int]]:
        """What is still owed: the rule, the day from which it counts, days by which it was extended."""
        if self.state == Matter.VOIDED or self.ended_on:
            return
        if self.decided_on is None:
            if self.filed_on is not None:
                yield deadlines.DECIDE, self.filed_on, self.extended_by
            return
        is_over = self.annulled_on is not None and self.annulment != Annulment.CHANGED
        if not (is_over or self.is_from_elsewhere or self.closed_on):
            if self.served_on is None:
                yield deadlines.SERVE, self.decided_on, 0
            elif not self.is_paid:
                yield deadlines.PAY, self.served_on, 0
        if not is_over and not self.withheld and self.published_on is None:
            yield deadlines.PUBLISH, self.decided_on, 0
        if self.restore_since and self.withdrawn_on and not (is_over or self.withheld):
            yield deadlines.RESTORE, self.restore_since, 0
        if self.annulled_on and self.published_on and self.explained_on is None:
            yield deadlines.WITHDRAW, self.annulled_on, 0

    def reckonings(self) -> list[Reckoning]:
        """Of all that is owed, what is due first before the others."""
        days = calendar(self.agency.region)
        found = [
            reckon(rule, since, days, [ClockEvent(deadlines.EXTENDED, None, more)] if more else ())
            for rule, since, more in self.owed()
        ]
        return sorted(found, key=lambda one: one.due)

    def settle(self) -> None:
        """Set what is owed next, and the last days by which punctuality is judged."""
        found = self.reckonings()
        self.due_on = found[0].due if found else None
        self.is_provisional = bool(found) and found[0].provisional
        for one in found:
            if one.rule is deadlines.DECIDE:
                self.decide_due_on = one.due
        if self.decided_on and (self.published_on is None or self.publish_due_on is None):
            days = calendar(self.agency.region)
            self.publish_due_on = reckon(deadlines.PUBLISH, self.decided_on, days).due

    def recount(self) -> Reckoning:
        """Of a case that owes something."""
        self.settle()
        return self.reckonings()[0]

    @classmethod
    def clocks(cls) -> PenaltyQuerySet:
        """Those that owe something."""
        return cls.objects.open()

    @property
    def is_open(self) -> bool:
        return self.due_on is not None and self.state != Matter.VOIDED

    @property
    def may_move(self) -> bool:
        return self.is_provisional and self.is_open


class Evidence(models.Model):
    """证据清单: 行政处罚法第四十六条."""

    class Sort(models.TextChoices):
        DOCUMENT = "document", "书证"
        OBJECT = "object", "物证"
        RECORDING = "recording", "视听资料"
        DATA = "data", "电子数据"
        WITNESS = "witness", "证人证言"
        PARTY = "party", "当事人的陈述"
        OPINION = "opinion", "鉴定意见"
        INSPECTION = "inspection", "勘验笔录、现场笔录"

    penalty = models.ForeignKey(
        Penalty, models.PROTECT, related_name="evidence", verbose_name="行政处罚"
    )
    sort = models.CharField("种类", max_length=12, choices=Sort.choices)
    name = models.CharField("名称和来源", max_length=200)
    proves = models.CharField("证明的事实", max_length=300)
    obtained_on = models.DateField("取得日期")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    """None of what is a thing, or of what was listed before files were kept."""

    class Meta:
        verbose_name = verbose_name_plural = "证据"
        ordering = ["obtained_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.name}"

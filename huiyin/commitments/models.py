"""信用承诺书: what somebody promised, whether it was kept, and whether everybody may read it."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from huiyin.casework.deadlines import Reckoning, TimeLimit, Unit, reckon
from huiyin.casework.evidence import KeptFile
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, Written
from huiyin.casework.terms import LocalTerm
from huiyin.common import masking
from huiyin.organisations.models import check_uscc
from huiyin.personal.fields import EncryptedField
from huiyin.publicity.holders import HolderKind, ShownHolder
from huiyin.publicity.models import Publicised, PublicisedQuerySet
from huiyin.subjects.models import AboutSubject
from huiyin.workdays.due import counted
from huiyin.workdays.load import calendar

from . import deadlines

AHEAD = timedelta(days=14)
"""So long before its day a duty stands on the to-do list."""


class Type(models.TextChoices):
    """承诺类型; places use other names for the same (`sheet.TYPES`)."""

    APPROVAL = "approval", "审批替代型"
    TOLERATED = "tolerated", "容缺受理型"
    CERTIFICATE = "certificate", "证明事项告知承诺型"
    VOLUNTARY = "voluntary", "主动型"
    INDUSTRY = "industry", "行业自律型"
    REPAIR = "repair", "信用修复型"


class Step(models.TextChoices):
    PUBLISH = "publish", "信用承诺公示"
    CHECK = "check", "履约核查"


class Term(LocalTerm):
    """信用承诺期限: how soon a commitment is on view, and when it is checked if it names no day."""

    of = ("step",)

    step = models.CharField("事项", max_length=10, choices=Step.choices)

    class Meta:
        verbose_name = verbose_name_plural = "信用承诺期限"
        ordering = ["step", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["step", "valid_from"], name="commitments_term_once")
        ]

    @property
    def rule(self) -> TimeLimit:
        return deadlines.local(self.step, self.about, self.length, Unit(self.unit), self.basis)


class CommitmentQuerySet(PublicisedQuerySet["Commitment"]):
    def waiting(self) -> Self:
        """Something is due within the next days, or was."""
        return self.valid().filter(due_on__lte=timezone.localdate() + AHEAD)


class Commitment(ShownHolder, Written, Publicised, AboutSubject):
    """信用承诺书.

    `writers` are all who entered or amended it: another person makes it public.
    """

    class State(models.TextChoices):
        """履约状态."""

        PERFORMING = "performing", "履行中"
        FULFILLED = "fulfilled", "已履行"
        UNFULFILLED = "unfulfilled", "未履行"
        BREACHED = "breached", "违诺"
        VOIDED = Matter.VOIDED, "录入作废"

    CHECKED: ClassVar[frozenset[str]] = frozenset({State.PERFORMING, State.UNFULFILLED})
    """Whoever is bound by it still owes something."""
    kind: ClassVar[str] = "commitments"
    due_field: ClassVar[str] = "publish_due_on"
    unlogged: ClassVar[frozenset[str]] = frozenset({"file"})

    reference = ReferenceField("承诺书编号", max_length=80)
    state = models.CharField(
        "履约状态", max_length=20, choices=State.choices, default=State.PERFORMING
    )
    holder_name = models.CharField("承诺主体名称", max_length=200)
    holder_kind = models.CharField("承诺主体类别", max_length=16, choices=HolderKind.choices)
    holder_uscc = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[check_uscc]
    )
    holder_id = EncryptedField("证件号码", blank=True, mask=masking.identity_number)
    representative = models.CharField("法定代表人", max_length=50, blank=True)
    type = models.CharField("承诺类型", max_length=12, choices=Type.choices)
    matter = models.CharField("承诺事由", max_length=200)
    content = models.TextField("承诺内容")
    liability = models.TextField("违约责任", blank=True)
    committed_on = models.DateField("承诺日期", db_index=True)
    valid_to = models.DateField("有效期至")
    perform_by = models.DateField("履行期限", null=True, blank=True)
    accepted_by = models.CharField("受理单位", max_length=200)
    accepted_by_uscc = models.CharField(
        "受理单位统一社会信用代码", max_length=18, validators=[check_uscc]
    )
    place = models.CharField("承诺作出地", max_length=100, blank=True)
    may_be_public = models.BooleanField("承诺书写明同意公示", default=False)
    check_on = models.DateField("下次核查日期", null=True, blank=True, editable=False)
    checked_on = models.DateField("最近核查日期", null=True, blank=True, editable=False)
    check_result = models.CharField("核查情况", max_length=300, blank=True, editable=False)
    performed_on = models.DateField("履行完毕日期", null=True, blank=True)
    missed_on = models.DateField("认定未履行日期", null=True, blank=True)
    breached_on = models.DateField("认定违诺日期", null=True, blank=True)
    breach = models.TextField("违诺事实和证据", blank=True)
    consequence = models.CharField("违诺处理", max_length=300, blank=True)
    cleared_on = models.DateField("撤销违诺认定日期", null=True, blank=True, editable=False)
    due_on = models.DateField("待办日期", null=True, blank=True, editable=False)
    """Of publication and check the earlier one that is still owed."""

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信用承诺"
        ordering = ["-committed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="commitments_number_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("committed_on")),
                name="commitments_validity_in_order",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(may_be_public=True),
                name="commitments_public_by_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-committed_on"], name="commitments_list"),
            models.Index(fields=["agency", "due_on"], name="commitments_due"),
        ]
        permissions = [
            ("view_commitments", "查看信用承诺"),
            ("register_commitment", "登记信用承诺、核查履约"),
            ("publish_commitment", "公示信用承诺"),
            ("withdraw_publication", "撤下信用承诺公示"),
            ("find_breach", "认定违诺"),
            ("void_commitment", "作废信用承诺记录"),
            ("keep_terms", "设定信用承诺期限"),
        ]

    @property
    def title(self) -> str:
        return f"{self.shown_holder} {self.matter}"

    @property
    def owes_publication(self) -> bool:
        return self.may_be_public and self.published_on is None and self.state != self.VOIDED

    @property
    def is_waiting(self) -> bool:
        """One of `objects.waiting()`."""
        last = timezone.localdate() + AHEAD
        return self.state != self.VOIDED and self.due_on is not None and self.due_on <= last

    @property
    def step(self) -> str:
        """What is owed first."""
        is_first = self.check_on is None or self.publish_due_on <= self.check_on
        return Step.PUBLISH if self.owes_publication and is_first else Step.CHECK

    @classmethod
    def clocks(cls) -> CommitmentQuerySet:
        """Those that still have to be published."""
        return cls.objects.valid().filter(may_be_public=True, published_on__isnull=True)

    @property
    def may_move(self) -> bool:
        return (
            self.owes_publication and counted(self.publish_due_on, self.agency.region).provisional
        )

    def performance(self) -> str:
        """履约状态 as its days say."""
        if self.breached_on is not None and self.cleared_on is None:
            return self.State.BREACHED
        if self.performed_on is not None:
            return self.State.FULFILLED
        return self.State.PERFORMING if self.missed_on is None else self.State.UNFULFILLED

    def first_check(self) -> date:
        """The day named in the paper, else by the local term."""
        return self.perform_by or self._due(Step.CHECK).due

    def recount(self) -> Reckoning:
        """Set the last day for publication; this limit is never suspended."""
        reckoning = self._due(Step.PUBLISH)
        self.publish_due_on = reckoning.due
        self.settle()
        return reckoning

    def settle(self) -> None:
        """What is owed next, and until when."""
        if self.performance() not in self.CHECKED:
            self.check_on = None
        owed = [self.publish_due_on] if self.owes_publication else []
        self.due_on = min([*owed, self.check_on] if self.check_on else owed, default=None)

    def _due(self, step: str) -> Reckoning:
        rule = Term.in_force(step, self.committed_on)
        if rule is None:
            raise LookupError(f"没有在 {self.committed_on} 有效的{Step(step).label}期限，请先添加")
        return reckon(rule, self.committed_on, calendar(self.agency.region))


class Evidence(KeptFile):
    """材料: the signed paper, what shows that it was kept or broken; never public."""

    class Role(models.TextChoices):
        PAPER = "paper", "承诺书原件"
        PERFORMANCE = "performance", "履约材料"
        BREACH = "breach", "违诺证据"

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="evidence", verbose_name="信用承诺"
    )
    role = models.CharField("种类", max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = verbose_name_plural = "信用承诺材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.file.name}"

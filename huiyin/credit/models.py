"""信用修复: one row an application for repair about one published penalty; and its files and notices."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.deadlines import Reckoning, TimeLimit
from huiyin.casework.evidence import KeptFile
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, Matter, MatterQuerySet, Written
from huiyin.commitments.models import Commitment
from huiyin.common import masking
from huiyin.letters.models import Now, NumberedPaper, Standing
from huiyin.penalties.models import Penalty
from huiyin.personal.fields import EncryptedField
from huiyin.publicity.holders import HolderKind, ShownHolder

from .objections import Objection as Objection
from .rows import Answer as Answer
from .rows import Door, Step, term
from .rows import Finding as Finding
from .rows import Outcome as Outcome
from .rows import Term as Term


class RepairQuerySet(MatterQuerySet["Repair"]):
    def open(self) -> Self:
        return self.filter(state__in=Repair.OPEN)

    def to_tell(self) -> Self:
        """Granted, and the credit platform does not know yet (报送信用平台)."""
        return self.filter(state=Repair.State.GRANTED)

    def granted(self) -> Self:
        """Granted and standing."""
        return self.filter(state__in=[Repair.State.GRANTED, Repair.State.DONE])


class Repair(ShownHolder, Written, Case):
    """信用修复申请.

    `due_on` is what is owed now: acceptance, decision, or telling the platform; `decide_due_on`
    stays for the figures. Which rule set says the shortest time is settled by the day of receipt.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "待受理"
        CORRECTING = "correcting", "待补正"
        ACCEPTED = "accepted", "核查中"
        PROPOSED = "proposed", "待决定"
        GRANTED = "granted", "准予，待告知平台"
        DONE = "done", "已修复"
        REFUSED = "refused", "不予修复"
        UNACCEPTED = "unaccepted", "不予受理"
        WITHDRAWN = "withdrawn", "已撤回"
        REVOKED = "revoked", "修复已撤销"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({"received", "accepted", "proposed", "granted"})
    UNDER_WAY: ClassVar[frozenset[str]] = frozenset(
        {"received", "correcting", "accepted", "proposed"}
    )
    kind: ClassVar[str] = "repairs"
    is_private: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"file", "materials"})

    reference = ReferenceField("受理号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    penalty_reference = models.CharField("行政处罚决定文书号", max_length=80)
    penalty = models.ForeignKey(
        Penalty, models.PROTECT, related_name="repairs", editable=False, verbose_name="行政处罚"
    )
    holder_name = models.CharField("申请人（被处罚的单位或者个人）", max_length=200)
    holder_kind = models.CharField(
        "申请人类别", max_length=16, choices=HolderKind.choices, editable=False
    )
    agent = EncryptedField("经办人", blank=True, mask=masking.name)
    contact = EncryptedField("联系电话", blank=True, mask=masking.contact)
    door = models.CharField("收件渠道", max_length=10, choices=Door.choices, default=Door.WINDOW)
    materials = models.TextField("已收材料", max_length=2000, help_text="一行一份")
    commitment_reference = models.CharField("信用修复承诺书编号", max_length=80, blank=True)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="repairs", editable=False,
        verbose_name="信用修复承诺书",
    )  # fmt: skip
    received_on = models.DateField("收件日期")
    due_on = models.DateField("期限", null=True, blank=True)
    accept_due_on = models.DateField("受理期限", null=True, blank=True, editable=False)
    notified_on = models.DateField("告知补正日期", null=True, blank=True, editable=False)
    lacking = models.TextField("需要补正的内容", max_length=2000, blank=True, editable=False)
    correct_by = models.DateField("补正期限", null=True, blank=True, editable=False)
    completed_on = models.DateField("补正收到日期", null=True, blank=True, editable=False)
    accepted_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    unaccepted_on = models.DateField("不予受理日期", null=True, blank=True, editable=False)
    verified_on = models.DateField("核查日期", null=True, blank=True, editable=False)
    corrected = models.CharField(
        "失信行为已经纠正", max_length=6, choices=Finding.choices, blank=True, editable=False
    )
    corrected_fact = models.CharField("纠正情况", max_length=500, blank=True, editable=False)
    performed = models.CharField(
        "处罚义务履行完毕", max_length=6, choices=Finding.choices, blank=True, editable=False
    )
    performed_fact = models.CharField("履行情况", max_length=500, blank=True, editable=False)
    others_met = models.CharField(
        "其他法定条件", max_length=6, choices=Finding.choices, blank=True, editable=False
    )
    others_fact = models.CharField("其他条件核查情况", max_length=500, blank=True, editable=False)
    outcome = models.CharField(
        "拟作决定", max_length=10, choices=Outcome.choices, blank=True, editable=False
    )
    lifted = models.CharField("解除的失信惩戒措施", max_length=500, blank=True, editable=False)
    reason = models.CharField(
        "不予受理、不予修复的理由", max_length=500, blank=True, editable=False
    )
    remedy = models.CharField("救济途径", max_length=300, blank=True, editable=False)
    decide_due_on = models.DateField("决定期限", null=True, blank=True, editable=False)
    decided_on = models.DateField("决定日期", null=True, blank=True, editable=False)
    told_on = models.DateField("告知信用平台日期", null=True, blank=True, editable=False)
    receipt = models.CharField("信用平台回执", max_length=100, blank=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True, editable=False)
    revoked_on = models.DateField("撤销修复日期", null=True, blank=True, editable=False)
    revoke_reason = models.CharField("撤销修复的理由", max_length=500, blank=True, editable=False)

    objects = RepairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信用修复申请"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="credit_repair_reference_once",
            ),
            models.UniqueConstraint(
                fields=["penalty"],
                condition=Q(
                    state__in=["received", "correcting", "accepted", "proposed", "granted", "done"]
                ),
                name="credit_one_repair_a_penalty",
                violation_error_message="这件处罚已经有在办或者准予的信用修复，请核对文书号",
            ),
            models.CheckConstraint(
                name="credit_repair_decided_has_outcome",
                condition=Q(decided_on=None) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="credit_repair_refused_has_reason",
                condition=~Q(outcome="refused") | (~Q(reason="") & ~Q(remedy="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="credit_repair_list"),
        ]
        permissions = [
            ("view_repairs", "查看信用修复申请"),
            ("receive_repair", "收取信用修复申请"),
            ("handle_repair", "受理、核查信用修复申请"),
            ("decide_repair", "决定、撤销信用修复"),
            ("void_repair", "作废信用修复申请记录"),
            ("see_applicant", "查看信用修复、异议申请人的联系方式"),
            ("keep_terms", "设定信用修复和异议期限"),
        ]

    @property
    def title(self) -> str:
        return f"{self.shown_holder} {self.penalty_reference}"

    @property
    def counted_from(self) -> date:
        return self.decided_on or self.accepted_on or self.completed_on or self.received_on

    def time_limit(self) -> TimeLimit:
        step = Step.ACCEPT
        if self.accepted_on:
            step = Step.TELL if self.decided_on else Step.DECIDE
        return term(step, self.counted_from)

    def recount(self) -> Reckoning:
        reckoning = super().recount()
        if self.decided_on is None:
            name = "decide_due_on" if self.accepted_on else "accept_due_on"
            setattr(self, name, self.due_on)
        if self.state == self.State.CORRECTING:
            self.due_on = None
        return reckoning

    def runs_on(self, day: date) -> bool:
        return self.state in self.OPEN


class Evidence(KeptFile):
    """材料: what the applicant handed in; never public."""

    class Role(models.TextChoices):
        APPLICATION = "application", "信用修复申请书"
        COMMITMENT = "commitment", "信用修复承诺书"
        CORRECTION = "correction", "纠正失信行为的证明"
        PAYMENT = "payment", "履行义务的证明"
        OTHER = "other", "其他材料"

    repair = models.ForeignKey(
        Repair, models.PROTECT, related_name="evidence", verbose_name="信用修复申请"
    )
    role = models.CharField("种类", max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = verbose_name_plural = "信用修复材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.file.name}"


class Notice(NumberedPaper):
    """告知书: what the applicant is told, numbered and frozen; of a repair or of an objection."""

    class Sort(models.TextChoices):
        GRANTED = "granted", "准予信用修复决定书"
        REFUSED = "refused", "不予信用修复决定书"
        UNACCEPTED = "unaccepted", "不予受理信用修复申请告知书"
        REVOKED = "revoked", "撤销信用修复决定书"
        OBJECTION = "objection", "公示信息异议处理结果告知书"

    repair = models.ForeignKey(
        Repair, models.PROTECT, null=True, blank=True, related_name="notices",
        verbose_name="信用修复申请",
    )  # fmt: skip
    objection = models.ForeignKey(
        Objection, models.PROTECT, null=True, blank=True, related_name="notices",
        verbose_name="公示信息异议",
    )  # fmt: skip
    sort = models.CharField("文书种类", max_length=12, choices=Sort.choices)
    issued_on = models.DateField("成文日期")

    class Meta:
        verbose_name = verbose_name_plural = "信用修复和异议文书"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="credit_notice_number_once"
            ),
            models.CheckConstraint(
                name="credit_notice_of_one_matter",
                condition=Q(repair=None, objection__isnull=False)
                | Q(repair__isnull=False, objection=None),
            ),
        ]

    def now(self) -> Now:
        is_granted = self.sort == self.Sort.GRANTED and self.repair is not None
        if is_granted and self.repair.state == Repair.State.REVOKED:  # type: ignore[union-attr]
            return Now(Standing.WITHDRAWN, "准予信用修复的决定已经撤销")
        return super().now()

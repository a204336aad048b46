"""建议提案: what deputies of the congress and members of the CPPCC propose, and what they are answered."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from huiyin.casework.deadlines import Reckoning, TimeLimit, Unit, reckon
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, LetOut, Matter, MatterQuerySet
from huiyin.casework.terms import LocalRow, LocalTerm
from huiyin.common import masking
from huiyin.letters.models import Now, NumberedPaper, Standing
from huiyin.personal.fields import EncryptedField
from huiyin.workdays.load import calendar

from . import deadlines

SESSION = RegexValidator(
    r"届(人大|政协).+次会议$|政协.+届.+次会议$",
    "请按答复标题的写法填写届次，例如 市五届人大四次会议、市政协五届四次会议",
)


class Category(models.TextChoices):
    SUGGESTION = "suggestion", "建议"
    PROPOSAL = "proposal", "提案"


class Part(models.TextChoices):
    """承办方式: what the agency has to do with it."""

    LEAD = "lead", "主办"
    SEPARATE = "separate", "分办"
    ASSIST = "assist", "会办"


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class Publication(models.TextChoices):
    FULL = "full", "全文公开"
    SUMMARY = "summary", "公开摘要"
    WITHHELD = "withheld", "不公开"


class Step(models.TextChoices):
    """What a local term is for."""

    CPPCC_ANSWER = "cppcc-answer", "答复政协提案"
    OPINION = "opinion", "提出会办意见"
    RETURN = "return", "退回不属于本机关职责的建议提案"
    SECOND = "second", "再次办理"
    FOLLOW_UP = "follow-up", "反馈承诺事项进展"


class Term(LocalTerm):
    """本地期限: how long a step takes here, from a day on, by which rule."""

    of = ("step",)

    step = models.CharField("事项", max_length=20, choices=Step.choices)

    class Meta:
        verbose_name = verbose_name_plural = "建议提案办理期限"
        ordering = ["step", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["step", "valid_from"], name="proposals_term_once")
        ]

    @property
    def rule(self) -> TimeLimit:
        label, unit = self.about, Unit(self.unit)
        return deadlines.local(self.step, label, self.length, unit, self.basis)


class ReplyClass(LocalRow):
    """分类标识: A to D as this place defines them; the definition stands wherever the letter does.

    A new definition is a new row, so that older replies keep theirs.
    """

    of = ("letter",)

    letter = models.CharField(
        "字母", max_length=1, validators=[RegexValidator("^[A-Z]$", "请填写一个字母，例如 A")]
    )
    definition = models.CharField("含义", max_length=100, help_text="印在分类旁边")
    is_promise = models.BooleanField("列入承诺事项，每年反馈进展", default=False)
    is_in_use = models.BooleanField("使用", default=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "答复分类"
        ordering = ["letter", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(is_in_use=True), name="proposals_class_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter}类（{self.definition}）"

    @property
    def mark(self) -> str:
        return self.letter

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.letter = self.letter.upper()
        super().clean_fields(exclude)

    def supersede(self) -> None:
        """Former replies keep what their class said."""
        self.alike().filter(is_in_use=True).update(is_in_use=False)

    @classmethod
    def by_letter(cls) -> list[tuple[str, str]]:
        """Each letter once, as it was defined last."""
        last: dict[str, str] = {}
        for one in cls.objects.all():
            last.setdefault(one.letter, str(one))
        return list(last.items())


class ProposalQuerySet(MatterQuerySet["Proposal"]):
    def open(self) -> Self:
        return self.filter(state__in=Proposal.OPEN)

    def public(self) -> Self:
        """What everybody may read: the reply, a summary of it, or why neither."""
        return self.valid().filter(published_at__isnull=False)

    def owing(self, today: date) -> Self:
        """Promises whose progress is due to be reported."""
        return self.filter(state="replied", follow_up_on__lte=today)


class Proposal(LetOut, Case):
    """建议提案.

    `due_on` is what is owed now; `answer_due_on` the last day of the first reply, whatever a second
    handling sets afterwards: punctuality is judged by it.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "待交办"
        HANDLING = "handling", "办理中"
        DRAFTED = "drafted", "待签发"
        REPLIED = "replied", "已答复"
        RETURNED = "returned", "已退回"
        VOIDED = Matter.VOIDED, "录入作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({"received", "handling", "drafted"})
    kind: ClassVar[str] = "proposals"
    unlogged: ClassVar[frozenset[str]] = frozenset(
        {"content", "text", "draft_text", "public_text", "note", "promise", "draft_promise"}
    )

    reference = ReferenceField("登记编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    category = models.CharField("类别", max_length=12, choices=Category.choices)
    session = models.CharField(
        "届次", max_length=60, validators=[SESSION], help_text="如 市五届人大四次会议"
    )
    number = models.CharField("编号", max_length=12, help_text="不写“第”和“号”，例如 023")
    subject = models.CharField("标题", max_length=200)
    content = models.TextField("内容", blank=True)
    proposer = models.CharField("领衔人", max_length=100)
    proposer_phone = EncryptedField("领衔人电话", blank=True, mask=masking.contact)
    proposer_address = EncryptedField("领衔人地址", blank=True, mask=masking.address)
    supporters = models.CharField("附议人", max_length=500, blank=True)
    supporters_contact = EncryptedField("附议人联系方式", blank=True, mask=masking.contact)
    part = models.CharField("承办方式", max_length=8, choices=Part.choices, default=Part.LEAD)
    lead = models.CharField("主办单位", max_length=100, blank=True)
    received_on = models.DateField("交办日期")
    answer_due_on = models.DateField("首次答复期限", null=True, blank=True, editable=False)
    copies = models.CharField("抄送", max_length=200, blank=True, help_text="留空按类别填写")
    returned_on = models.DateField("退回日期", null=True, blank=True, editable=False)
    draft_text = models.TextField("答复拟稿", blank=True, editable=False)
    draft_class = models.ForeignKey(
        ReplyClass, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name="拟定分类",
    )  # fmt: skip
    draft_promise = models.TextField("拟承诺事项", blank=True, editable=False)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    reply_class = models.ForeignKey(
        ReplyClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复分类"
    )
    satisfaction = models.CharField(
        "满意度", max_length=12, choices=Satisfaction.choices, blank=True
    )
    rated_on = models.DateField("反馈日期", null=True, blank=True)
    second_asked_on = models.DateField("再次交办日期", null=True, blank=True)
    second_replied_on = models.DateField("再次答复日期", null=True, blank=True)
    second_satisfaction = models.CharField(
        "再次反馈", max_length=12, choices=Satisfaction.choices, blank=True
    )
    promise = models.TextField("承诺事项", blank=True)
    follow_up_on = models.DateField("下次反馈日期", null=True, blank=True)
    kept_on = models.DateField("承诺兑现日期", null=True, blank=True)
    publication = models.CharField(
        "公开方式", max_length=10, choices=Publication.choices, blank=True, editable=False
    )
    public_text = models.TextField("公开的内容", blank=True, editable=False)
    withheld_because = models.CharField("不公开的理由", max_length=300, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "建议提案"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="proposals_reference_once",
                violation_error_message="这次会议的这个编号已经登记过，请核对届次、编号和类别",
            ),
            models.CheckConstraint(
                name="proposals_replied_has_date",
                condition=~Q(state="replied") | Q(replied_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposals_rated_has_date",
                condition=Q(satisfaction="") | Q(rated_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposals_public_says_how",
                condition=Q(published_at__isnull=True)
                | Q(publication="withheld") & ~Q(withheld_because="")
                | Q(publication__in=["full", "summary"]) & ~Q(public_text=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="proposals_list"),
            models.Index(
                fields=["published_at"],
                condition=Q(published_at__isnull=False),
                name="proposals_public",
            ),
        ]
        permissions = [
            ("view_proposals", "查看建议提案"),
            ("register_proposal", "登记建议提案"),
            ("assign_proposal", "交办、退回、延期建议提案"),
            ("handle_proposal", "办理建议提案"),
            ("sign_reply", "签发建议提案答复"),
            ("publish_reply", "公开建议提案答复"),
            ("void_proposal", "作废建议提案记录"),
            ("see_proposer", "查看代表委员联系方式"),
            ("keep_terms", "设定建议提案办理期限和答复分类"),
        ]

    @property
    def title(self) -> str:
        return self.subject

    @property
    def named(self) -> str:
        """市五届人大四次会议第023号建议."""
        return f"{self.session}第{self.number}号{self.get_category_display()}"

    @property
    def is_again(self) -> bool:
        """Being handled a second time, because the proposer was dissatisfied."""
        return self.second_asked_on is not None and self.second_replied_on is None

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.state != Matter.VOIDED

    @property
    def reply(self) -> "Reply | None":
        """The one that stands now."""
        return self.replies.last()

    def runs_on(self, day: date) -> bool:
        return self.state in self.OPEN

    def rule_of(self, step: str, day: date) -> TimeLimit:
        rule = Term.in_force(step, day)
        if rule is None:
            raise LookupError(f"没有在 {day} 有效的“{Step(step).label}”期限，请先添加")
        return rule

    def time_limit(self) -> TimeLimit:
        if self.second_asked_on:
            return self.rule_of(Step.SECOND, self.second_asked_on)
        if self.part == Part.ASSIST:
            return self.rule_of(Step.OPINION, self.received_on)
        if self.category == Category.PROPOSAL:
            return self.rule_of(Step.CPPCC_ANSWER, self.received_on)
        return deadlines.ANSWER

    def reckoning(self) -> Reckoning:
        if not self.second_asked_on:
            return super().reckoning()
        return reckon(self.time_limit(), self.second_asked_on, calendar(self.agency.region))

    def recount(self) -> Reckoning:
        reckoning = super().recount()
        if not self.second_asked_on:
            self.answer_due_on = self.due_on
        return reckoning

    def until(self, step: str, since: date) -> date:
        """The last day of a local term that began on that day."""
        return reckon(self.rule_of(step, since), since, calendar(self.agency.region)).due


class Reply(NumberedPaper):
    """答复: a letter that was signed, with its number; frozen."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="replies", verbose_name="建议提案"
    )
    reply_class = models.ForeignKey(
        ReplyClass, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="答复分类",
    )  # fmt: skip
    title = models.CharField("标题", max_length=200)
    text = models.TextField("正文")
    replied_on = models.DateField("答复日期")

    class Meta:
        verbose_name = verbose_name_plural = "建议提案答复"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="proposals_reply_number_once"
            )
        ]

    def now(self) -> Now:
        if self.proposal.replies.filter(pk__gt=self.pk).exists():
            return Now(Standing.CHANGED, "本机关以后另行作出了答复，以后来的文书为准")
        return super().now()


class Contact(models.Model):
    """沟通: each contact with the proposer before, during and after handling, and on promises."""

    class Stage(models.TextChoices):
        BEFORE = "before", "办前"
        DURING = "during", "办中"
        AFTER = "after", "办后"
        PROMISE = "promise", "承诺反馈"

    class Way(models.TextChoices):
        VISIT = "visit", "走访"
        MEETING = "meeting", "座谈"
        CALL = "call", "电话"

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="contacts", verbose_name="建议提案"
    )
    stage = models.CharField("阶段", max_length=8, choices=Stage.choices)
    way = models.CharField("方式", max_length=8, choices=Way.choices)
    held_on = models.DateField("日期")
    note = models.CharField("内容", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "沟通记录"
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_stage_display()}{self.get_way_display()}"

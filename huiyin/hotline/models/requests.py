"""热线留言: the service request itself."""

from datetime import date
from typing import Any, ClassVar, Final, Self

from django.db import models
from django.db.models import Q

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework.deadlines import TimeLimit
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Case, LetOut, Matter
from huiyin.common import masking, telephones
from huiyin.coordination.models import TaskedQuerySet, tasks_of_own_units
from huiyin.hotline.channels import Channel
from huiyin.organisations.models import Organisation
from huiyin.personal import keys
from huiyin.personal.fields import EncryptedField, is_readable

from .categories import Category
from .kinds import EndReason, RequestKind
from .led_elsewhere import Beyond
from .request_indexes import INDEXES
from .request_terms import limit_and_contact
from .visits import Visited


class ServiceRequestQuerySet(TaskedQuerySet["ServiceRequest"]):
    def open(self) -> Self:
        return self.filter(state__in=ServiceRequest.OPEN)

    def answered(self) -> Self:
        return self.valid().filter(answered_on__isnull=False)

    def extension_wanted(self) -> Self:
        """申请延期: waiting for another person."""
        return self.open().filter(wanted_days__isnull=False)

    def uncategorised(self) -> Self:
        """未归类: not yet sorted into the tree; a fault of the website has no place in it."""
        return self.valid().filter(category=None).exclude(request_kind=RequestKind.MISTAKE)

    def maybe_repeats(self) -> Self:
        """Of which it can be told whether they are repeated, and nobody has yet."""
        known = self.filter(is_repeat=None, category__isnull=False)
        return known.exclude(caller_digest="").exclude(state=Matter.VOIDED)

    def asked_of(self, keys: Any) -> Q:
        """A unit that handles a main case reads all that hang on it."""
        return super().asked_of(keys) | Q(main__in=keys)

    def handled(self) -> Self:
        return self.filter(state__in=ServiceRequest.HANDLED)

    def suspension_wanted(self) -> Self:
        """申请中止: waiting for another person."""
        return self.handled().exclude(state="drafted").exclude(pause_cause="")

    def suspension_over(self, day: date) -> Self:
        """中止期满: the clock runs again, and somebody should go on."""
        return self.filter(state=ServiceRequest.State.SUSPENDED, paused_until__lt=day)

    def deferred(self) -> Self:
        """挂账: answered, and known to be not solved yet."""
        return self.valid().filter(deferred_on__isnull=False, settled_on__isnull=True)

    def public(self) -> Self:
        """留言公开: what everybody may read on the portal."""
        return self.filter(
            published_at__isnull=False,
            state=ServiceRequest.State.ANSWERED,
            is_confidential=False,
            consents=True,
        )


def caller_digest(phone: str, agency: Organisation) -> str:
    """Equal for one number however it is typed; empty where there is no telephone number."""
    number = telephones.dialled(phone, telephones.area_of(agency.telephone))
    return keys.digest(number) if number else ""


FORGOTTEN: Final = "（保存期限已满，内容已清空）"


class ServiceRequest(Visited, Beyond, LetOut, Case):
    """热线留言工单.

    A report of an offence (举报) is confidential unless a reason says why not: its informer may not
    be given away to the accused (信访工作条例第三十条). Of a confidential request only the persons
    named as its `confidants` know, and whoever may name them.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "待交办"
        DISPATCHED = "dispatched", "待签收"
        ASSIGNED = "assigned", "办理中"
        DRAFTED = "drafted", "待审核"
        JOINED = "joined", "已并案"
        SUSPENDED = "suspended", "已中止"
        ANSWERED = "answered", "已答复"
        VOIDED = Matter.VOIDED, "录入作废"

    HANDLED: ClassVar[frozenset[str]] = frozenset({"received", "dispatched", "assigned", "drafted"})
    """Handled by itself: it stands where its lead task stands."""
    OPEN: ClassVar[frozenset[str]] = HANDLED | {"joined", "suspended"}
    kind: ClassVar[str] = "hotline"
    is_private: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset(
        {"content", "answer_text", "draft_text", "subject", "place", "query_digest"}
        | {"note", "words"}
        | {"caller_digest", "category_text"}
        | {"public_subject", "public_content", "public_answer"}
        | {"deferral_reason", "deferral_plan", "explanation", "pause_reason"}
    )
    calls_before: int = 0
    """How many requests the same number brought before; see `callers.mark`."""
    query_code: str = ""
    """The clear query code: only on the object that `report` returned."""

    reference = ReferenceField("工单编号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVED)
    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="requests", verbose_name="来源渠道"
    )
    request_kind = models.CharField("诉求类型", max_length=12, choices=RequestKind.choices)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name="诉求分类",
    )
    category_text = models.CharField("原分类", max_length=200, blank=True)
    """As it came from another system; of a fault of the website, which kind of fault."""
    subject = models.CharField("标题", max_length=200)
    content = models.TextField("诉求内容")
    place = models.CharField("地点", max_length=200, blank=True)
    caller_name = EncryptedField("诉求人", blank=True, mask=masking.name)
    caller_phone = EncryptedField("联系电话", blank=True, mask=masking.contact)
    caller_digest = models.CharField("号码摘要", max_length=64, blank=True, editable=False)
    is_confidential = models.BooleanField(
        "保密", default=False, help_text="举报一律保密；其他诉求，来电人要求保密的请勾选"
    )
    open_reason = models.CharField("不保密的理由", max_length=300, blank=True, editable=False)
    is_repeat = models.BooleanField("反复诉求", null=True, editable=False)
    """The same number brought it before (`actions.repeating`); None: not looked at, or nobody can tell."""
    unit = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="service_requests",
        verbose_name="承办单位",
    )
    """Whose task leads: while the request is open, the moves of the tasks keep it so."""
    draft_text = models.TextField("答复稿", blank=True, editable=False)
    end_reason = models.CharField(
        "不再受理的理由", max_length=20, choices=EndReason.choices, blank=True, editable=False
    )
    wanted_days = models.PositiveSmallIntegerField(
        "申请延长工作日数", null=True, blank=True, editable=False
    )
    wanted_reason = models.CharField("申请延期的理由", max_length=300, blank=True, editable=False)
    wanted_by = models.CharField("申请延期的人", max_length=64, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_text = models.TextField("答复内容", blank=True)
    consents = models.BooleanField("同意公开", default=False)
    public_subject = models.CharField("公开的标题", max_length=200, blank=True, editable=False)
    public_content = models.TextField("公开的来信内容", blank=True, editable=False)
    public_answer = models.TextField("公开的答复内容", blank=True, editable=False)
    query_digest = models.CharField("查询码摘要", max_length=64, blank=True, editable=False)
    external_key = models.ForeignKey(
        "hotline.ExternalKey", models.PROTECT, null=True, blank=True, editable=False,
        db_index=False, related_name="+", verbose_name="外部编号",
    )  # fmt: skip

    objects = ServiceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "热线留言"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="hotline_reference_once",
            ),
            models.UniqueConstraint(
                fields=["external_key"],
                condition=Q(external_key__isnull=False),
                name="hotline_external_key_once",
            ),
            models.CheckConstraint(
                name="hotline_answered_has_date",
                condition=~Q(state="answered") | Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="hotline_rated_has_date",
                condition=Q(satisfaction="", rated_on__isnull=True)
                | (~Q(satisfaction="") & Q(rated_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="hotline_resolution_has_date",
                condition=Q(resolution="", resolution_on__isnull=True)
                | (~Q(resolution="") & Q(resolution_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="hotline_again_keeps_the_first",
                condition=Q(round_number=1, first_answered_on__isnull=True)
                | Q(round_number__gt=1, first_answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="hotline_public_has_texts",
                condition=Q(published_at__isnull=True)
                | (~Q(public_subject="") & ~Q(public_content="") & ~Q(public_answer="")),
            ),
            models.CheckConstraint(
                name="hotline_report_confidential",
                condition=~Q(request_kind="report") | Q(is_confidential=True) | ~Q(open_reason=""),
            ),
            models.CheckConstraint(
                name="hotline_joined_has_main",
                condition=~Q(state="joined") | Q(main__isnull=False, is_confidential=False),
            ),
            models.CheckConstraint(
                name="hotline_confidential_not_public",
                condition=Q(is_confidential=False) | Q(published_at__isnull=True),
            ),
        ]
        indexes = INDEXES
        permissions = [
            ("register_request", "登记热线留言"),
            ("assign_request", "交办热线留言"),
            ("answer_request", "答复热线留言"),
            ("publish_answer", "公开问答"),
            ("confide_request", "确定保密工单的知悉人员"),
            ("void_request", "作废工单"),
            ("view_requests", "查看热线留言"),
            ("see_caller", "查看诉求人个人信息"),
            ("keep_targets", "设定热线办理时限"),
            ("visit_request", "回访诉求人"),
        ]

    @property
    def title(self) -> str:
        """A list is no look at a confidential request: it does not say what it is about."""
        if self.is_confidential:
            return f"保密{self.get_request_kind_display()}"
        return self.subject or FORGOTTEN

    def know_caller(self) -> None:
        """Set the digest by which other requests from the same number are found."""
        if is_readable(self.caller_phone):  # else the digest is of what was once readable
            self.caller_digest = caller_digest(self.caller_phone, self.agency)

    @property
    def logs_looks(self) -> bool:
        return self.is_confidential

    def concerns(self, actor: Actor) -> bool:
        """Of the agency, or of a unit anywhere that was asked."""
        if super().concerns(actor):
            return True
        tasks = tasks_of_own_units(actor, ServiceRequest)
        return tasks.filter(about_pk__in=[self.pk, *filter(None, [self.main_id])]).exists()

    @classmethod
    def kept_from(cls, actor: Actor) -> Q:
        if actor.kind is ActorKind.SYSTEM:
            return Q()
        confidential = Q(is_confidential=True)
        named = Confidant.objects.filter(person_key=actor.key) if actor.is_person else None
        if named is not None:
            confidential &= ~Q(pk__in=named.values("request"))
        own = actor.agencies_with("hotline.confide_request")
        if own is None:
            return Q()
        return confidential & ~Q(agency__in=own) if own else confidential

    def is_kept_from(self, actor: Actor) -> bool:
        """Whoever brought it knows of it."""
        is_told = not self.is_confidential or self.is_asked_by(actor)
        return not is_told and super().is_kept_from(actor)

    @property
    def is_public(self) -> bool:
        """One of `objects.public()`."""
        return (
            self.published_at is not None
            and self.state == self.State.ANSWERED
            and not self.is_confidential
            and self.consents
        )

    @property
    def category_words(self) -> str:
        """What a table says of its category: code and path, or what came instead."""
        return str(self.category) if self.category_id else self.category_text

    @property
    def counted_from(self) -> date:
        """The day from which its present limit runs: handled again, it is counted anew."""
        return self.reopened_on or self.received_on

    def time_limit(self) -> TimeLimit:
        """The contact term is read along: a request that comes in asks for both."""
        kind, day = self.request_kind, self.counted_from
        limit, contact = limit_and_contact(
            kind, self.urgency, counted_from=day, received_on=self.received_on
        )
        if limit is None:
            shown = self.get_request_kind_display()
            raise LookupError(f"没有“{shown}”在 {day} 有效的办理时限")
        self.note_contact_row(contact)
        return limit

    def runs_on(self, day: date) -> bool:
        return self.state in self.OPEN


class Confidant(models.Model):
    """知悉人员: a person who may know of a confidential request."""

    request = models.ForeignKey(
        ServiceRequest, models.CASCADE, related_name="confidants", verbose_name="热线留言"
    )
    person_key = models.CharField("账号", max_length=64)
    person_name = models.CharField("姓名", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "知悉人员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "person_key"], name="hotline_confidant_once")
        ]
        indexes = [models.Index(fields=["person_key"], name="hotline_confidant_person")]

    def __str__(self) -> str:
        return self.person_name

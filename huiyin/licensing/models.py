"""行政许可台账: one row a licence decision, in the fields of the 双公示 data standard (2018)."""

from datetime import date
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from huiyin.casework.deadlines import Reckoning, reckon
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter
from huiyin.common import days
from huiyin.letters.models import DraftedPaper, Now
from huiyin.letters.models import Standing as PaperStanding
from huiyin.organisations.models import check_uscc
from huiyin.personal import keys
from huiyin.publicity.holders import Held
from huiyin.publicity.models import PublicisedQuerySet
from huiyin.subjects.models import AboutSubject
from huiyin.workdays.due import counted
from huiyin.workdays.load import calendar

from . import deadlines
from .matter_words import MatterWord as MatterWord


class LicenceCategory(models.Model):
    """许可类别（统计口径）: a group of matters that is counted as one figure."""

    key = models.SlugField("标识", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "许可统计类别"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class LicenceMatter(models.Model):
    """许可事项: one matter for which the agency issues licences."""

    name = models.CharField("事项名称", max_length=120, unique=True)
    code = models.CharField("事项编码", max_length=40, blank=True)
    category = models.ForeignKey(
        LicenceCategory, models.PROTECT, related_name="matters", verbose_name="统计类别"
    )
    basis = models.CharField("设定依据", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "许可事项"

    def __str__(self) -> str:
        return self.name


class LicenceQuerySet(PublicisedQuerySet["Licence"]):
    def with_standing(self, day: date) -> Self:
        """Each with `standing`, what `Licence.standing_on` says of that day."""
        return self.annotate(standing=_standing(day))

    def of_standing(self, standing: str, day: date) -> Self:
        return self.alias(wanted=_standing(day)).filter(Q(("wanted", standing)))


class Standing(models.TextChoices):
    """效力: what a licence is good for on a day; never stored, since the day decides."""

    IN_FORCE = "in-force", "有效"
    AHEAD = "ahead", "尚未生效"
    EXPIRED = "expired", "已过有效期"
    INVALID = "invalid", "无效"
    CHANGED = "changed", "已变更"
    REVOKED = "revoked", "已撤销"
    CANCELLED = "cancelled", "已注销"
    VOIDED = Matter.VOIDED, "录入作废"


class Licence(Held, AboutSubject):
    """行政许可决定."""

    class State(models.TextChoices):
        VALID = "valid", "准予许可"
        CHANGED = "changed", "已变更"
        REVOKED = "revoked", "已撤销"
        CANCELLED = "cancelled", "已注销"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "licences"
    due_field: ClassVar[str] = "publish_due_on"

    reference = ReferenceField("行政许可决定文书号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.VALID)
    matter = models.ForeignKey(
        LicenceMatter, models.PROTECT, related_name="licences", verbose_name="许可事项"
    )
    document_name = models.CharField("行政许可决定文书名称", max_length=100)
    licence_type = models.CharField("许可类别", max_length=256)
    certificate_name = models.CharField("许可证书名称", max_length=100, blank=True)
    certificate_number = models.CharField("许可编号", max_length=80, blank=True)
    project_name = models.CharField("项目名称", max_length=200, blank=True)
    content = models.TextField("许可内容")
    decided_on = models.DateField("许可决定日期", db_index=True)
    valid_from = models.DateField("有效期自")
    valid_to = models.DateField("有效期至")
    issuer = models.CharField("许可机关", max_length=200)
    issuer_uscc = models.CharField(
        "许可机关统一社会信用代码", max_length=18, validators=[check_uscc]
    )
    status_code = models.CharField("当前状态", max_length=1, default="1")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", editable=False,
        verbose_name="变更、延续后的许可",
    )  # fmt: skip
    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政许可"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="licensing_number_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")),
                name="licensing_validity_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-decided_on"], name="licensing_list"),
            # all that figures ask, so that they are counted without reading a row
            models.Index(
                fields=["agency", "decided_on", "publish_due_on", "published_on", "matter",
                        "state", "voided_on"],
                name="licensing_figures",
            ),
        ]  # fmt: skip
        permissions = [
            ("register_licence", "登记行政许可"),
            ("publish_licence", "公示行政许可"),
            ("withdraw_publication", "撤下行政许可公示"),
            ("void_licence", "作废行政许可记录"),
            ("issue_certificate", "制发许可证"),
            ("view_ledger", "查看许可台账"),
        ]

    @property
    def title(self) -> str:
        return f"{self.shown_holder} {self.matter.name}"

    def standing_on(self, day: date) -> Standing:
        """行政许可法第七十条: a licence whose validity has run out is in force no longer."""
        if self.state in ENDED:
            return ENDED[self.state]
        if self.valid_to < day:
            return Standing.EXPIRED
        if self.status_code == UNSOUND:
            return Standing.INVALID
        return Standing.AHEAD if self.valid_from > day else Standing.IN_FORCE

    @property
    def ends_with_its_day(self) -> date | None:
        """第五十条: once it is renewed the other one holds from the day after."""
        return self.valid_to if self.successor_id and self.state == self.State.VALID else None

    def told_when_over(self, facts: tuple[tuple[str, str], ...] = ()) -> Now | None:
        """What its papers say once it holds no longer; None while it does."""
        standing = self.standing_today
        if standing in (Standing.IN_FORCE, Standing.AHEAD):
            return None
        if standing == Standing.CHANGED:
            return Now(PaperStanding.CHANGED, "许可已经变更，以变更后的许可为准", facts)
        if standing == Standing.EXPIRED and self.successor_id:
            return Now(PaperStanding.CHANGED, "有效期已满，许可已经延续，以延续后的许可为准", facts)
        return Now(PaperStanding.WITHDRAWN, f"许可{standing.label}", facts)

    @property
    def certified(self) -> str:
        """Digest of all that a certificate says; keyed, as it may name a person."""
        return keys.digest("\n".join(str(getattr(self, name)) for name in CERTIFIED))

    @property
    def standing_today(self) -> Standing:
        return self.standing_on(timezone.localdate())

    @property
    def status_code_today(self) -> str:
        """当前状态 of the standard: 1 valid (from its first day on), 2 no longer."""
        return SOUND if self.standing_today in (Standing.IN_FORCE, Standing.AHEAD) else UNSOUND

    @classmethod
    def clocks(cls) -> LicenceQuerySet:
        """Those that still have to be published."""
        return cls.objects.filter(state=cls.State.VALID, published_on__isnull=True)

    @property
    def may_move(self) -> bool:
        is_owed = self.state == self.State.VALID and self.published_on is None
        return is_owed and counted(self.publish_due_on, self.agency.region).provisional

    def recount(self) -> Reckoning:
        """Set the last day for publication; this limit is never suspended."""
        working = calendar(self.agency.region)
        reckoning = reckon(deadlines.LICENCE_PUBLISH, self.decided_on, working)
        self.publish_due_on = reckoning.due
        return reckoning


ENDED: Final[dict[str, Standing]] = {
    Licence.State.CHANGED: Standing.CHANGED,
    Licence.State.REVOKED: Standing.REVOKED,
    Licence.State.CANCELLED: Standing.CANCELLED,
    Licence.State.VOIDED: Standing.VOIDED,
}
CERTIFIED: Final = (
    "reference", "document_name", "certificate_name", "certificate_number", "matter_id",
    "project_name", "content", "holder_name", "holder_kind", "holder_uscc", "representative",
    "valid_from", "valid_to",
)  # fmt: skip
SOUND: Final = "1"
UNSOUND: Final = "2"
"""当前状态 of the 双公示 standard: “有效”; “无效”, as an old register says of a licence ended elsewhere."""


class Certificate(DraftedPaper):
    """许可证: a paper of what the ledger said when it was issued; never changed."""

    licence = models.ForeignKey(
        Licence, models.PROTECT, related_name="certificates", verbose_name="行政许可"
    )
    licence_number = models.CharField("许可编号", max_length=80)
    digest = models.CharField("内容摘要", max_length=64)
    """Of what the licence said then: `Licence.certified`."""

    class Meta(DraftedPaper.Meta):
        verbose_name = verbose_name_plural = "许可证"
        ordering = ["pk"]

    @property
    def agency_id(self) -> int:
        """Whose auditor reads what is done to it."""
        return self.licence.agency_id

    @property
    def document_number(self) -> str:
        """The number of the licence: a certificate has no series of its own."""
        return self.licence_number

    def now(self) -> Now:
        """As the licence stands today; what it names is told only while it names the same."""
        licence = self.licence
        is_same = self.digest == licence.certified
        facts = (("持证人", licence.shown_holder), ("许可事项", licence.matter.name))
        if over := licence.told_when_over(facts if is_same else ()):
            return over
        if licence.certificates.filter(pk__gt=self.pk).exists():
            return Now(PaperStanding.CHANGED, "许可证已经换发，以新证为准")
        if not is_same:
            return Now(PaperStanding.CHANGED, "许可的内容已经变更，以换发的许可证为准")
        ahead = "，尚未到有效期" if licence.standing_today == Standing.AHEAD else ""
        valid = f"至{days.written(licence.valid_to)}有效{ahead}"
        return Now(PaperStanding.VALID, valid, facts)


def _standing(day: date) -> Case:
    """`Licence.standing_on` as an expression."""
    return Case(
        *(When(state=state, then=Value(end.value)) for state, end in ENDED.items()),
        When(valid_to__lt=day, then=Value(Standing.EXPIRED.value)),
        When(status_code=UNSOUND, then=Value(Standing.INVALID.value)),
        When(valid_from__gt=day, then=Value(Standing.AHEAD.value)),
        default=Value(Standing.IN_FORCE.value),
        output_field=models.CharField(),
    )

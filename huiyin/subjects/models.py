"""主体: whom decisions concern. One row each, with the codes and the names it has had.

Two records are of one subject when a code says so. A name alone never joins: two companies may
share one, and so do persons.
"""

from typing import Self

from django.db import models
from django.db.models.functions import Coalesce

from huiyin.common import masking
from huiyin.letters.models import Now, NumberedPaper, Standing
from huiyin.organisations.models import Organisation, check_uscc
from huiyin.personal.fields import EncryptedField

from .choices import Scheme as Scheme
from .choices import SubjectKind as SubjectKind
from .listed import digest_of, listed
from .unifications import Unification as Unification

SHOWN_DIGEST = 12
"""Characters of a person's digest that the desk shows, and by which it is asked for."""


class SubjectQuerySet(models.QuerySet["Subject"]):
    def of_body(self, key: int) -> Self:
        """The subject of this key, the one that holds it, and all that this one holds."""
        holder = Subject.objects.filter(pk=key).values(holder=Coalesce("held_by", "pk"))
        return self.filter(models.Q(pk__in=holder) | models.Q(held_by__in=holder))


class Subject(models.Model):
    """相对人主体: an organisation, a sole trader, or a natural person.

    Of a natural person nothing is kept but the digest of the number of its paper, which finds its
    records; its name stands in these alone.
    """

    kind = models.CharField("类别", max_length=12, choices=SubjectKind.choices)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True, validators=[check_uscc])
    digest = models.CharField("证件号码摘要", max_length=64, blank=True, editable=False)
    name = models.CharField("名称", max_length=200, blank=True)
    """The latest one; none of a natural person."""
    named_on = models.DateField("最近使用日期", null=True, blank=True)
    held_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="held",
        verbose_name="归并到",
    )  # fmt: skip
    """The subject that is the same body, by a `Unification`; its records are read there."""

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "相对人主体"
        ordering = ["name", "pk"]
        permissions = [
            ("look_up", "查询相对人主体"),
            ("issue_statement", "出具信用信息查询单"),
            ("propose_unification", "提出归并主体"),
            ("confirm_unification", "确认、解除归并主体"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~models.Q(uscc=""), name="subjects_uscc_once"
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="subjects_digest_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=SubjectKind.PERSON) | models.Q(uscc="", name=""),
                name="subjects_persons_by_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(held_by=None) | ~models.Q(held_by=models.F("pk")),
                name="subjects_not_held_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.uscc or "自然人"

    @property
    def short_digest(self) -> str:
        """By which a natural person is told from others on the desk."""
        return self.digest[:SHOWN_DIGEST]

    def body(self, *, is_public: bool = False) -> list[int]:
        """Keys of all subjects that are this body.

        With `is_public` those of whose records everybody may read: what turned out to be a sole
        trader's stays off the page of an organisation.
        """
        return body_of(self.pk, is_public=is_public)

    @property
    def holder(self) -> "Subject":
        """The subject under which this one is read."""
        return self if self.held_by is None else self.held_by

    @property
    def has_page(self) -> bool:
        """Only organisations have a public page: a sole trader's is that of a person."""
        return self.kind == SubjectKind.ORGANISATION and bool(self.uscc)


def body_of(key: int, *, is_public: bool = False) -> list[int]:
    """As `Subject.body`, by the key alone; in one query."""
    same = Subject.objects.of_body(key)
    if is_public:
        same = same.filter(kind=SubjectKind.ORGANISATION)
    return list(same.order_by("pk").values_list("pk", flat=True))


class SubjectCode(models.Model):
    """原有代码: one older code of a subject."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="codes", verbose_name="主体")
    scheme = models.CharField("代码类型", max_length=12, choices=Scheme.choices)
    code = models.CharField("代码", max_length=50)

    class Meta:
        verbose_name = verbose_name_plural = "原有代码"
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "scheme"], name="subjects_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.code}"


class SubjectName(models.Model):
    """名称: one name of an organisation, and from which to which day records bear it."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="names", verbose_name="主体")
    name = models.CharField("名称", max_length=200)
    since = models.DateField("最早见于")
    until = models.DateField("最近见于")

    class Meta:
        verbose_name = verbose_name_plural = "主体名称"
        ordering = ["-until", "-since", "name"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "name"], name="subjects_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class AboutSubject(models.Model):
    """A record of a subject: what publicity, licences and penalties have in common."""

    subject = models.ForeignKey(
        Subject,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="相对人主体",
    )
    """None where the record names it by no code."""

    class Meta:
        abstract = True

    @property
    def page_code(self) -> str:
        """The code under which everybody finds what is public of its subject, or nothing."""
        return self.subject.uscc if self.subject is not None and self.subject.has_page else ""


class Statement(NumberedPaper):
    """信用信息查询单: what the records said of a subject at one moment; frozen."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="statements", verbose_name="相对人主体"
    )
    issued_at = models.DateTimeField("出具时间")
    is_public = models.BooleanField("只列公示信息", default=False)
    asked_by = EncryptedField("查询人", blank=True, mask=masking.name)
    purpose = models.CharField("用途", max_length=100, blank=True)
    digest = models.CharField("内容摘要", max_length=64)
    """Of all that it lists."""

    class Meta:
        verbose_name = verbose_name_plural = "信用信息查询单"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="subjects_statement_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_public=True) | ~models.Q(purpose=""),
                name="subjects_statement_has_purpose",
            ),
        ]

    def now(self) -> Now:
        """Whether it would say the same today; not what it would say."""
        body = body_of(self.subject_id, is_public=self.is_public)
        today = listed(body, self.agency_id, is_public=self.is_public)
        if digest_of(today) == self.digest:
            return Now(why="记录到今天没有变化")
        return Now(Standing.CHANGED, "出具以后记录有了变化，请重新查询")

"""Organisations, the posts in them, and who holds which post from when to when."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.common import uscc
from huiyin.common.days import written

from . import past


def check_uscc(code: str) -> None:
    """Form validator: refuses a code whose check character is wrong."""
    if code and not uscc.is_valid(code):
        raise ValidationError("统一社会信用代码校验位不正确，请核对后重填", code="uscc")


def held_in(actor: Actor, right: str, *others: str, agency: str = "agency") -> Q:
    """The records of those agencies in which this actor holds one of these rights.

    `agency` is the column that names the agency of a record.
    """
    return _among(actor.agencies_with(right, *others), agency)


def of_own(actor: Actor, agency: str = "agency") -> Q:
    """The records of those agencies for which this actor acts, whatever it may there."""
    return _among(actor.agencies, agency)


def holds(right: str) -> Q:
    """The memberships whose post gives this right (`hotline.view_requests`), wherever it stands."""
    app, _, codename = right.partition(".")
    given = "post__group__permissions"
    return Q(**{f"{given}__codename": codename, f"{given}__content_type__app_label": app})


def _among(agencies: frozenset[int] | None, column: str) -> Q:
    """A condition that may be joined with others: an empty one would be left out of an “or”."""
    return ~Q(pk__in=()) if agencies is None else Q(**{f"{column}__in": agencies})


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def agencies(self) -> Self:
        return self.filter(is_agency=True)

    def are_several(self) -> bool:
        """Whether it has to be said which one is meant."""
        return self.count() > 1

    def standing(self) -> Self:
        """Without those that were dissolved."""
        return self.filter(ended_on__isnull=True)

    def there(self, first: date, last: date) -> Self:
        """Those that there were on any day of a period."""
        begun = Q(founded_on__isnull=True) | Q(founded_on__lte=last)
        return self.filter(begun, Q(ended_on__isnull=True) | Q(ended_on__gte=first))

    def within(self, agency: "Organisation") -> Self:
        """The agency and its units, which go two deep."""
        below = Q(parent=agency) | Q(parent__parent=agency, parent__is_agency=False)
        return self.filter(Q(pk=agency.pk) | below & Q(is_agency=False))

    def of(self, actor: Actor) -> Self:
        """Those for which this actor acts."""
        return self.filter(of_own(actor, "pk"))

    def where(self, actor: Actor, right: str, *others: str) -> Self:
        """Those in which this actor holds one of these rights."""
        return self.filter(held_in(actor, right, *others, agency="pk"))


class Organisation(models.Model):
    """机构: an agency (行政机关) or a unit inside one."""

    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    slug = models.SlugField("网址标识", max_length=40, unique=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True, validators=[check_uscc])
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name="上级机构"
    )
    is_agency = models.BooleanField("是行政机关", default=False)
    region = models.CharField("行政区划代码", max_length=12, blank=True)
    document_code = models.CharField("发文机关代字", max_length=20, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=100, blank=True)
    telephone = models.CharField("联系电话", max_length=40, blank=True)
    superior = models.CharField(
        "同级人民政府", max_length=100, blank=True, help_text="行政复议机关（行政复议法第二十四条）"
    )
    founded_on = models.DateField("成立日期", null=True, blank=True, editable=False)
    changed_on = models.DateField("现名称和隶属自", null=True, blank=True, editable=False)
    """The first day of what stands here; on days before it the past is asked."""
    ended_on = models.DateField("撤销日期", null=True, blank=True, editable=False)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="承接机构",
    )  # fmt: skip

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~Q(uscc=""), name="organisations_uscc_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agency(self) -> "Organisation":
        """The agency itself, or the one this unit belongs to."""
        node = self
        while not node.is_agency and node.parent is not None:
            node = node.parent
        return node

    @property
    def standings(self) -> list[past.Standing]:
        """What it was and is, the oldest first."""
        earlier = self.earlier.all() if self.changed_on else ()
        return past.standings(self, earlier, self.founded_on, self.ended_on)

    def on(self, day: date | datetime | None) -> "Organisation | past.Standing":
        """As it was called and where it belonged on that day; as it is where no day is given.

        Asks the database only for days before the last change.
        """
        if isinstance(day, datetime):
            day = timezone.localdate(day)
        if day is None or self.changed_on is None or day >= self.changed_on:
            return self
        return past.on(day, self.standings)

    def was_there(self, first: date, last: date) -> bool:
        """Whether there was such an organisation on any day of the period."""
        begun = self.founded_on is None or self.founded_on <= last
        return begun and (self.ended_on is None or self.ended_on >= first)

    def partly(self, first: date, last: date) -> str:
        """What has to be said beside numbers of the period: `2026年6月1日成立`; empty if nothing."""
        said = []
        if self.founded_on is not None and self.founded_on > first:
            said.append(f"{written(self.founded_on)}成立")
        if self.ended_on is not None and self.ended_on < last:
            heir = f"，由{self.successor}承接" if self.successor else ""
            said.append(f"{written(self.ended_on)}撤销{heir}")
        return "，".join(said)


class EarlierStanding(models.Model):
    """沿革: what an organisation was called and where it belonged, until a day (included)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="earlier", verbose_name="机构"
    )
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    parent = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="上级机构",
    )  # fmt: skip
    until = models.DateField("至")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "机构沿革"
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "until"], name="organisations_one_until_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（至{self.until}）"


class Post(models.Model):
    """岗位: a function in an organisation; its group carries the permissions."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name="机构"
    )
    name = models.CharField("岗位", max_length=40)
    group = models.ForeignKey(Group, models.PROTECT, related_name="posts", verbose_name="权限组")

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisations_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name} {self.name}"

    @property
    def agency(self) -> Organisation:
        return self.organisation.agency


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def answering(self, day: date) -> Self:
        """Those of that day who are asked: whoever is away is not, whoever stands in is."""
        there = Q(stands_for__isnull=False, since__lte=day, until__gte=day)
        away = Membership.objects.filter(there).values("stands_for")
        return self.on(day).exclude(pk__in=away)


class Membership(models.Model):
    """任职: one person holds one post from `since` to `until` (both included)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="人员"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships", verbose_name="岗位")
    since = models.DateField("任职日期")
    until = models.DateField("免职日期", null=True, blank=True)
    stands_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="deputies",
        verbose_name="代行",
    )  # fmt: skip

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        permissions = [("appoint", "任免岗位"), ("lead", "分管各项业务")]

    def __str__(self) -> str:
        return f"{self.user} {self.post}"

    @property
    def agency(self) -> Organisation:
        return self.post.agency

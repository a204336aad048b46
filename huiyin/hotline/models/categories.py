"""诉求分类: a tree of coded categories, versioned, and what the words of others mean in it.

Which version was in force on a day follows from its days: a name that changes makes a new row, and
an old request keeps the row of its day. What became of a row is its `successor`.
"""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.casework.terms import Dated
from huiyin.organisations.models import Organisation

CODE = r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}"
check_code = RegexValidator(
    rf"\A{CODE}\Z", "分类编码由数字、字母和 . _ - 组成，以数字或字母开头，最多20个字符"
)


class CategoryScheme(Dated):
    """分类体系: whose tree of categories an agency sorts by, from a day on until the next one."""

    of = ("agency",)

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "分类体系"
        ordering = ["agency", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "valid_from"], name="hotline_category_scheme_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CategoryQuerySet(MatterQuerySet["Category"]):
    def in_force(self, agency: int, day: date) -> Self:
        """What a request of that day can be sorted into.

        Nodes of the newest scheme that had begun; before the first one began, of that. A scheme
        without nodes is none yet.
        """
        rows = Category.objects.valid().filter(scheme=OuterRef("pk"))
        schemes = CategoryScheme.objects.filter(Exists(rows), agency=agency)
        newest = schemes.filter(valid_from__lte=day).order_by("-valid_from").values("pk")[:1]
        first = schemes.order_by("valid_from").values("pk")[:1]
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        left = Q(valid_until=None) | Q(valid_until__gt=day)
        holds = Coalesce(Subquery(newest), Subquery(first))
        return self.valid().filter(begun, left, agency=agency, scheme=holds)


class Category(Matter):
    """诉求类目: one node of a scheme in one version."""

    class State(models.TextChoices):
        VALID = "valid", "有效"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "categories"
    is_internal: ClassVar[bool] = True

    reference = ReferenceField("类目编号", max_length=80, editable=False)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.VALID)
    scheme = models.ForeignKey(
        CategoryScheme, models.PROTECT, related_name="categories", verbose_name="分类体系"
    )
    code = models.CharField("分类编码", max_length=20, validators=[check_code])
    name = models.CharField("类目名称", max_length=60)
    parent_code = models.CharField(
        "上级编码", max_length=20, blank=True, validators=[check_code], editable=False
    )
    """As a table names it; `parent` is the row."""
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name="上级类目",
    )  # fmt: skip
    path = models.CharField("分类路径", max_length=500, editable=False)
    """The names from the top down to this one, as they were when it was registered."""
    words = models.TextField("别名和常用词", blank=True, max_length=2000)
    """One a line: by these a text is known, and suggestions begin with them."""
    valid_from = models.DateField("启用日期", null=True, blank=True)
    """None: from the day of its scheme."""
    valid_until = models.DateField("停用日期", null=True, blank=True)
    """The first day on which nothing is sorted into it."""
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors",
        verbose_name="后继类目", editable=False,
    )  # fmt: skip

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "诉求类目"
        ordering = ["scheme", "code", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="hotline_category_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_from=None)
                | Q(valid_until__gt=models.F("valid_from")),
                name="hotline_category_days",
            ),
        ]
        permissions = [("keep_categories", "维护诉求分类")]

    def __str__(self) -> str:
        return f"{self.code} {self.path}"

    @property
    def title(self) -> str:
        return self.path

    @property
    def aliases(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    def standing(self, day: date) -> str:
        """What it has come to on a day."""
        if self.state == self.VOIDED:
            return "录入作废"
        if self.valid_until and self.valid_until <= day:
            return "已停用"
        begins = self.valid_from or self.scheme.valid_from
        return "待启用" if begins > day else "在用"

    def is_in_force(self, day: date) -> bool:
        """Whether it was one of its scheme's on that day; which scheme holds is not asked."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or self.valid_until > day)

    def place_below(self, parent: "Category | None") -> None:
        """Take this place in the tree: parent, its code, and the path of names."""
        self.parent, self.parent_code = parent, parent.code if parent else ""
        self.path = f"{parent.path}/{self.name}" if parent else self.name


def key_of(scheme: int, code: str, valid_from: date | None) -> str:
    """What tells one version of one node from all others of the agency."""
    version = f"-{valid_from:%Y%m%d}" if valid_from else ""
    return f"{scheme}-{code}{version}"


class CategoryTerm(Dated):
    """分类对照: the category that a text of another system means, from a day on."""

    of = ("agency", "text")

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    text = models.CharField("原分类", max_length=200)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="terms", verbose_name="诉求分类"
    )

    class Meta:
        verbose_name = verbose_name_plural = "分类对照"
        ordering = ["agency", "text", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "text", "valid_from"], name="hotline_category_term_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.category}"

    def get_category_display(self) -> str:
        return str(self.category)

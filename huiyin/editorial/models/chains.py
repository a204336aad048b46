"""审核流程: the steps that a draft of a column goes through before it is released."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from huiyin.disclosure.models import ColumnPage
from huiyin.organisations.models import Post

LONGEST = 20  # working days: the whole of what the Regulation gives (art. 26)
MOST_STEPS = 8


class StepKind(models.TextChoices):
    """审核环节类型."""

    DEPARTMENT = "department", "部门审核"
    SECRECY = "secrecy", "保密审查"
    RELEASE = "release", "签发"
    OTHER = "other", "其他审核"


PERMISSIONS: dict[str, str] = {
    StepKind.DEPARTMENT: "editorial.review_department",
    StepKind.SECRECY: "editorial.review_secrecy",
    StepKind.RELEASE: "editorial.release",
    StepKind.OTHER: "editorial.review_department",
}
"""What a post must bring to take a step of this kind."""


@dataclass(frozen=True)
class Step:
    """One step: what it is, which post takes it (any with the right if None), within how many days."""

    name: str
    kind: str
    days: int
    post: Post | None = None


DEFAULT = (
    Step("部门审核", StepKind.DEPARTMENT, 2),
    Step("保密审查和公开属性审查", StepKind.SECRECY, 2),
    Step("签发", StepKind.RELEASE, 1),
)
"""三审 where a column and those above it say nothing else."""


def check_steps(steps: Sequence[Step]) -> None:
    """What no chain can do without (条例第十七条: nothing is published without the secrecy review).

    Raises:
        ValidationError: what is missing or in the wrong place.
    """
    kinds = [step.kind for step in steps]
    if StepKind.SECRECY not in kinds:
        raise ValidationError("审核流程必须有保密审查环节（条例第十七条），不能省略")
    if kinds.count(StepKind.RELEASE) != 1 or kinds[-1] != StepKind.RELEASE:
        raise ValidationError("审核流程必须有且只有一个签发环节，并且在最后")
    if len(steps) > MOST_STEPS:
        raise ValidationError(f"审核流程最多 {MOST_STEPS} 个环节")
    for step in steps:
        _check_step(step)


def _check_step(step: Step) -> None:
    if not step.name.strip():
        raise ValidationError("请填写每个环节的名称")
    if not 1 <= step.days <= LONGEST:
        raise ValidationError(f"“{step.name}”的时限应为 1 至 {LONGEST} 个工作日")
    if step.post is None:
        return
    app, _, codename = PERMISSIONS[step.kind].partition(".")
    permissions = step.post.group.permissions.filter(content_type__app_label=app, codename=codename)
    if not permissions.exists():
        raise ValidationError(
            f"岗位“{step.post}”没有“{StepKind(step.kind).label}”的权限，请换一个岗位或先给它授权"
        )


class ReviewChain(models.Model):
    """审核流程 of a column and all below it that have none of their own."""

    column = models.OneToOneField(
        ColumnPage, models.CASCADE, related_name="review_chain", verbose_name="栏目"
    )

    class Meta:
        verbose_name = verbose_name_plural = "审核流程"

    def __str__(self) -> str:
        return f"{self.column.title}的审核流程"

    def ready(self) -> list[Step]:
        """The steps in order, proved: a chain that somebody cut short is refused, not followed.

        Raises:
            ValidationError: see `check_steps`.
        """
        stored = self.steps.select_related("post__group", "post__organisation")
        steps = [Step(step.name, step.kind, step.days, step.post) for step in stored]
        check_steps(steps)
        return steps


class ReviewStep(models.Model):
    """审核环节."""

    chain = models.ForeignKey(
        ReviewChain, models.CASCADE, related_name="steps", verbose_name="审核流程"
    )
    order = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类型", max_length=12, choices=StepKind.choices)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="岗位",
        help_text="空着表示有这项权限的任何岗位",
    )  # fmt: skip
    days = models.PositiveSmallIntegerField(
        "时限（工作日）", validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "审核环节"
        ordering = ["chain", "order"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "order"], name="editorial_step_once")
        ]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """The secrecy review of a chain cannot be taken out of it (条例第十七条)."""
        others = self.chain.steps.exclude(pk=self.pk)
        if self.kind == StepKind.SECRECY and not others.filter(kind=StepKind.SECRECY).exists():
            raise ValidationError("保密审查环节不能从审核流程中去掉（条例第十七条）")
        return super().delete(*args, **options)

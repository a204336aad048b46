"""信用修复和异议期限 as dated rows, and the words that both kinds of matter choose from."""

from datetime import date

from django.db import models

from huiyin.casework.deadlines import TimeLimit, Unit
from huiyin.casework.terms import LocalTerm

from . import deadlines


class Step(models.TextChoices):
    ACCEPT = "accept", "信用修复受理"
    DECIDE = "decide", "信用修复决定"
    TELL = "tell", "修复结果告知信用平台"
    OBJECTION = "objection", "公示信息异议答复"


class Term(LocalTerm):
    """信用修复和异议期限: how long each step takes here."""

    of = ("step",)

    step = models.CharField("事项", max_length=10, choices=Step.choices)

    class Meta:
        verbose_name = verbose_name_plural = "信用修复和异议期限"
        ordering = ["step", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["step", "valid_from"], name="credit_term_once")
        ]

    @property
    def rule(self) -> TimeLimit:
        return deadlines.local(self.step, self.about, self.length, Unit(self.unit), self.basis)


def term(step: str, day: date) -> TimeLimit:
    """The local rule on that day.

    Raises:
        LookupError: none is set.
    """
    rule = Term.in_force(step, day)
    if rule is None:
        raise LookupError(f"没有在 {day} 有效的{Step(step).label}期限，请先添加")
    return rule


class Door(models.TextChoices):
    """How it came."""

    WINDOW = "window", "窗口"
    PLATFORM = "platform", "信用平台转来"
    POST = "post", "邮寄"


class Finding(models.TextChoices):
    """What a check of one condition has come to."""

    MET = "met", "符合"
    UNMET = "unmet", "不符合"


class Outcome(models.TextChoices):
    GRANTED = "granted", "准予修复"
    REFUSED = "refused", "不予修复"


class Answer(models.TextChoices):
    """What becomes of the data that somebody objected to."""

    CORRECTED = "corrected", "异议成立，已更正"
    REMOVED = "removed", "异议成立，停止公示"
    KEPT = "kept", "异议不成立，维持"

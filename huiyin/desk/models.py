"""What the desk itself keeps: how a person likes a room, and moves that are made on many records."""

from typing import Final

from django.conf import settings
from django.db import models

from huiyin.casework.models import SavedFilter
from huiyin.personal.fields import EncryptedField


class Habit(models.Model):
    """办件习惯: how one person likes to work in one room."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员"
    )
    room = models.CharField("办件室", max_length=40)
    first = models.ForeignKey(
        SavedFilter,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="打开时显示的常用筛选",
    )
    opens_next = models.BooleanField("办完一件打开下一件", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "办件习惯"
        constraints = [models.UniqueConstraint(fields=["user", "room"], name="desk_habit_once")]

    def __str__(self) -> str:
        return self.room


class BulkRun(models.Model):
    """批量办理: one move on the records that one person has chosen.

    It has an address of its own, so that neither a reload nor the end of a session loses the
    choice or the form, and what broke off is taken up where it stood.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员"
    )
    room = models.CharField("办件室", max_length=40)
    move = models.CharField("办理事项", max_length=60)
    back = models.CharField("列表条件", max_length=500, blank=True)
    """The query of the list the records were chosen from."""
    fields = EncryptedField("填写的内容", blank=True)
    """What the form sent, until the last record has had its turn."""
    created_at = models.DateTimeField("选定时间", db_index=True)
    begun_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量办理"
        indexes = [models.Index(fields=["user", "room", "finished_at"], name="desk_runs_of_person")]

    def __str__(self) -> str:
        return f"{self.room} {self.move}"


class BulkRow(models.Model):
    """批量办理的一件: one record and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "未办"
        DONE = "done", "已办"
        REFUSED = "refused", "没有办"

    REASON: Final = 500

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows", verbose_name="批量办理")
    matter_pk = models.PositiveBigIntegerField("办件")
    offered = models.CharField("列表上看到的版本", max_length=100, blank=True)
    state = models.CharField("结果", max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField("没有办的原因", max_length=REASON, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量办理的办件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "matter_pk"], name="desk_bulk_row_once")
        ]
        indexes = [models.Index(fields=["run", "state"], name="desk_rows_of_run")]

    def __str__(self) -> str:
        return str(self.matter_pk)

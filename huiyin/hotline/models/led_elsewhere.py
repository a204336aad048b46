"""What a request says besides its own handling: its main case, a pause, a deferral, another way."""

from typing import Any

from django.db import models

from .kinds import PauseCause


class Beyond(models.Model):
    """并案、中止、挂账、转办: the columns of a request; rules and moves are in `actions`."""

    main = models.ForeignKey(
        "hotline.ServiceRequest", models.PROTECT, null=True, blank=True, editable=False,
        db_index=False, related_name="children", verbose_name="主案",
    )  # fmt: skip
    """Whose answer is this one's too. It stays after the answer, until this one alone is opened again."""
    joined_on = models.DateField("并案日期", null=True, blank=True, editable=False)
    pause_cause = models.CharField(
        "中止情形", max_length=12, choices=PauseCause.choices, blank=True, editable=False
    )
    pause_reason = models.CharField("中止的理由", max_length=300, blank=True, editable=False)
    pause_by = models.CharField("申请中止的人", max_length=64, blank=True, editable=False)
    paused_until = models.DateField("中止计时至", null=True, blank=True, editable=False)
    deferral_reason = models.CharField("挂账的理由", max_length=300, blank=True, editable=False)
    deferral_plan = models.TextField("挂账的计划", blank=True, editable=False)
    next_look_on = models.DateField("挂账下次查看日期", null=True, blank=True, editable=False)
    deferred_on = models.DateField("挂账日期", null=True, blank=True, editable=False)
    settled_on = models.DateField("销账日期", null=True, blank=True, editable=False)
    convert_to = models.CharField("转办去向", max_length=20, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_child(self) -> bool:
        """Its answer is that of its main case, still to come or come already."""
        return self.main_id is not None

    @property
    def handling_unit(self: Any) -> Any:
        """Of its own, or of the main case while that is handled for both."""
        return self.main.unit if self.state == "joined" else self.unit

    @property
    def deferrals_told(self: Any) -> Any:
        """What this person was told is not solved yet, and what became of it."""
        deferrals = self.deferrals if self.main_id is None else self.main.deferrals
        return deferrals.all() if self.deferred_on is not None else deferrals.none()

    def group(self) -> Any:
        """Those that hang on it and are answered with it, or were."""
        children: Any = type(self)._default_manager  # type: ignore[attr-defined]
        return children.filter(main=self.pk).exclude(state="voided")

    def waiting(self) -> Any:
        """Those of the group that still wait for its answer."""
        return self.group().filter(state="joined")

    def has_waiting(self) -> bool:
        """Not asked again of a row of a list, which has counted them for all its rows."""
        counted: int | None = getattr(self, "waiting_size", None)
        return self.waiting().exists() if counted is None else counted > 0

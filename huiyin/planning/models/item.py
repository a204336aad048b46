"""工作计划任务: decided for a year, given to a unit, reported each quarter, confirmed by another.

Its name in the database and in the audit log is `reports.planitem`, where it began: nobody may
rewrite the log (ADR 0073).
"""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter, Written
from huiyin.coordination.models import HANDLE, TaskedQuerySet
from huiyin.organisations.models import Organisation

from .document import DocumentItem

VIEW, KEEP = "reports.view_plans", "reports.keep_plans"


class PlanItemQuerySet(TaskedQuerySet["PlanItem"]):
    def of_year(self, agency_id: int, *years: int) -> Self:
        return self.valid().filter(agency=agency_id, year__in=years)

    def decided_here(self) -> Self:
        """Measures of the agency's own, without the tasks of a superior's document."""
        return self.filter(source=None)

    def owing(self) -> Self:
        """The unit has something to do."""
        return self.filter(state=PlanItem.State.ISSUED)

    def asked_of(self, keys: Any) -> Q:
        return super().asked_of(keys) & ~Q(state=Matter.VOIDED)


class PlanItem(Written, Matter):
    """工作措施、计划任务.

    `due_on` is decided and stays; `owed_on` is the day of what is owed next, a report of a quarter
    or the whole. `writers` are all who have reported that it is done: none of them confirms it.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "待落实"
        ISSUED = "issued", "落实中"
        REPORTED = "reported", "待确认"
        DONE = "done", "已落实"
        DROPPED = "dropped", "不再实施"
        CARRIED = "carried", "转入下年"
        VOIDED = Matter.VOIDED, "录入作废"

    class Problem(models.TextChoices):
        LICENCES_LATE = "licences-late", "行政许可公示超期"
        APPLICATIONS_LATE = "applications-late", "依申请公开答复超期"
        REQUESTS_LATE = "requests-late", "热线留言办理超期"
        DISSATISFIED = "dissatisfied", "热线留言回访不满意"
        COLUMNS_LATE = "columns-late", "栏目更新不及时"
        FAULTY_TEXT = "faulty-text", "公开内容有错漏"
        COMPETENCE = "competence", "人员能力和制度"
        OTHER = "other", "其他"

    OPEN: ClassVar[frozenset[str]] = frozenset({"planned", "issued", "reported"})
    kind: ClassVar[str] = "plans"
    is_internal: ClassVar[bool] = True
    reports_its_tasks: ClassVar[bool] = True
    """What the unit reports, and whether it does, is a move of the item: with evidence."""
    unlogged: ClassVar[frozenset[str]] = frozenset({"file", "progress"})

    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.PLANNED)
    year = models.PositiveSmallIntegerField("计划年度", help_text="在哪一年落实")
    text = models.CharField(
        "措施", max_length=300, help_text="写成一句话，不带编号和句号，如：每季度通报一次超期工单"
    )
    problem = models.CharField("针对的问题", max_length=20, choices=Problem.choices)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="plan_items",
        verbose_name="责任科室（单位）",
    )  # fmt: skip
    unit_words = models.CharField("原写责任单位", max_length=100, blank=True, editable=False)
    """As it was written before units were chosen, where no unit of that name was found."""
    measure = models.CharField(
        "怎样算完成", max_length=300, blank=True, help_text="看什么知道它完成了，如：印发制度文件"
    )
    due_on = models.DateField("完成期限")
    basis = models.CharField(
        "在哪里定的", max_length=200, help_text="会议、文件或者批示，如：2020年11月9日局长办公会"
    )
    source = models.ForeignKey(
        DocumentItem, models.PROTECT, null=True, blank=True, editable=False,
        related_name="plan_items", verbose_name="文件条目",
    )  # fmt: skip
    former = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False,
        related_name="successors", verbose_name="上年任务",
    )  # fmt: skip
    entered_by = models.CharField("登记人", max_length=100, editable=False)
    entered_on = models.DateField("登记日期", null=True, editable=False)
    issued_on = models.DateField("下达日期", null=True, blank=True, editable=False)
    first_issued_on = models.DateField("首次下达日期", null=True, blank=True, editable=False)
    owed_on = models.DateField("最近应报日期", null=True, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("报送轮次", default=1, editable=False)
    claimed_on = models.DateField("报送的完成日期", null=True, blank=True, editable=False)
    done_on = models.DateField("落实日期", null=True, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True, editable=False)
    """From that day on it counts as done: what is confirmed later changes no earlier reading."""
    was_in_time = models.BooleanField("按期完成", null=True, editable=False)
    result = models.CharField("落实情况", max_length=300, blank=True)
    dropped_on = models.DateField("停止日期", null=True, blank=True)
    drop_reason = models.CharField("不再实施的原因", max_length=300, blank=True)
    carried_on = models.DateField("转入下年日期", null=True, blank=True, editable=False)
    carry_reason = models.CharField("转入下年的原因", max_length=300, blank=True, editable=False)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        app_label = "reports"
        verbose_name = verbose_name_plural = "工作措施"
        ordering = ["-year", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="reports_plan_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False),
                name="reports_plan_done_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="carried") | Q(carried_on__isnull=False),
                name="reports_plan_carried_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "year"], name="reports_plans_of_year"),
            models.Index(fields=["state", "owed_on"], name="reports_plans_owed"),
        ]
        permissions = [("view_plans", "查看工作计划"), ("keep_plans", "登记和更新工作计划")]

    @property
    def title(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def unit_name(self) -> str:
        """The unit that sees to it, or the words of before."""
        return self.unit.short_name if self.unit else self.unit_words

    def concerns(self, actor: Actor) -> bool:
        in_unit = self.unit_id is not None and actor.may_in_unit(HANDLE, self.unit_id)
        return super().concerns(actor) or in_unit

    def standing(self, day: date) -> str:
        """The state as of the end of a day: done, dropped, carried, or still planned."""
        for on, state in (
            (self.done_on, self.State.DONE),
            (self.dropped_on, self.State.DROPPED),
            (self.carried_on, self.State.CARRIED),
        ):
            if on is not None and on <= day:
                return state
        return self.State.PLANNED

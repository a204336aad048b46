"""工作计划: the measures decided for a year; a report can only name one of these."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from huiyin.casework.models import Matter, MatterQuerySet


class PlanItemQuerySet(MatterQuerySet["PlanItem"]):
    def of_year(self, agency_id: int, *years: int) -> Self:
        return self.valid().filter(agency=agency_id, year__in=years)


class PlanItem(Matter):
    """工作措施: decided somewhere, for a year, with a unit and a day by which it is done."""

    class State(models.TextChoices):
        PLANNED = "planned", "待落实"
        DONE = "done", "已落实"
        DROPPED = "dropped", "不再实施"
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

    kind: ClassVar[str] = "plans"

    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.PLANNED)
    year = models.PositiveSmallIntegerField("计划年度", help_text="在哪一年落实")
    text = models.CharField(
        "措施", max_length=300, help_text="写成一句话，不带编号和句号，如：每季度通报一次超期工单"
    )
    problem = models.CharField("针对的问题", max_length=20, choices=Problem.choices)
    unit = models.CharField("责任科室（单位）", max_length=100)
    due_on = models.DateField("完成期限")
    basis = models.CharField(
        "在哪里定的", max_length=200, help_text="会议、文件或者批示，如：2020年11月9日局长办公会"
    )
    entered_by = models.CharField("登记人", max_length=100, editable=False)
    done_on = models.DateField("落实日期", null=True, blank=True)
    result = models.CharField("落实情况", max_length=300, blank=True)
    dropped_on = models.DateField("停止日期", null=True, blank=True)
    drop_reason = models.CharField("不再实施的原因", max_length=300, blank=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作措施"
        ordering = ["-year", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference"], name="reports_plan_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False),
                name="reports_plan_done_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["agency", "year"], name="reports_plans_of_year")]
        permissions = [("view_plans", "查看工作计划"), ("keep_plans", "登记和更新工作计划")]

    @property
    def title(self) -> str:
        return self.text

    def standing(self, day: date) -> str:
        """The state as of the end of a day."""
        if self.done_on is not None and self.done_on <= day:
            return self.State.DONE
        if self.dropped_on is not None and self.dropped_on <= day:
            return self.State.DROPPED
        return self.State.PLANNED

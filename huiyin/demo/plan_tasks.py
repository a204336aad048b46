"""The plan of three years: a superior's document of each, its tasks with what became of them."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

import docx
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.planning import actions, quarters
from huiyin.planning.models import Document, DocumentItem, PlanItem
from huiyin.planning.reading import read

from .attachments import word_file
from .clock import FIRST, next_workday, office_hour

ISSUER = "云溪市人民政府办公室"
UNITS = {
    "zhidui": "综合执法支队", "huanwei": "环境卫生管理处", "shizheng": "市政设施管理处",
    "yuanlin": "园林绿化管理处", "zhatu": "渣土管理所", "guanggao": "户外广告管理所",
    "xuanchuan": "宣传科",
}  # fmt: skip


@dataclass(frozen=True)
class Task:
    """One item of a document, and what became of it in its year.

    `ends` is `done`, `carried`, `dropped` or nothing, on `day` (month, day); `missed` are the
    quarters that were not reported, `late` those that were, three weeks after the quarter.
    """

    words: str
    unit: str
    due: str
    ends: str = ""
    day: tuple[int, int] = (12, 31)
    missed: tuple[int, ...] = ()
    late: tuple[int, ...] = ()


TEXT = (
    Task("整治校园周边和早市占道经营，划定便民摊点二十处", "zhidui", "9月底前", "done", (9, 18)),
    Task("新建改造公共厕所十座，增设导视牌三百处", "huanwei", "10月底前", "done", (11, 12), late=(2,)),
    Task("修复主次干道破损路面和检查井盖，建立巡查台账", "shizheng", "年底前", "done", (12, 10)),
    Task("建成街角游园四处，补植行道树一千株", "yuanlin", "11月底前", "carried", (11, 20), missed=(3,)),
    Task("更新热线承办人员名册，全年培训不少于两次", "xuanchuan", "年底前", "done", (12, 4)),
    Task("规范建筑垃圾运输，核准企业全部安装定位", "zhatu", "6月底前", "done", (6, 22)),
)  # fmt: skip
TABLE = (
    Task("拆除设置在危险部位的户外广告，完成安全检测", "guanggao", "第三季度", "done", (9, 25)),
    Task("生活垃圾分类收集点改造一百二十处", "huanwei", "年底前", late=(2,)),
    Task("城市道路照明故障二十四小时内修复率达到百分之九十八", "shizheng", "年底前"),
    Task("公园绿地养护作业计划按月公开", "yuanlin", "年底前", missed=(1,)),
    Task("处罚决定书说理部分抽查，每季度不少于三十份", "zhidui", "年底前"),
    Task("试点餐饮油烟在线监测", "zhidui", "上半年", "dropped", (5, 14)),
)  # fmt: skip


def year(agency: Organisation, staff: dict[str, Actor], of: int, until: datetime) -> None:
    """The first two years and the one that runs; nothing after the moment at which the story ends."""
    today = timezone.localdate(until)
    given = {FIRST.year: [TEXT], FIRST.year + 1: [TEXT], today.year: [TEXT, TABLE]}
    for number, planned in enumerate(given.get(of, ())):
        if next_workday(date(of, 1, 20), 3) < today:
            _Year(agency, staff, of, today).tell(planned, number)


@dataclass(frozen=True)
class _Year:
    agency: Organisation
    staff: dict[str, Actor]
    of: int
    today: date

    def tell(self, planned: tuple[Task, ...], number: int) -> None:
        january = date(self.of, 1, 20)
        came, taken, given, signed = (next_workday(january, ahead) for ahead in range(4))
        document = self._document(planned, number, came)
        rows = [self._taking(item, planned) for item in document.items.all()]
        keeper = self.staff["duban"]
        actions.take(document, rows=rows, actor=keeper, at=_at(taken))
        items = PlanItem.objects.filter(source__document=document).order_by("pk")
        for item, task in zip(items, planned, strict=True):
            item = actions.issue(item, actor=keeper, at=_at(given))
            lead = Assignment.objects.of(item).get()
            tasks.sign(lead, actor=self.staff[task.unit], at=_at(signed))
            for _, step in sorted(self._steps(task), key=lambda one: one[0]):
                item = self._make(step, item, task)

    def _document(self, planned: tuple[Task, ...], number: int, came: date) -> Document:
        name = (
            f"{self.of}年{'政务公开和城市管理重点任务分解表' if number else '全市城市管理工作要点'}"
        )
        content = (_table if number else _text)(name, planned)
        document = Document(
            agency=self.agency, name=name, number=f"云政办发〔{self.of}〕{number + 3}号",
            issuer=ISSUER, issued_on=date(self.of, 1, 13), year=self.of,
        )  # fmt: skip
        document.upload = (f"{name}.docx", intake.DOCX, content)
        document.found = read(content)
        return actions.register(document, actor=self.staff["duban"], at=_at(came, number))

    def _taking(self, item: DocumentItem, planned: tuple[Task, ...]) -> actions.Taking:
        task = planned[item.position - 1]
        unit = item.unit or self.agency.units.get(slug=task.unit)
        text = item.task.rstrip("。")
        assert item.due_on is not None  # noqa: S101 - the words of each name one
        return actions.Taking(item, text, unit, item.due_on, "有台账、照片或者文件可查")

    def _steps(self, task: Task) -> "Iterator[tuple[date, str]]":
        """(day, what) of everything that had happened by the day on which the story ends."""
        last = next_workday(date(self.of, *task.day)) if task.ends else date(self.of + 1, 12, 31)
        for number in range(1, 5):
            _, ends = quarters.bounds(self.of, number)
            behind = 21 if number in task.late else 4
            day = next_workday(date.fromordinal(ends.toordinal() + behind))
            if number not in task.missed and ends < last and day < min(last, self.today):
                yield day, str(number)
        if task.ends and last < self.today:
            yield last, task.ends

    def _make(self, step: str, item: PlanItem, task: Task) -> PlanItem:
        hand, day = self.staff[task.unit], date(self.of, *task.day)
        if step.isdecimal():
            return self._report(item, int(step), task)
        at = _at(next_workday(day), 1)
        who: dict[str, Any] = {"actor": self.staff["duban"], "at": at}
        if step == "carried":
            return self._carry(item, who)
        if step == "dropped":
            return actions.drop(item, reason="上级统一建设监测平台，本局不再单独试点", **who)
        item = actions.report_done(
            item, claimed_on=timezone.localdate(at), result="按要求完成，台账和现场照片附后",
            file=_proof(item, "完成情况"), actor=hand, at=at,
        )  # fmt: skip
        return actions.confirm(item, actor=self.staff["lingdao"], at=_at(next_workday(day), 2))

    def _carry(self, item: PlanItem, who: dict[str, Any]) -> PlanItem:
        """Into the next year, in which it was done in June."""
        reason = "选址调整，部分地块尚未交付，经局长办公会研究转入下一年"
        day = date(self.of + 1, 6, 11)
        item = actions.carry(item, due_on=date(self.of + 1, 6, 30), reason=reason, **who)
        if day < self.today:
            actions.finish(
                item.successors.get(), done_on=day, result="四处游园全部开放",
                actor=self.staff["duban"], at=_at(day),
            )  # fmt: skip
        return item

    def _report(self, item: PlanItem, number: int, task: Task) -> PlanItem:
        _, ends = quarters.bounds(self.of, number)
        behind = 21 if number in task.late else 4
        day = next_workday(date.fromordinal(ends.toordinal() + behind))
        return actions.report(
            item, quarter=number, progress=f"{quarters.name_of(number)}按计划推进：{PROGRESS[number - 1]}。",
            reported_on=day, file=_proof(item, quarters.name_of(number)),
            actor=self.staff[task.unit], at=_at(day),
        )  # fmt: skip


PROGRESS = (
    "已制定实施方案，明确责任人和时间节点",
    "完成过半，问题台账每周更新",
    "主体工作基本完成，正在查漏补缺",
    "全部完成，正在整理档案",
)


def _at(day: date, part: int = 0) -> datetime:
    day = next_workday(day)
    return office_hour(Random(f"plan {day} {part}"), day, part, 3)


def _proof(item: PlanItem, what: str) -> tuple[str, intake.Kind, bytes]:
    lines = [item.text, "现场情况和台账见附页。"]
    return f"{what}.docx", intake.DOCX, word_file(what, lines)


def _text(name: str, planned: tuple[Task, ...]) -> bytes:
    """As such documents are written: chapters, items, unit and day in a bracket."""
    lines = ["各县（区）人民政府，市政府各部门：", "一、重点任务"]
    for number, task in enumerate(planned, start=1):
        lines.append(
            f"{number}. {task.words}。（牵头单位：{UNITS[task.unit]}；完成时限：{task.due}）"
        )
    return word_file(name, lines)


def _table(name: str, planned: tuple[Task, ...]) -> bytes:
    document = docx.Document(io.BytesIO(word_file(name, [])))
    drawn = document.add_table(len(planned) + 1, 4)
    rows = [("序号", "重点任务", "责任单位", "完成时限")]
    rows += [
        (str(n), one.words, UNITS[one.unit], one.due) for n, one in enumerate(planned, start=1)
    ]
    for row, cells in zip(drawn.rows, rows, strict=True):
        for cell, said in zip(row.cells, cells, strict=True):
            cell.text = said
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()

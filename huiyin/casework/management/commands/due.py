"""`huiyin due RULE --received DATE`: when something must be done, and why that day or moment."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import CommandParser

from huiyin.casework import clock_words, deadlines
from huiyin.casework.clock_rows import hours_of
from huiyin.casework.moments import MomentError, count
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation
from huiyin.workdays.calendar import WorkCalendar
from huiyin.workdays.due import DueDay
from huiyin.workdays.hours import SHANGHAI, day_of
from huiyin.workdays.load import calendar


class Command(Base):
    help = "期限计算：列出到期日（或到期时间）和逐日、逐段的计算过程"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "rule",
            help="期限规则，如 foi.answer；计时事项，如 coordination.sign；"
            "或者 office:120（办公时间内的分钟）、natural:120（分钟）、workdays:1；list 列出全部",
        )
        parser.add_argument(
            "--received",
            metavar="DATE",
            help='起算的事件日（第0天），如 2026-02-06；计时的写到时刻，如 "2026-02-13 16:30"',
        )
        parser.add_argument(
            "--event",
            action="append",
            default=[],
            metavar="NAME=DATE",
            help="期间发生的事：correction-received fee-paid extended=天数（或者 天数@批准日期）"
            " consult-sent consult-delivered consult-until consult-received；"
            "有几项征求的，用冒号加记号区分，如 consult-sent:甲=2026-03-05",
        )
        parser.add_argument(
            "--agency",
            default="",
            help="机关标识：期限由各机关承诺的（如 foi.confirmation），按该机关的承诺；"
            "按办公时间计的，按该机关的办公时间",
        )
        parser.add_argument("--region", default="", help="行政区划代码，使用地方放假调整")

    def handle(self, *, rule: str, received: str | None, event: list[str], **options: Any) -> None:
        if rule == "list":
            self.stdout.write("\n".join([*deadlines.keys(), *clock_words.keys()]))
            return
        if clock_words.is_clock(rule):
            self._moment(rule, received, **options)
            return
        start = self._date(received)
        try:
            limit = deadlines.rule_for(rule, start, options["agency"])
        except LookupError as error:
            self.usage(str(error))
        if limit is None:
            self.usage(f"没有期限规则 {rule}；可用规则：{'、'.join(deadlines.keys())}")
        days = calendar(options["region"])
        try:
            events = [deadlines.ClockEvent.parse(*self._pair(text)) for text in event]
            reckoning = deadlines.reckon(limit, start, days, events)
        except deadlines.EventError as error:
            self.stderr.write(str(error))
            self.faults()
        (self._json if options["json"] else self._text)(reckoning, days)

    def _date(self, text: str | None) -> date:
        try:
            return date.fromisoformat(text or "")
        except ValueError:
            self.usage("请用 --received 给出日期，如 --received 2026-02-06")

    def _moment(self, rule: str, received: str | None, **options: Any) -> None:
        """A term that ends at a moment."""
        try:
            start = datetime.fromisoformat(received or "")
        except ValueError:
            self.usage('请用 --received 给出时刻，如 --received "2026-02-13 16:30"')
        start = start.replace(tzinfo=start.tzinfo or SHANGHAI)
        term = clock_words.term_of(rule, day_of(start))
        if term is None:
            self.usage(f"没有计时期限 {rule}；可用：{'、'.join(clock_words.keys())}")
        hours = hours_of(self._named(options["agency"]), options["region"])
        try:
            counted = count(term, start, hours)
        except MomentError as error:
            self.stderr.write(str(error))
            self.faults()
        if options["json"]:
            self.put(clock_words.document(rule, counted))
        else:
            self.stdout.write("\n".join(clock_words.lines(clock_words.label_of(rule), counted)))

    def _named(self, slug: str) -> Organisation | None:
        agency = Organisation.objects.agencies().filter(slug=slug).first()
        if slug and agency is None:
            self.usage(f"没有标识为 {slug} 的机关")
        return agency

    def _pair(self, text: str) -> tuple[str, str]:
        name, equals, value = text.partition("=")
        if not equals:
            self.usage(f"--event {text}：应为 名称=日期")
        return name, value

    def _json(self, reckoning: deadlines.Reckoning, days: WorkCalendar) -> None:
        rule = reckoning.rule
        self.put(
            {
                "rule": rule.key,
                "label": rule.label,
                "basis": rule.basis,
                "start": reckoning.start,
                "due": reckoning.due,
                "counted_days": reckoning.counted,
                "unit": rule.unit.value,
                "provisional": reckoning.provisional,
                "calendar": days.knowledge(reckoning.start, reckoning.due),
                "late_extension": late.day if (late := reckoning.late_extension) else None,
                "suspended_since": reckoning.suspended_since,
                "suspended_until": reckoning.suspended_until,
                "pauses": [
                    {
                        "since": pause.since,
                        "until": pause.until,
                        "open": pause.is_open,
                        "presumed": pause.is_presumed,
                    }
                    for pause in reckoning.pauses
                ],
                "steps": [
                    {
                        "day": step.day,
                        "kind": step.kind.value,
                        "number": step.number,
                        "note": step.note,
                    }
                    for step in reckoning.steps
                ],
            }
        )

    def _text(self, reckoning: deadlines.Reckoning, days: WorkCalendar) -> None:
        rule = reckoning.rule
        self.stdout.write(f"{rule.label}：{rule.period}（{rule.basis}）")
        for step in reckoning.steps:
            number = f"第{step.number}日" if step.number else "不计"
            self.stdout.write(
                f"  {step.day:%Y-%m-%d %a}  {number:　<5} {step.kind.value} {step.note}"
            )
        for pause in reckoning.pauses:
            if pause.since >= reckoning.due:
                self.stdout.write(f"{pause.since} 发出的征求：期限不迟于这一天届满，不起作用")
                continue
            end = "尚未收到意见，至迟到期限届满恢复" if pause.is_open else "已恢复"
            guess = "；对方收到的日期未登记，按推定计算" if pause.is_presumed else ""
            self.stdout.write(f"中止计时：{pause.since} 次日至 {pause.until}（{end}{guess}）")
        if late := reckoning.late_extension:
            self.stdout.write(f"{late.day} 批准的延长：期限已经届满，不起作用（须在届满前批准）")
        due = DueDay(reckoning.due, reckoning.provisional)
        latest = "最迟到期日（意见早到的提前）" if reckoning.open_pause else "到期日"
        self.stdout.write(f"{latest}：{reckoning.due:%Y-%m-%d %a}{due.mark}")
        if reckoning.provisional:
            self.stdout.write("暂定：跨越的年份放假安排尚未公布，公布后须重算")
        if days.is_estimate(reckoning.start, reckoning.due):
            self.stdout.write("推算：跨越的年份早于已载入的放假安排，按周一至周五和法定节日计")

"""`huiyin due RULE --received DATE`: when something must be done, and why that day."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from huiyin.casework import deadlines
from huiyin.organisations.commands import Command as Base
from huiyin.workdays.load import calendar


class Command(Base):
    help = "期限计算：列出到期日和逐日计算过程"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("rule", help="期限规则，如 foi.answer；list 列出全部")
        parser.add_argument(
            "--received", metavar="DATE", help="起算的事件日（第0天），如 2026-02-06"
        )
        parser.add_argument(
            "--event",
            action="append",
            default=[],
            metavar="NAME=DATE",
            help="期间发生的事：correction-received consult-sent consult-received fee-paid extended=天数",
        )
        parser.add_argument("--region", default="", help="行政区划代码，使用地方放假调整")

    def handle(self, *, rule: str, received: str | None, event: list[str], **options: Any) -> None:
        if rule == "list":
            self.stdout.write("\n".join(deadlines.keys()))
            return
        start = self._date(received)
        limit = deadlines.rule_for(rule, start)
        if limit is None:
            self.usage(f"没有期限规则 {rule}；可用规则：{'、'.join(deadlines.keys())}")
        days = calendar(options["region"])
        try:
            events = [deadlines.ClockEvent.parse(*self._pair(text)) for text in event]
            reckoning = deadlines.reckon(limit, start, days, events)
        except deadlines.EventError as error:
            self.stderr.write(str(error))
            self.faults()
        (self._json if options["json"] else self._text)(reckoning)

    def _date(self, text: str | None) -> date:
        try:
            return date.fromisoformat(text or "")
        except ValueError:
            self.usage("请用 --received 给出日期，如 --received 2026-02-06")

    def _pair(self, text: str) -> tuple[str, str]:
        name, equals, value = text.partition("=")
        if not equals:
            self.usage(f"--event {text}：应为 名称=日期")
        return name, value

    def _json(self, reckoning: deadlines.Reckoning) -> None:
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
                "suspended_since": reckoning.suspended_since,
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

    def _text(self, reckoning: deadlines.Reckoning) -> None:
        rule = reckoning.rule
        self.stdout.write(f"{rule.label}：{rule.period}（{rule.basis}）")
        for step in reckoning.steps:
            number = f"第{step.number}日" if step.number else "不计"
            self.stdout.write(
                f"  {step.day:%Y-%m-%d %a}  {number:　<5} {step.kind.value} {step.note}"
            )
        if reckoning.due is None:
            self.stdout.write(f"自 {reckoning.suspended_since} 起中止计时，恢复后才有到期日")
        else:
            self.stdout.write(f"到期日：{reckoning.due:%Y-%m-%d %a}")
        if reckoning.provisional:
            self.stdout.write("暂定：跨越的年份放假安排尚未公布，公布后须重算")

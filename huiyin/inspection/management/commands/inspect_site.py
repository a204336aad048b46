"""`huiyin inspect-site`: the own site by the national indicators; exit 1 when a veto is broken."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.inspection import running
from huiyin.inspection.models import Inspection, Result
from huiyin.organisations.commands import Command as Base


class Command(Base):
    help = "按政府网站检查指标自查本站；有单项否决指标未达标时退出码为 1"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--agency",
            metavar="CODE",
            help="只检查这个机关（统一社会信用代码）的部分；省略则检查全站",
        )

    def handle(self, **options: Any) -> None:
        part = self.agency(options["agency"]) if options["agency"] else None
        inspection = running.start(actor=self.actor(), at=timezone.now(), agency=part)
        while running.step(inspection, at=timezone.now()):
            settled = sum(result.is_done for result in inspection.results.all())
            self.say(f"已检查 {settled} 项")
        inspection.refresh_from_db()
        results = list(inspection.results.select_related("indicator"))
        if inspection.finished_at is None:
            self.say("另一个进程还在检查其中几项，稍后在工作台的“网站自查”页看结论")
        if options["json"]:
            self.put(_report(inspection, results))
        else:
            self._print(inspection, results)
        if inspection.vetoes:
            self.faults()

    def _print(self, inspection: Inspection, results: list[Result]) -> None:
        part = ""
        for result in results:
            if result.indicator.group != part:
                part = result.indicator.group
                self.stdout.write(f"\n{result.indicator.get_group_display()}")
            lost = f"  扣 {result.deduction}" if result.deduction else ""
            value = f"  {result.value}（要求{result.limit}）" if result.value else ""
            self.stdout.write(
                f"  {result.get_state_display()}  {result.indicator.name}{value}{lost}"
            )
            if result.note:
                self.stdout.write(f"      {result.note}")
            for _, sentence in result.evidence[:3]:
                self.stdout.write(f"      - {sentence}")
        total = f"，{inspection.score} 分" if inspection.score is not None else ""
        self.stdout.write(f"\n结论：{inspection.verdict}{total}")


def _report(inspection: Inspection, results: list[Result]) -> dict[str, Any]:
    return {
        "started_at": inspection.started_at.isoformat(),
        "verdict": inspection.verdict,
        "score": None if inspection.score is None else float(inspection.score),
        "vetoes": inspection.vetoes,
        "results": [
            {
                "code": result.indicator.code,
                "group": result.indicator.group,
                "name": result.indicator.name,
                "state": result.state,
                "value": result.value,
                "limit": result.limit,
                "faults": result.faults,
                "deduction": float(result.deduction),
                "note": result.note,
                "evidence": [
                    {"address": address, "sentence": sentence}
                    for address, sentence in result.evidence
                ],
            }
            for result in results
        ],
    }

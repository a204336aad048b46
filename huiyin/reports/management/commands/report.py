"""`huiyin report annual|summary|self-evaluation --year Y --format html|docx|pdf|json|zip -o FILE`."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.figures.scope import DayError, day_asked
from huiyin.organisations.commands import Command as Base
from huiyin.reports.kinds import FORMS, Asked, Kind, NoReportError, kinds

PLAIN = ("html", "json")
"""What may go to standard output."""


class Command(Base):
    help = (
        "报告的文件；zip 含各种格式、附件和摘要清单。"
        "退出码：0 已写好，1 有佐证不在存储中（已列出），2 用法不对或者没有这份报告"
    )
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        offered = kinds()
        named = "；".join(f"{key} {kind.label}" for key, kind in offered.items())
        parser.add_argument("kind", choices=list(offered), help=named)
        parser.add_argument("--year", type=int, required=True, help="年度")
        parser.add_argument("--as-of", metavar="DATE", help="总结只计到这一天（含）")
        parser.add_argument(
            "--unit",
            metavar="SLUG",
            default="",
            help="自评材料：本机关的哪个单位；省略的是机关自己",
        )
        parser.add_argument("--format", choices=FORMS, default="html")
        parser.add_argument(
            "-o", "--output", type=Path, help="写入的文件；json 和 html 可省略，输出到标准输出"
        )

    def handle(self, *, kind: str, year: int, output: Path | None, **options: Any) -> None:
        if not 1949 <= year <= 9998:
            self.usage(f"年度 {year} 不对")
        form = "json" if options["json"] else options["format"]
        if form not in PLAIN and output is None:
            self.usage(f"{form} 须用 -o 指明写入的文件")
        chosen = kinds()[kind]
        self._check_taken(chosen, options)
        asked = Asked(
            self.agency(options["agency"]), year, form, timezone.now(),
            as_of=self._as_of(options["as_of"] or ""), unit=options["unit"],
        )  # fmt: skip
        try:
            answer = chosen.write(asked)
        except NoReportError as none:
            self.usage(str(none))
        if output is None:
            self.stdout.write(answer.content.decode())
        else:
            self.write_to(output, answer.content)
        for line in answer.missing:
            self.stderr.write(f"佐证缺失：{line}")
        if answer.missing:
            self.faults()

    def _check_taken(self, kind: Kind, options: dict[str, Any]) -> None:
        for name in ("as_of", "unit"):
            if options[name] and name not in kind.takes:
                self.usage(f"{kind.label}没有 --{name.replace('_', '-')}")

    def _as_of(self, text: str) -> date | None:
        try:
            return day_asked(text)
        except DayError as error:
            self.usage(f"--as-of：{error}。应为今天及以前的日期，如 2020-11-17")

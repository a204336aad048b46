"""The year and the day of a command that tells figures."""

from typing import Any

from django.core.management.base import CommandParser

from huiyin.organisations.commands import Command
from huiyin.organisations.models import Organisation

from .scope import DayError, Scope


class FigureCommand(Command):
    """`--year Y [--as-of DATE]` of one agency."""

    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, required=True, help="统计年度")
        parser.add_argument("--as-of", metavar="DATE", help="只计到这一天（含）")

    def scope(self, options: dict[str, Any], agency: Organisation | None = None) -> Scope:
        """What is asked for, of the agency that is given or named; anything else ends with 2."""
        year, text = options["year"], options["as_of"]
        if not 1949 <= year <= 9998:
            self.usage(f"年度 {year} 不对")
        try:
            of = agency or self.agency(options["agency"])
            return Scope.asked(of.pk, year, text or "")
        except DayError as error:
            self.usage(
                f"--as-of：{error}。应为 {year} 年开始以后、今天及以前的日期，如 {year}-09-30"
            )

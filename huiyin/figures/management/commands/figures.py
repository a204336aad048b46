"""`huiyin figures --year Y`: every figure with its definition, period and trace."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandParser

from huiyin.figures import registry
from huiyin.organisations.commands import Command as Base


class Command(Base):
    help = "统计数据：每个数据的名称、数值、口径和统计期"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, required=True, help="统计年度")
        parser.add_argument("--as-of", metavar="DATE", help="只计到这一天（含）")
        parser.add_argument("--key", help="只要这一个数据")

    def handle(self, *, year: int, as_of: str | None, key: str | None, **options: Any) -> None:
        if not 1949 <= year <= 9998:
            self.usage(f"年度 {year} 不对")
        try:
            cut = date.fromisoformat(as_of) if as_of else None
            figures = [registry.find(key)] if key else registry.all_figures()
        except ValueError:
            self.usage(f"--as-of {as_of}：应为日期，如 2020-09-30")
        except registry.UnknownFigureError:
            self.usage(f"没有数据 {key}；不带 --key 运行可列出全部")
        scope = registry.Scope.year(self.agency(options["agency"]).pk, year, cut)
        values = registry.values(figures, scope)
        told = [self._told(figure, scope, values[figure.key]) for figure in figures]
        if options["json"]:
            self.put({"figures": told})
            return
        for item in told:
            value = "—" if item["value"] is None else f"{item['value']}{item['unit']}"
            self.stdout.write(f"{item['key']:<42} {value:>10}  {item['label']}")

    def _told(
        self, figure: registry.Figure, scope: registry.Scope, value: int | Decimal | None
    ) -> dict[str, Any]:
        return {
            "key": figure.key,
            "label": figure.label,
            "value": value if value is None or isinstance(value, int) else float(value),
            "unit": figure.unit,
            "definition": figure.definition,
            "period": scope.period,
            "trace": registry.trace_address(figure, scope),
        }

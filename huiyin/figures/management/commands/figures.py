"""`huiyin figures --year Y`: every figure with its definition, period and trace."""

from typing import Any

from django.core.management.base import CommandParser

from huiyin.figures import registry
from huiyin.figures.asking import FigureCommand


class Command(FigureCommand):
    help = "统计数据：每个数据的名称、数值、口径和统计期"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--key", help="只要这一个数据")

    def handle(self, *, key: str | None, **options: Any) -> None:
        scope = self.scope(options)
        try:
            figures = (
                [registry.find(key, scope.agency_id)]
                if key
                else registry.all_figures(scope.agency_id)
            )
        except registry.UnknownFigureError:
            self.usage(f"没有数据 {key}；不带 --key 运行可列出全部")
        readings = registry.read(figures, scope)
        lines = [self._line(readings[figure.key], scope) for figure in figures]
        if options["json"]:
            self.put({"figures": lines})
            return
        for item in lines:
            value = item["instead"] or f"{item['value']}{item['unit']}"
            pending = f"（另有{item['pending']}件期限未到）" if item["pending"] else ""
            if item["measured"]:
                pending = f"（按{item['measured']}件计算）{pending}"
            out = item["excluded"]
            excluded = f"（另有{out}件{item['excluded_as']}，不计入）" if out else ""
            line = f"{item['key']:<42} {value:>10}  {item['label']}{pending}{excluded}"
            self.stdout.write(line)

    def _line(self, reading: registry.Reading, scope: registry.Scope) -> dict[str, Any]:
        figure = reading.figure
        value = None if reading.is_empty else reading.value
        return {
            "key": figure.key,
            "label": figure.label,
            "value": value if value is None or isinstance(value, int) else float(value),
            "unit": figure.unit,
            "definition": figure.definition,
            "version": figure.version,
            "period": scope.period,
            "pending": reading.pending,
            "measured": reading.measured,
            "excluded": reading.excluded,
            "excluded_as": figure.excluded_as,
            "instead": reading.instead,
            "trace": registry.trace_address(figure, scope),
        }

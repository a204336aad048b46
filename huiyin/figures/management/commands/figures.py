"""`huiyin figures --year Y`: every figure with its definition, period and trace."""

from typing import Any

from django.core.management.base import CommandParser

from huiyin.figures import registry
from huiyin.figures.asking import FigureCommand
from huiyin.figures.together import summed, together
from huiyin.organisations.models import Organisation


class Command(FigureCommand):
    help = "统计数据：每个数据的名称、数值、口径和统计期"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--key", help="只要这一个数据")
        parser.add_argument("--all", action="store_true", help="各机关合计，并列出合计中缺少的")

    def handle(self, *, key: str | None, **options: Any) -> None:
        if options["all"]:
            first = Organisation.objects.agencies().first()
            self._all(key, self.scope(options, first), as_json=options["json"])
            return
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

    def _all(self, key: str | None, scope: registry.Scope, *, as_json: bool) -> None:
        """Every figure that can be added up: the sum and each agency; then what is missing."""
        figures = [one for one in summed() if key is None or key in (one.key, *one.was)]
        if not figures:
            self.usage(f"没有可以合计的数据 {key}；不带 --key 运行可列出全部")
        agencies = Organisation.objects.agencies().select_related("successor")
        sums = together(figures, agencies, scope)
        lines = [
            {
                **self._line(sums.totals[figure.key], scope),
                "agencies": {
                    part.agency.slug: _value(part.readings[figure.key]) for part in sums.parts
                },
            }
            for figure in sums.figures
        ]
        missing = {agency.slug: f"{agency.name}：{why}" for agency, why in sums.missing}
        if as_json:
            self.put({"figures": lines, "missing": missing})
            return
        for line in lines:
            value = line["instead"] or f"{line['value']}{line['unit']}"
            each = "，".join(
                f"{slug} {'—' if one is None else one}" for slug, one in line["agencies"].items()
            )
            self.stdout.write(f"{line['key']:<42} {value:>10}  {line['label']}（{each}）")
        for why in missing.values():
            self.stdout.write(f"合计中缺少：{why}")

    def _line(self, reading: registry.Reading, scope: registry.Scope) -> dict[str, Any]:
        figure = reading.figure
        return {
            "key": figure.key,
            "label": figure.label,
            "value": _value(reading),
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


def _value(reading: registry.Reading) -> int | float | None:
    value = None if reading.is_empty else reading.value
    return value if value is None or isinstance(value, int) else float(value)

"""`huiyin trace KEY --year Y`: the records behind a figure, one reference a line."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from huiyin.audit.actors import visitor
from huiyin.figures import registry
from huiyin.organisations.commands import Command as Base


class Command(Base):
    help = "数据溯源：列出一个数据背后的每条记录"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("key", help="数据标识，如 licensing.decided")
        parser.add_argument("--year", type=int, required=True, help="统计年度")
        parser.add_argument("--as-of", metavar="DATE", help="只计到这一天（含）")

    def handle(self, *, key: str, year: int, as_of: str | None, **options: Any) -> None:
        if not 1949 <= year <= 9998:
            self.usage(f"年度 {year} 不对")
        try:
            cut = date.fromisoformat(as_of) if as_of else None
            figure = registry.find(key)
        except ValueError:
            self.usage(f"--as-of {as_of}：应为日期，如 2020-09-30")
        except registry.UnknownFigureError:
            self.usage(f"没有数据 {key}；运行 huiyin figures --year {year} 可列出全部")
        scope = registry.Scope.year(self.agency(options["agency"]).pk, year, cut)
        # a list on a screen or in a file is anybody's: confidential records are only counted
        references = registry.references(figure, scope, visitor())
        if options["json"]:
            self.put({"key": key, "period": scope.period, "references": references})
        else:
            self.stdout.write("\n".join(references))

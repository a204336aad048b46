"""`huiyin trace KEY --year Y`: the records behind a figure, one reference a line."""

from typing import Any

from django.core.management.base import CommandParser

from huiyin.audit.actors import visitor
from huiyin.figures import registry
from huiyin.figures.asking import FigureCommand


class Command(FigureCommand):
    help = "数据溯源：列出一个数据背后的每条记录"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("key", help="数据标识，如 licensing.decided")

    def handle(self, *, key: str, **options: Any) -> None:
        scope = self.scope(options)
        try:
            figure = registry.find(key, scope.agency_id)
        except registry.UnknownFigureError:
            year = scope.start.year
            self.usage(f"没有数据 {key}；运行 huiyin figures --year {year} 可列出全部")
        # a list on a screen or in a file is anybody's: confidential records are only counted
        references = registry.references(figure, scope, visitor())
        if options["json"]:
            self.put({"key": key, "period": scope.period, "references": references})
        else:
            self.stdout.write("\n".join(references))

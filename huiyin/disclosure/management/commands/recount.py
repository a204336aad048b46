"""`huiyin recount`: prove that the kept numbers of documents are those of a count, or mend them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.disclosure.tree import tally


class Command(BaseCommand):
    help = "重新统计各栏目公开信息的条数，有差异的改正"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对，不改；有差异时以 1 退出")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"已改正 {tally.mend()} 处")
        elif wrong := tally.differences():
            raise CommandError(f"有 {len(wrong)} 处与实际条数不符，用 huiyin recount 改正")
        else:
            self.stdout.write("各栏目条数与实际相符")

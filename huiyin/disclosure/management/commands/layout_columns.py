"""`huiyin layout-columns`: the usual columns of a bureau, where they are missing."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from huiyin.disclosure.duty import guide
from huiyin.disclosure.tree.actions import agency_page
from huiyin.disclosure.tree.layout import Laid, TemplateError, lay_out, missing, template
from huiyin.organisations.commands import Command as Base


class Command(Base):
    help = "按模板布设栏目：只补缺少的，不改已有的；公开指南另拟一份草稿"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--template", default="bureau", help="栏目模板，默认 bureau")
        parser.add_argument("--dry-run", action="store_true", help="只说会新建哪些，不新建")

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        agency = self.agency(options["agency"])
        try:
            plans = template(options["template"])
        except TemplateError as error:
            self.usage(str(error))
        now = timezone.now()
        page = agency_page(agency, actor=self.actor(), at=now)
        drafted = None
        if options["dry_run"]:
            laid = missing(page, plans)
            transaction.set_rollback(True)  # the agency's page, if it was made for this
        else:
            laid = lay_out(page, plans, actor=self.actor(), at=now)
            drafted = guide.draft(agency, actor=self.actor(), at=now)
        if options["json"]:
            self.put(_report(laid, drafted.index_number if drafted else None))
            return
        for plan, _ in laid.created:
            self.stdout.write(f"新建  {plan.path}  {plan.title}")
        for plan, column in laid.kept:
            self.stdout.write(f"已有  {plan.path}  {column.title}")
        self.say(f"新建 {len(laid.created)} 个栏目，已有 {len(laid.kept)} 个")
        if drafted:
            self.say(
                f"已拟公开指南草稿，索引号 {drafted.index_number}，请在工作台“稿件”中补全、送审"
            )


def _report(laid: Laid, guide_number: str | None) -> dict[str, Any]:
    return {
        "created": [{"path": plan.path, "title": plan.title} for plan, _ in laid.created],
        "kept": [{"path": plan.path, "title": column.title} for plan, column in laid.kept],
        "guide": guide_number,
    }

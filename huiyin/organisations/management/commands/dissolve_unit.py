"""`huiyin dissolve-unit`: a unit ends with today; what it holds goes to its successor or the coordinator."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.organisations.actions import dissolve
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation


class Command(Base):
    help = (
        "撤销一个内设机构：任职到今天为止，承办的任务转给承接机构，没有承接机构的由协调人另行交办"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("unit", help="机构的网址标识，如 zhatu")
        parser.add_argument("--successor", default="", help="承接机构的网址标识")

    def handle(self, *, unit: str, successor: str, **options: Any) -> None:
        ended, heir = self._unit(unit), self._unit(successor) if successor else None
        try:
            ended = dissolve(ended, successor=heir, actor=self.actor(), at=timezone.now())
        except ValidationError as error:
            self.say("；".join(error.messages))
            self.faults()
        if options["json"]:
            self.put({"unit": ended.slug, "ended_on": ended.ended_on, "successor": successor})
        else:
            self.stdout.write(f"{ended}已于 {ended.ended_on} 撤销，由{heir or '协调人'}承接")

    def _unit(self, slug: str) -> Organisation:
        unit = Organisation.objects.filter(slug=slug).first()
        return unit or self.usage(f"没有网址标识为 {slug} 的机构")

"""`huiyin self-evaluation AGENCY YEAR --out FILE.zip`: exit 1 where evidence is missing from the store."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db.models import Q
from django.utils import timezone

from huiyin.assessment.material import material, package
from huiyin.assessment.models import Assessment
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation


class Command(Base):
    help = "自评材料：一个 zip，含 Word、PDF、网页、全部佐证和摘要清单；佐证缺失时退出码为 1"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("unit", metavar="AGENCY", help="被考核单位的统一社会信用代码或网址标识")
        parser.add_argument("year", type=int, metavar="YEAR", help="考核年度")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="写入的 zip 文件"
        )

    def handle(self, *, unit: str, year: int, out: Path, **options: Any) -> None:
        said = material(self._assessment(unit, year))
        whole = package(said, at=timezone.now())
        self.write_to(out, whole.content)
        if options["json"]:
            self.put(
                {"title": said.title, "evidence": len(said.evidence), "missing": whole.missing}
            )
        if whole.missing:
            for line in whole.missing:
                self.stderr.write(f"佐证缺失：{line}")
            self.faults()

    def _assessment(self, code: str, year: int) -> Assessment:
        """The one of that unit and year. Ends the command where there is none, or several."""
        named = Organisation.objects.filter(Q(slug=code) | Q(uscc=code) & ~Q(uscc=""))
        found = list(Assessment.objects.valid().filter(unit__in=named, year=year)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            self.usage(f"{code} 在 {year} 年度有几个机关组织的考核，请在工作台下载")
        return self.usage(f"没有 {code} 在 {year} 年度的考核")

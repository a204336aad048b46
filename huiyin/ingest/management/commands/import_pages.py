"""`huiyin import-pages PATH…`: saved pages of an old portal become documents."""

import getpass
import unicodedata
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.disclosure.models import ColumnPage
from huiyin.disclosure.tree.actions import UNREVIEWED
from huiyin.disclosure.tree.columns import find_column
from huiyin.ingest import batches
from huiyin.ingest.models import Batch
from huiyin.ingest.pages.store import Importer, Result
from huiyin.ingest.pages.ways import AtOnce
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation

LABELS = {"created": "新建", "updated": "更新", "unchanged": "未变", "rejected": "未导入"}
_STEP = 50


class Command(Base):
    help = "导入旧站网页：.html .htm .shtml .txt 文件、文件夹或 .zip"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="网页文件、文件夹（含下级）或 zip 压缩包"
        )
        parser.add_argument(
            "--column",
            default="",
            metavar="SLUG-PATH",
            help="全部放入这个栏目，如 gzdt/tzgg；不给则按网页的位置导航",
        )
        parser.add_argument(
            "--reviewed",
            default="",
            metavar="TEXT",
            help="这些网页当时由谁、按什么程序审核；写入审计日志。不写的，日志写明没有经过本系统的审核",
        )
        parser.add_argument("--dry-run", action="store_true", help="只试读，不保存")

    def handle(
        self, *, paths: list[str], column: str, reviewed: str, dry_run: bool, **options: Any
    ) -> None:
        agency = self.agency(options["agency"])
        for line in batches.descriptions(Batch.objects.filter(agency=agency).broken_off()):
            self.say(line)
        files = [Path(path) for path in paths]
        for path in files:
            if not path.exists():
                self.usage(f"找不到 {path}")
        target = self._column(agency, column) if column else None
        importer = Importer(
            agency, self.actor(), timezone.now(),
            column=target, dry_run=dry_run, way=AtOnce(_said(reviewed)),
        )  # fmt: skip
        results: list[Result] = []
        for result in importer.run(files):
            results.append(result)
            if len(results) % _STEP == 0:
                self.say(f"已处理 {len(results)} 个文件……")
        counts = Counter(result.status for result in results)
        (self._json if options["json"] else self._table)(results, counts)
        totals = "，".join(f"{label} {counts[status]}" for status, label in LABELS.items())
        self.say(
            f"{'试读（没有保存）' if dry_run else '导入'}完成：共 {len(results)} 个文件，{totals}"
        )
        if counts["rejected"]:
            self.faults()

    def _column(self, agency: Organisation, path: str) -> ColumnPage:
        existing = find_column(agency, path)
        if existing is not None:
            return existing
        page = getattr(agency, "page", None)
        known = ColumnPage.objects.descendant_of(page) if page else ColumnPage.objects.none()
        names = (
            [f"{column.url_path[len(page.url_path) : -1]}（{column.title}）" for column in known]
            if page
            else []
        )
        return self.usage(f"没有栏目 {path}；现有栏目：{'、'.join(names) or '一个也没有'}")

    def _json(self, results: list[Result], counts: Counter[str]) -> None:
        self.put(
            {"files": [self._plain(result) for result in results], **{s: counts[s] for s in LABELS}}
        )

    def _plain(self, result: Result) -> dict[str, Any]:
        fields = asdict(result)
        if result.published_at:
            fields["published_at"] = timezone.localtime(result.published_at).isoformat()
        return fields | {
            "columns": list(result.columns),
            "warnings": [asdict(w) for w in result.warnings],
        }

    def _table(self, results: list[Result], counts: Counter[str]) -> None:
        for result in results:
            title = result.title if result.status != "rejected" else result.reason
            self.stdout.write(f"{_wide(LABELS[result.status], 7)} {result.file}")
            self.stdout.write(f"        {title}")
            if result.index_number:
                day = timezone.localtime(result.published_at).date() if result.published_at else ""
                where = " > ".join(result.columns)
                self.stdout.write(f"        {result.index_number}  {day}  {where}")
            if result.status != "rejected":
                for warning in result.warnings:
                    self.stdout.write(f"        注意：{warning.message}")


def _said(reviewed: str) -> str:
    """Who is responsible for the release: the server account that ran the command."""
    answerable = f"服务器账号 {getpass.getuser()} 用命令导入并公开"
    return f"{answerable}。审核说明：{reviewed.strip() or UNREVIEWED}"


def _wide(text: str, width: int) -> str:
    """Padded to a width in which a Chinese character counts two."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(width - taken, 0)

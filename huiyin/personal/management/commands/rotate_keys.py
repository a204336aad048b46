"""`huiyin rotate-keys`: personal data again with the first of HUIYIN_FIELD_KEYS."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from huiyin.personal import rotation, sealed


class Command(BaseCommand):
    help = "用 HUIYIN_FIELD_KEYS 的第一把密钥重新加密个人信息和加密文件；可中断，再运行即继续"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只统计，不改写")
        parser.add_argument("--json", action="store_true", help="一份 JSON 输出到标准输出")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        reports = []
        for column in rotation.rotate(dry_run=dry_run):
            reports.append(column)
            self.stderr.write(
                f"{column.model}.{column.name}：{column.filled} 个值，"
                f"{column.current} 个已用新密钥，{'待' if dry_run else ''}改写 {column.changed} 个"
            )
            if column.unreadable:
                named = "、".join(column.unreadable[:20])
                self.stderr.write(
                    f"  {len(column.unreadable)} 个无法解密（记录 {named}）：缺少写入它的旧密钥，或内容被改动"
                )
        files = []
        for folder in sealed.rotate(dry_run=dry_run):
            files.append(folder)
            self.stderr.write(
                f"{folder.model}.{folder.name}：{folder.sealed} 个加密文件，"
                f"{folder.current} 个已用新密钥，{'待' if dry_run else ''}改写 {folder.changed} 个"
            )
            if folder.unreadable:
                named = "、".join(folder.unreadable[:20])
                self.stderr.write(f"  {len(folder.unreadable)} 个不能读取（记录 {named}）")
        faults = any(report.unreadable for report in reports) or any(
            file.unreadable for file in files
        )
        if options["json"]:
            report = {
                "dry_run": dry_run,
                "columns": [column.as_json() for column in reports],
                "files": [folder.as_json() for folder in files],
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if not (dry_run or faults):
            self.stderr.write(self._about_old_keys())
        if faults:
            sys.exit(1)

    def _about_old_keys(self) -> str:
        if len(settings.FIELD_KEYS) == 1:
            return "完成。"
        if settings.DIGEST_KEY:
            return "完成。旧密钥可以从 HUIYIN_FIELD_KEYS 中去掉；读旧备份时还要用到，请另行保管。"
        return (
            "完成。去掉旧密钥之前，请先把 HUIYIN_FIELD_KEYS 的最后一把设为 HUIYIN_DIGEST_KEY，"
            "否则按证件号、查询码等查找会失效。"
        )

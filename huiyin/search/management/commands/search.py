"""`huiyin search QUERY`: what a visitor of the portal would find."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from huiyin.organisations.commands import Command as Base
from huiyin.search import highlight, index

FILTERS = ("agency", "column", "theme", "since", "until", "year", "order")


def positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise ArgumentTypeError(f"{text}：应为 1 到 1000 的整数")
    return int(text)


class Command(Base):
    help = "检索本站已公开的信息"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("query", help="检索词；多个词用空格分开，须全部出现")
        parser.add_argument("--limit", type=positive, default=20, help="最多列出几条，默认 20")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="k=v",
            help="agency=机关标识 column=栏目路径 theme=主题 since=日期 until=日期 year=年份 order=date",
        )

    def handle(self, *, query: str, limit: int, **options: Any) -> None:
        filters: dict[str, Any] = {}
        for text in options["filter"]:
            filters |= self._filter(text)
        results = index.find(index.Query(query, limit=limit, exact=True, **filters))
        if options["json"]:
            self.put({"total": results.total, "hits": [_as_json(hit) for hit in results.hits]})
            return
        self.say(f"共 {results.total} 条，列出 {len(results.hits)} 条")
        for hit in results.hits:
            shown = _as_json(hit)
            number = f"  {hit.index_number}" if hit.index_number else ""
            self.stdout.write(f"{hit.published_on}  {shown['title']}{number}\n    {shown['url']}")
            self.stdout.write(f"    {shown['snippet']}\n")

    def _filter(self, text: str) -> dict[str, Any]:
        name, _, value = text.partition("=")
        if name not in FILTERS or not value:
            self.usage(f"--filter {text}：应写作 名称=值，名称为 {' '.join(FILTERS)} 之一")
        if name == "order" and value not in {"date", "relevance"}:
            self.usage(f"--filter {text}：order 应为 relevance 或 date")
        try:
            if name == "year":
                return {"since": date(int(value), 1, 1), "until": date(int(value), 12, 31)}
            return {name: date.fromisoformat(value) if name in {"since", "until"} else value}
        except (ValueError, OverflowError):
            return self.usage(f"--filter {text}：应为日期（如 2020-09-30）或年份（如 2020）")


def _as_json(hit: index.Hit) -> dict[str, Any]:
    return {
        "url": hit.url,
        "title": highlight.plain(hit.title),
        "index_number": hit.index_number,
        "snippet": highlight.plain(hit.snippet),
        "score": hit.score,
    }

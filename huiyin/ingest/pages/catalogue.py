"""From the raw pairs of a page to the fields of a catalogue entry, with remarks on what is odd."""

import re
from datetime import date, datetime
from typing import Any

from huiyin.common import docnumber

from . import dates, indexnumbers
from .labels import is_blank, simplified
from .metadata import Block
from .values import RefusedError, Remark

LENGTHS = {
    "title": 255, "doc_number": 100, "issuer": 100, "category": 100, "theme": 100, "genre": 40,
    "keywords": 200, "source": 100, "author": 60, "summary": 2000,
}  # fmt: skip
THEMES = frozenset(
    [
        "国务院组织机构",
        "综合政务",
        "国民经济管理、国有资产监管",
        "财政、金融、审计",
        "国土资源、能源",
        "农业、林业、水利",
        "工业、交通",
        "商贸、海关、旅游",
        "市场监管、安全生产监管",
        "城乡建设、环境保护",
        "科技、教育",
        "文化、广电、新闻出版",
        "卫生、体育",
        "人口与计划生育、妇女儿童工作",
        "劳动、人事、监察",
        "公安、安全、司法",
        "民政、扶贫、救灾",
        "民族、宗教",
        "对外事务",
        "港澳台侨工作",
        "国防",
        "其他",
    ]
)
GENRES = frozenset(
    [
        "决议",
        "决定",
        "命令",
        "令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
        "办法",
        "方案",
        "规划",
        "政策解读",
        "其他",
        "其它",
    ]
)
VALIDITIES = {
    "有效": "有效", "现行有效": "有效", "部分有效": "部分有效", "失效": "失效", "已失效": "失效",
    "废止": "废止", "已废止": "废止", "是": "有效",
}  # fmt: skip
_SLASH = re.compile(r"(?<!\s)\s*(?:\\+|／|＼|/|>|－>)\s*")


class Catalogue:
    """Reads the fields one by one; `remarks` grows, `values` is what ReadPage is made of."""

    def __init__(self, block: Block, tags: dict[str, str], now: datetime) -> None:
        self.block = block
        self.tags = tags
        self.now = now
        self.remarks: list[Remark] = list(block.remarks)
        self.values: dict[str, Any] = {}

    def read(self) -> None:
        self._classes()
        self._index_number()
        self._doc_number()
        for name, tag in (
            ("issuer", ""),
            ("source", "ContentSource"),
            ("author", "Author"),
            ("summary", "Description"),
        ):
            self.values[name] = self.block.first(name) or self.tags.get(tag, "")
        self.values["keywords"] = self._keywords()
        for name in ("effective_on", "abolished_on"):
            self.values[name] = self._day(name, may_be_future=True)
        self.values["formed_on"] = self._day("formed_on", may_be_future=False)
        self._validity()
        self.values["published_at"] = self._published()
        self._order()

    def shorten(self) -> None:
        """Cut a value that is too long for its field, with a remark."""
        for name, limit in LENGTHS.items():
            value = str(self.values.get(name) or "")
            if len(value) > limit:
                self.remarks.append(Remark("too-long", f"“{value[:40]}…”超过{limit}字，已截短"))
                self.values[name] = value[: limit - 1] + "…"

    def _index_number(self) -> None:
        number = indexnumbers.tidy(self.block.first("index_number"))
        if len(number) > 64:
            raise RefusedError("index-format", f"索引号超过64个字符，请核对原网页：{number[:70]}…")
        self.values["index_number"] = number
        if number:
            self.remarks += indexnumbers.remarks(number)
        else:
            self.remarks.append(
                Remark("index-missing", "网页没有索引号，导入时编了本站的下一个索引号")
            )

    def _doc_number(self) -> None:
        raw = self.block.first("doc_number")
        if raw and raw == self.block.first("title"):
            raw = ""
        number = docnumber.normalise(raw)
        if number != raw:
            self.remarks.append(Remark("doc-number", f"文号“{raw}”已规范为“{number}”"))
        self.values["doc_number"] = number

    def _classes(self) -> None:
        values = self.values
        values["category"] = self.block.first("category")
        values["theme"], values["genre"] = self.block.first("theme"), self.block.first("genre")
        if text := self.block.first("class"):
            self._mixed_classes(text)
        theme, genre = split_theme(values["theme"])
        values["theme"], values["genre"] = theme, values["genre"] or genre

    def _mixed_classes(self, text: str) -> None:
        """分类 may hold three vocabularies side by side: 组配分类, 主题分类, 体裁分类."""
        parts = text.split()
        if len(parts) == 1:
            key = "genre" if simplified(text) in GENRES - {"其他", "其它"} else "theme"
            label = next(pair.label for pair in self.block.pairs if pair.field == "class")
            key = key if key == "genre" or label == "分类" else "category"
            self.values[key] = self.values[key] or text
            return
        for part in parts:
            plain = simplified(part)
            top = re.split(r"[\\/,，＼／]", plain)[0]
            if top in THEMES and not self.values["theme"]:
                self.values["theme"] = part
            elif plain in GENRES:
                self.values["genre"] = self.values["genre"] or part
            elif not self.values["category"]:
                self.values["category"] = part

    def _keywords(self) -> str:
        return re.sub(r"\s+", " ", self.block.first("keywords") or self.tags.get("Keywords", ""))

    def _validity(self) -> None:
        raw = self.block.first("validity")
        value = VALIDITIES.get(simplified(raw), "")
        if raw and not value and raw != self.block.first("title"):
            self.remarks.append(
                Remark("validity", f"有效性“{raw[:40]}”不是有效、部分有效、失效或废止，未采用")
            )
        if value in {"失效", "废止"} and not self.values["abolished_on"]:
            raise RefusedError(
                "abolished-date",
                f"有效性为“{raw}”但没有废止（失效）日期；请在目录信息中补上后再导入",
            )
        self.values["validity"] = value

    def _day(self, name: str, *, may_be_future: bool) -> date | None:
        chosen: dates.Moment | None = None
        for label, text in self.block.values.get(name, []):
            try:
                moment = dates.parse(text)
            except dates.DateError as error:
                self.remarks.append(Remark("date-impossible", f"{label}{error}，未采用"))
                continue
            if not may_be_future and moment.day > dates.local_day(self.now):
                self.remarks.append(Remark("date-future", f"{label}“{text}”在将来，未采用"))
            elif chosen is None:
                chosen = moment
            elif moment.day != chosen.day:
                self.remarks.append(
                    Remark("conflict", f"{label}“{text}”与前面的{chosen.day}不一致，未采用")
                )
        return chosen.day if chosen else None

    def _published(self) -> datetime:
        """发布日期: the first usable one; the same day with a time of day is more exact."""
        candidates = [*self.block.values.get("published_at", [])]
        if tag := self.tags.get("PubDate", ""):
            candidates.append(("页面标签 PubDate ", tag))
        chosen: dates.Moment | None = None
        troubles: list[str] = []
        for label, text in candidates:
            moment = self._usable(label, text, troubles)
            if moment and chosen is None:
                chosen = moment
            elif moment and chosen and moment.day == chosen.day:
                chosen = moment if chosen.clock is None else chosen
            elif moment and chosen:
                message = f"{label}“{text[:40]}”与前面的{chosen.day}不一致，未采用"
                self.remarks.append(Remark("conflict", message))
        if chosen is None:
            reason = "；".join(troubles) or "网页没有发布日期"
            raise RefusedError(
                "published-missing",
                f"{reason}。没有发布日期就无法确定何时公开，请在文件中补上“发布日期”后再导入",
            )
        self.remarks += [Remark("date-impossible", f"{trouble}，未采用") for trouble in troubles]
        return chosen.at

    def _usable(self, label: str, text: str, troubles: list[str]) -> dates.Moment | None:
        try:
            moment = dates.parse(text)
        except dates.DateError as error:
            troubles.append(f"{label}{error}")
            return None
        if moment.at > self.now:
            troubles.append(f"{label}“{text.strip()[:40]}”在将来")
            return None
        return moment

    def _order(self) -> None:
        formed = self.values["formed_on"]
        published = dates.local_day(self.values["published_at"])
        if formed and published < formed:
            self.remarks.append(
                Remark("date-order", f"发布日期{published}早于成文日期{formed}，请核对原网页")
            )


def split_theme(raw: str) -> tuple[str, str]:
    """主题分类 in the catalogue's spelling, and a 体裁 that was written beside it.

    A pair of the State Council's tree becomes `综合政务\\政务公开`; a value from elsewhere stays.
    """
    text, _, beside = raw.partition("    ") if "    " in raw else (raw, "", "")
    parts = [part for part in _SLASH.split(text.strip()) if part]
    if len(parts) == 2 and " " in parts[1] and simplified(parts[1].rpartition(" ")[2]) in GENRES:
        parts[1], _, beside = (piece.strip() for piece in parts[1].rpartition(" "))
    if parts and simplified(parts[0]) in THEMES and len(parts) <= 2:
        return "\\".join(simplified(part) for part in parts), simplified(beside.strip())
    return re.sub(r"\\+", r"\\", text.strip()), simplified(beside.strip())


def title(
    block: Block, tags: dict[str, str], headings: list[str], page_title: str
) -> tuple[str, list[Remark]]:
    """The full title: 名称, else ArticleTitle, else the heading, else <title>; disagreement is remarked."""
    candidates = [
        ("名称", block.first("title")),
        ("页面标签 ArticleTitle", tags.get("ArticleTitle", "")),
        ("标题", headings[0] if headings else ""),
        ("网页标题", page_title),
    ]
    known = [
        (where, re.sub(r"\s+", " ", text).strip())
        for where, text in candidates
        if not is_blank(text)
    ]
    if not known:
        return "", []
    where, chosen = known[0]
    for _, other in known[1:]:
        stem = chosen.rstrip(".…")
        if stem != chosen and other.startswith(stem):
            chosen = other
    remarks: list[Remark] = []
    for other_where, other in known[1:]:
        if (
            not _agree(chosen, other)
            and other_where != "标题"
            and (other_where != "网页标题" or not remarks)
        ):
            remarks.append(
                Remark(
                    "conflict",
                    f"{other_where}“{other[:60]}”与{where}“{chosen[:60]}”不一致，采用{where}",
                )
            )
    return chosen, remarks[:1]


def _agree(one: str, other: str) -> bool:
    first, second = (re.sub(r"[\s\W_]+", "", text) for text in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return not shorter or shorter in longer

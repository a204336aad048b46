"""页面: head and foot of a page of each kind, requested as a visitor."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import html

from huiyin.disclosure.tree.catalogue import catalogue, latest
from huiyin.measuring import inside
from huiyin.measuring.base import Ask, Evidence, Measurement, measure, none_of, site_measure
from huiyin.web import display
from huiyin.web.context import profile

from . import reach

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
SAMPLED = 12  # columns, and the newest document of each
LISTS = ("/licences/", "/reports/", "/search/?q=%E5%85%AC%E5%BC%80")
FOOTER = {
    "sponsor": "网站主办单位",
    "contact": "联系方式",
    "id_code": "网站标识码",
    "icp_number": "ICP备案编号",
    "police_number": "公安机关备案号",
}


@dataclass(frozen=True)
class Page:
    """One sampled page; `tags` are the meta tags that it must have."""

    address: str
    tags: tuple[str, ...]

    @cached_property
    def answer(self) -> Any:
        return inside.get(self.address)

    @cached_property
    def said(self) -> dict[str, str]:
        """Name → content of the meta tags, names as written."""
        head = html.fromstring(self.answer.content)
        return {
            tag.get("name"): (tag.get("content") or "").strip()
            for tag in head.iterfind(".//meta[@name]")
        }


def sample(ask: Ask) -> Iterator[Page]:
    """The home page, agencies, columns, a document of each, lists; for an agency only its own."""
    if ask.agency is None:
        yield Page("/", SITE + COLUMN)
    for agency in reach.agencies(ask)[:SAMPLED]:
        yield Page(agency.address, SITE)
    counted = {column.path: column.documents_below for column in catalogue().tree.columns}
    filled = [column for column in reach.columns(ask) if counted.get(column.path)]
    for column in filled[:SAMPLED]:
        yield Page(column.address, SITE + COLUMN)
        for row in latest(column.path, 1):
            yield Page(row["address"], SITE + COLUMN + ARTICLE)
    for address in LISTS if ask.agency is None else ():
        yield Page(address, SITE)


@measure
def page_tags(ask: Ask) -> Measurement:
    faults, count = [], 0
    for page in sample(ask):
        count += 1
        if page.answer.status_code != 200:
            faults.append(Evidence(page.address, f"页面答复 {page.answer.status_code}"))
            continue
        missing = [name for name in page.tags if not page.said.get(name)]
        if missing:
            faults.append(Evidence(page.address, f"缺少页面标签 {'、'.join(missing)}"))
    return none_of(faults, "页", note=f"抽查了 {count} 个页面")


@site_measure
def footer(ask: Ask) -> Measurement:
    """The seven items of the footer: filled in, and shown."""
    site = profile()
    page = inside.get("/").content.decode()
    text = html.fromstring(page).text_content()
    faults = []
    for name, label in FOOTER.items():
        value = str(getattr(site, name)).strip()
        if not value:
            faults.append(Evidence("/desk/site/", f"网站信息没有填写“{label}”"))
        elif value not in text:
            faults.append(Evidence("/", f"首页底部没有显示“{label}”"))
    if "党政机关" not in text:
        faults.append(Evidence("/", "首页底部没有党政机关网站标识"))
    if "找错" not in text:
        faults.append(Evidence("/", "首页底部没有“我为政府网站找错”入口"))
    return none_of(faults, "项")


@measure
def correction_entry(ask: Ask) -> Measurement:
    """找错 on the home page and on a page of each sampled kind."""
    faults = []
    for page in sample(ask):
        tree = html.fromstring(page.answer.content)
        links = [link for link in tree.iterfind(".//a[@href]") if "找错" in link.text_content()]
        if not links:
            faults.append(Evidence(page.address, "页面上没有“我为政府网站找错”入口"))
    return none_of(faults, "页")


@site_measure
def sitemap(ask: Ask) -> Measurement:
    answer = inside.get("/sitemap.xml")
    if answer.status_code != 200:
        return none_of([Evidence("/sitemap.xml", f"网站地图答复 {answer.status_code}")], "处")
    body = b"".join(answer) if answer.streaming else answer.content
    right = b"<urlset" in body or b"<sitemapindex" in body
    return none_of([] if right else [Evidence("/sitemap.xml", "不是有效的网站地图")], "处")


@site_measure
def accessible_modes(ask: Ask) -> Measurement:
    """Each display mode changes the page, and the page still opens."""
    faults = []
    for mode in display.MODES:
        answer = inside.get("/", f"{display.Display.COOKIE}={mode}")
        classes = html.fromstring(answer.content).get("class", "").split()
        if answer.status_code != 200 or mode not in classes:
            faults.append(Evidence(f"/display/?set={mode}", f"“{mode}”模式没有生效"))
    return none_of(faults, "处")


@site_measure
def open_data(ask: Ask) -> Measurement:
    faults = []
    for address in ("/licences.csv", "/licences.xlsx", "/licences.json"):
        status = inside.get(address).status_code
        if status != 200:
            faults.append(Evidence(address, f"下载答复 {status}"))
    return none_of(faults, "处")

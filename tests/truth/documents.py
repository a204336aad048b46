"""Documents: periods, numbers, validity, seasons; and they pass our own checks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from huiyin.demo import clock, schedule
from huiyin.disclosure.duty import gaps
from huiyin.disclosure.models import DocumentPage, Validity
from huiyin.foi.models import Application
from huiyin.hotline.models import ServiceRequest
from huiyin.licensing.models import Licence
from huiyin.proofreading import findings
from huiyin.web.html import to_text
from huiyin.workdays.calendar import add_months
from huiyin.workdays.load import calendar

from .account import A_DAY, Seen, local, rule

PERIOD = re.compile(r"(\d{4})年(?:第([一二三四])季度|(上半年)|(?=部门决算|年度报告))")


@rule
def no_period_ends_after_its_account(seen: Seen) -> Iterator[str]:
    for page in seen.documents:
        for year, quarter, half in PERIOD.findall(page.title):
            month = "一二三四".index(quarter) * 3 + 3 if quarter else 6 if half else 12
            end = add_months(date(int(year), month, 1), 1) - A_DAY
            if local(page.published_at).date() <= end:
                yield f"{page.title} 发布于 {page.published_at}"


@rule
def texts_pass_our_own_checks(seen: Seen) -> Iterator[str]:
    for page in seen.documents:
        for finding in findings.of_page(page):
            yield f"{page.title}：{finding.code} {finding.message}"


@rule
def documents_are_published_after_forming(seen: Seen) -> Iterator[str]:
    for page in seen.documents:
        if page.formed_on and page.formed_on > local(page.published_at).date():
            yield f"{page.title}：成文 {page.formed_on}，发布 {page.published_at}"


@rule
def document_numbers_are_one_series(seen: Seen) -> Iterator[str]:
    """Unique, of the year of forming, rising with the days."""
    series: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for page in DocumentPage.objects.exclude(doc_number=""):
        match = re.fullmatch(r"(云城管[^〔]*)〔(\d{4})〕([1-9]\d*)号", page.doc_number)
        if match is None or page.formed_on is None or int(match[2]) != page.formed_on.year:
            yield f"{page.title}：{page.doc_number}，成文 {page.formed_on}"
            continue
        series[match[1], match[2]].append((page.formed_on, int(match[3])))
    for (code, year), known in series.items():
        numbers = [number for _, number in sorted(known)]
        if len(set(numbers)) < len(numbers) or numbers != sorted(numbers):
            yield f"{code}〔{year}〕：{numbers}"


@rule
def titles_are_told_once(seen: Seen) -> Iterator[str]:
    for title, times in Counter(page.title for page in seen.documents).items():
        if times > 1:
            yield f"{title} ×{times}"


TERM = re.compile(r"自(\d{4})年(\d+)月(\d+)日起施行，有效期至(\d{4})年(\d+)月(\d+)日")


@rule
def validity_agrees_with_the_day(seen: Seen) -> Iterator[str]:
    """A rule is in force for the term that its own text names, and no plan twice."""
    over = clock.workday_before(seen.today - A_DAY)
    for page in seen.of_column("wenjian"):
        numbers = TERM.search(to_text(page.body))
        if numbers is None:
            yield f"{page.title}：没有写明有效期"
            continue
        parts = [int(number) for number in numbers.groups()]
        first, last = date(*parts[:3]), date(*parts[3:])
        if page.effective_on != first:
            yield f"{page.title}：生效 {page.effective_on}，正文 {first}"
        if page.validity == Validity.VALID and last < over:
            yield f"{page.title}：有效期至 {last}，仍标有效"
        if page.abolished_on and page.abolished_on != last + A_DAY:
            yield f"{page.title}：有效期至 {last}，{page.validity}于 {page.abolished_on}"
    plans = [page for page in seen.of_column("yingji") if page.validity == Validity.VALID]
    names = Counter(re.sub(r"（.*?）", "", page.title) for page in plans)
    yield from (f"{name}：{times} 个都有效" for name, times in names.items() if times > 1)


@rule
def rules_are_interpreted_in_time(seen: Seen) -> Iterator[str]:
    explained = {page.interprets_id: page for page in seen.of_column("jiedu")}
    for page in seen.of_column("wenjian"):
        interpretation = explained.get(page.pk)
        days = calendar().between(
            local(page.published_at).date(),
            local(interpretation.published_at).date()
            if interpretation
            else date.max.replace(year=2199),
        )
        if interpretation is None or days > 3 or interpretation.published_at < page.published_at:
            yield f"{page.title}：解读 {interpretation and interpretation.published_at}"


YEARLY = (
    ("guihua", "{year}年度工作计划", lambda year: schedule.near(year, 1, 31)),
    ("tuijin", "{year}年政务公开工作要点", lambda year: schedule.near(year, 4, 30)),
    ("yusuan", "{year}年部门预算公开说明", lambda year: schedule.near(year, 2, 28)),
    ("yusuan", "{before}年部门决算公开说明", lambda year: schedule.near(year, 9, 10)),
    ("guihua", "{year}年上半年工作总结", lambda year: schedule.near(year, 7, 31)),
    ("tuijin", "{before}年政务公开及热线留言年度工作总结", lambda year: schedule.near(year, 1, 31)),
    ("nianbao", "{before}年政府信息公开工作年度报告", lambda year: schedule.near(year, 1, 31)),
    ("chufa", "{before}年第四季度城市管理行政处罚情况通报", lambda year: schedule.near(year, 2, 8)),
    ("chufa", "{year}年第二季度城市管理行政处罚情况通报", lambda year: schedule.near(year, 7, 31)),
    ("tuijin", "{year}年第一季度热线留言办理情况通报", lambda year: schedule.near(year, 4, 30)),
)


@rule
def each_year_has_what_it_owes(seen: Seen) -> Iterator[str]:
    """Plan, summary, budget, account and quarterly notices in their season, and cases of every kind."""
    titles = defaultdict(str)
    for page in seen.documents:
        titles[seen.slugs[page.pk]] += f"|{page.title}"
    for year in range(seen.since, seen.today.year + 1):
        for column, title, by in YEARLY:
            expected = title.format(year=year, before=year - 1)
            is_first = year == seen.since and "{before}" in title
            if by(year) < seen.today and not is_first and expected not in titles[column]:
                yield f"缺“{expected}”"
        if seen.today < date(year, 3, 10):
            continue
        for model, day in ((Licence, "decided_on"), (ServiceRequest, "received_on"),
                           (Application, "received_on")):  # fmt: skip
            if not model.objects.filter(**{f"{day}__year": year}).exists():
                yield f"{year}年没有{model._meta.verbose_name}"


@rule
def columns_are_late_only_where_the_story_means_it(seen: Seen) -> Iterator[str]:
    late = {one.label for one in gaps.standings(seen.today) if one.state is gaps.State.LATE}
    yield from sorted(late - {"机构职能"})

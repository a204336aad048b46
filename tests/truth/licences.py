"""Licences."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from huiyin.licensing.models import Licence
from huiyin.publicity.holders import HolderKind
from huiyin.workdays.calendar import add_months
from huiyin.workdays.load import calendar

from .account import A_DAY, Seen, rule


@rule
def licences_agree_with_themselves(seen: Seen) -> Iterator[str]:
    series: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for one in Licence.objects.order_by("pk"):
        match = re.fullmatch(r"(云城管.许字)〔(\d{4})〕([1-9]\d*)号", one.reference)
        if match is None or int(match[2]) != one.decided_on.year:
            yield f"{one.reference}（{one.decided_on}）"
            continue
        series[match[1], match[2]].append((one.decided_on, int(match[3])))
        year_long = add_months(one.valid_from, 12) - A_DAY
        if "期限一年" in one.content and one.valid_to != year_long:
            yield f"{one.reference}：期限一年，有效期至 {one.valid_to}"
        if one.published_on and not one.decided_on <= one.published_on <= seen.today:
            yield f"{one.reference}：公示 {one.published_on}"
        for day in filter(None, (one.decided_on, one.published_on)):
            if not calendar().is_workday(day):
                yield f"{one.reference}：{day} 不上班"
    for key, known in series.items():
        numbers = [number for _, number in sorted(known)]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{key}：编号不连续或者与日期不符"


@rule
def a_firm_is_one_firm(seen: Seen) -> Iterator[str]:
    by_name, by_code = defaultdict(set), defaultdict(set)
    for one in Licence.objects.filter(holder_kind=HolderKind.ORGANISATION):
        by_name[one.holder_name].add((one.holder_uscc, one.representative))
        by_code[one.holder_uscc].add(one.holder_name)
    for known in (by_name, by_code):
        yield from (f"{key}：{several}" for key, several in known.items() if len(several) > 1)


@rule
def certificates_are_numbered_once(seen: Seen) -> Iterator[str]:
    numbers = Licence.objects.exclude(certificate_number="").values_list(
        "certificate_number", flat=True
    )
    yield from (number for number, times in Counter(numbers).items() if times > 1)
    for number in numbers:
        if not re.fullmatch(r".证\d{4}-\d{4}", number):
            yield number

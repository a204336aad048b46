"""A public ledger of 200,000 licences: its list by each filter, at any depth and by any word.

Asked as a visitor asks, through all of Django, without the memory of pages; beside it the words by
reading every name. Then the page of one subject, the files of half of them, and a night in which
100,000 end. SQLite works in this process, so that its processor time is what is told.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from . import site

ROWS, ENDING, EXPORTED = 200_000, 100_000, 100_000
AT_ONCE, TURNS, OF_ONE = 5000, 5, 1000
YEARS = range(2016, 2026)
USCC = "11341799MB1Q00017E"
PLACES = [f"{a}{b}" for a in "云青望柳新松湖桃" for b in "溪枫江荫安林滨花"]
TRADES = ("建设", "市政", "物业", "运输", "燃气", "广告", "园林")
RARE = "麒麟"
WORDS = {
    "rare": RARE,
    "a place": "湖滨",
    "two words": "柳荫 燃气",
    "one character": "枫",
    "part of a number": "777",
    "a seventh": "市政",
    "all": "有限公司",
    "nothing": "没有这样的字",
    "a natural person": "周示例",
}
"""What is asked → a word."""


def run(rows: int = ROWS, ending: int = ENDING, exported: int = EXPORTED) -> dict[str, Any]:
    site.prepare()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    fill(rows)
    client = Client()
    asked = Asked(client)
    return {
        "rows": rows, **lists(asked), **words(asked), **subject(asked),
        **files(client, exported), **night(ending),
    }  # fmt: skip


class Asked:
    """A visitor whose pages are not kept; what functions remember is, until it is cleared."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def __call__(self, path: str) -> float:
        """Milliseconds, the median of some turns after one."""

        def ask() -> None:
            status = self.client.get(f"{path}{'&' if '?' in path else '?'}x=1").status_code
            if status != 200:
                raise RuntimeError(f"{path}: {status}")

        ask()
        return median(ask)

    def afresh(self, path: str) -> float:
        """The same where nothing is remembered any more."""
        from huiyin.web.kept.page_cache import pages

        def ask() -> None:
            pages.clear()
            self.client.get(f"{path}{'&' if '?' in path else '?'}x=1")

        return median(ask)


def lists(asked: Asked) -> dict[str, Any]:
    filters = ["", "year=2020", "validity=in-force", "category=roads", "year=2019&category=roads"]
    times = {one: asked(f"/licences/?{one}") for one in filters}
    last = 1
    while asked.client.get(f"/licences/?page={last * 2}").status_code == 200:
        last *= 2
    depths = {page: asked(f"/licences/?page={page}") for page in (2, last // 4, last // 2, last)}
    return {
        "filter_ms": max(times.values()), "depth_ms": max(depths.values()),
        "after_change_ms": asked.afresh("/licences/"), "filters_ms": times, "depths_ms": depths,
    }  # fmt: skip


def words(asked: Asked) -> dict[str, Any]:
    times = {name: asked(f"/licences/?holder={word}") for name, word in WORDS.items()}
    read = {name: median(lambda word=word: by_reading(word)) for name, word in WORDS.items()}
    return {
        "words_ms": max(times.values()),
        "times_faster": round(min(read[one] / times[one] for one in WORDS), 1),
        "words": times, "words_read": read,
    }  # fmt: skip


def by_reading(word: str) -> None:
    """The count and the first page, every name read."""
    from huiyin.licensing.portal import LICENCES
    from huiyin.web import narrowings

    named = LICENCES.public_records().filter(holder_name__icontains=word)
    narrowings.count(named, LICENCES.narrowings, [str(year) for year in YEARS])
    list(named.order_by(*LICENCES.order)[:20])


def subject(asked: Asked) -> dict[str, Any]:
    return {"subject_ms": asked(f"/subjects/{USCC}/")}


def files(client: Any, exported: int) -> dict[str, Any]:
    """All columns of so many records, from the first byte to the last."""
    from huiyin.licensing.models import Licence

    first = Licence.objects.order_by("pk")[: Licence.objects.count() - exported].values("pk")
    Licence.objects.filter(pk__in=first).update(withdrawn_on=date(2026, 1, 1))
    seconds = {}
    for form in ("csv", "xlsx", "json"):
        begun = time.process_time()
        size = sum(len(part) for part in client.get(f"/licences.{form}"))
        if size < exported:
            raise RuntimeError(f"{form}: {size} bytes")
        seconds[f"{form}_seconds"] = round(time.process_time() - begun, 2)
    return seconds


def night(ending: int) -> dict[str, Any]:
    from django.utils import timezone

    from huiyin.publicity import tidying
    from huiyin.publicity.models import Publication

    today = timezone.localdate()
    some = Publication.objects.order_by("pk")[:ending].values("pk")
    Publication.objects.filter(pk__in=some).update(until=today - timedelta(days=1))
    begun = time.process_time()
    ended = tidying.tidy(today)
    if ended != ending:
        raise RuntimeError(f"{ended} ended, not {ending}")
    return {"night_seconds": round(time.process_time() - begun, 2)}


def median(act: Callable[[], object], turns: int = TURNS) -> float:
    times = []
    for _ in range(turns):
        begun = time.process_time()
        act()
        times.append((time.process_time() - begun) * 1000)
    return round(statistics.median(times), 1)


def fill(rows: int) -> None:
    """Licences of ten years with their publications; one in twenty is a natural person's."""
    from django.db import connection, transaction

    from huiyin.audit.actors import system
    from huiyin.licensing.models import Licence
    from huiyin.publicity import actions

    made = _Made()
    for first in range(0, rows, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, rows))
        with transaction.atomic():
            licences = Licence.objects.bulk_create(made.licence(n, rows) for n in numbers)
            actions.begin(licences, system("bench"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Made:
    """What licences point to, and licences."""

    def __init__(self) -> None:
        from huiyin.licensing.models import LicenceCategory, LicenceMatter
        from huiyin.organisations.models import Organisation
        from huiyin.subjects.models import Subject, SubjectKind

        self.agency = Organisation.objects.create(
            name="云溪市城市管理局", short_name="市城管局", slug="bench", is_agency=True
        )
        self.subject = Subject.objects.create(
            name="云溪市城市管理局", uscc=USCC, kind=SubjectKind.ORGANISATION
        )
        self.matters = []
        for key in ("roads", "waste", "boards"):
            category = LicenceCategory.objects.create(key=key, name=f"测量类别{key}")
            self.matters += [
                LicenceMatter.objects.create(name=f"测量事项{key}{n}", category=category)
                for n in range(3)
            ]

    def licence(self, number: int, rows: int) -> Any:
        from huiyin.licensing.models import Licence

        decided = date(YEARS[0], 1, 1) + timedelta(days=number * 3650 // rows)
        place, trade = PLACES[number % 61 % len(PLACES)], TRADES[number % len(TRADES)]
        is_person = number % 20 == 0
        name = f"云溪市{place}{trade}第{number}有限公司"
        if number == rows // 2 + 1:
            name = f"云溪市{RARE}{trade}有限公司"
        return Licence(
            agency=self.agency, reference=f"云测许〔{decided.year}〕{number}号",
            matter=self.matters[number % len(self.matters)], document_name="准予行政许可决定书",
            licence_type="核准", certificate_name="许可证", content=f"准予在{place}路作业，第{number}件",
            decided_on=decided, valid_from=decided, valid_to=decided + timedelta(days=2000),
            holder_name="周示例" if is_person else name,
            holder_kind="自然人" if is_person else "法人及非法人组织",
            holder_uscc="" if is_person else USCC, issuer="云溪市城市管理局", issuer_uscc=USCC,
            source="云溪市城市管理局", source_uscc=USCC, publish_due_on=decided + timedelta(days=9),
            published_on=decided + timedelta(days=3),
            subject=self.subject if number % (rows // OF_ONE or 1) == 1 else None,
        )  # fmt: skip

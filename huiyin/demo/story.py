"""A believable bureau over two years, told only through the actions that a real one uses."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from random import Random

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from huiyin.audit.actors import Actor, system
from huiyin.disclosure.actions import agency_page
from huiyin.disclosure.models import DocumentPage, ViewCount
from huiyin.disclosure.tasks import learn_terms
from huiyin.hotline import actions as hotline_actions
from huiyin.hotline.models import Channel
from huiyin.organisations.models import Organisation
from huiyin.reports import actions as reports
from huiyin.reports import summary
from huiyin.web import page_cache
from huiyin.web.models import SiteProfile
from huiyin.workdays.load import calendar

from . import applications, columns, documents, licences, manuscripts, people, registers, requests
from .clock import office_hour

LICENCES = {
    2020: {"outdoor-advertising": 7, "construction-waste": 477, "municipal-greening": 136},
    2021: {"outdoor-advertising": 11, "construction-waste": 512, "municipal-greening": 158},
}
REQUESTS = {
    2020: {"mayor-hotline": 1061, "interaction": 206},
    2021: {"mayor-hotline": 1184, "interaction": 251},
}
UNITS = [
    ("bangongshi", "办公室"),
    ("xuanchuan", "宣传科"),
    ("shenpike", "行政审批科"),
    ("jiandu", "监督指挥科"),
    ("fagui", "法规科"),
    ("zhidui", "综合执法支队"),
    ("shizheng", "市政设施管理处"),
    ("yuanlin", "园林绿化管理处"),
    ("huanwei", "环境卫生管理处"),
    ("zhatu", "渣土管理所"),
    ("guanggao", "户外广告管理所"),
]
STEP = 40
Progress = Callable[[str, int], None]


def is_told() -> bool:
    return Organisation.objects.filter(slug="cgj").exists()


def refuse_in_production() -> None:
    """Its accounts, an administrator among them, have a password that everybody can read here.

    Raises:
        CommandError: this is somebody's real site.
    """
    if settings.PRODUCTION:
        raise CommandError("HUIYIN_PRODUCTION=1：正式环境不装演示数据（账号的密码是公开的）")


def tell(progress: Progress) -> None:
    """The whole story into an empty site. Told in steps; an interrupted one starts from an empty site again."""
    refuse_in_production()
    begun = datetime.combine(date(2020, 1, 2), time(9), timezone.get_default_timezone())
    with transaction.atomic():
        agency, units = _bureau()
        _site(agency)
        staff = people.engage(agency, begun)
        page = agency_page(agency, actor=system("demo"), at=begun)
        tree = columns.build(page, system("demo"), begun)
        documents.standing(agency, system("demo"), tree)
    for year in (2020, 2021):
        _in_steps(f"{year}年信息公开", documents.year(agency, system("demo"), tree, year), progress)
        _in_steps(
            f"{year}年行政许可",
            licences.year(agency, staff["shenpi"], year, LICENCES[year]),
            progress,
        )
        _in_steps(
            f"{year}年热线留言",
            requests.year(
                agency, staff["rexian"], staff["rexian-fuze"], units, year, REQUESTS[year]
            ),
            progress,
        )
        with transaction.atomic():
            applications.YEARS[year](agency, staff["gongkai"], staff["gongkai-fuze"])
            _summary(agency, staff, year)
    _in_steps("专项公开", registers.tell(agency, staff["gongkai"], staff["gongkai-fuze"]), progress)
    with transaction.atomic():
        documents.afterwards(agency, staff["fabu"], tree)
        requests.lately(agency, staff["rexian"], staff["rexian-fuze"], units)
        _this_week(agency, units, staff["rexian"])
        applications.this_week(agency, staff["gongkai"], timezone.localdate())
        manuscripts.this_week(agency, staff, tree, timezone.now())
        _readers()
        learn_terms()  # the timetable would, within the hour; searching suggests from the start
        page_cache.changed()


def _in_steps(what: str, told: Iterable[int], progress: Progress) -> None:
    """Commit every STEP records: one commit each would cost more than the records."""
    done, iterator = 0, iter(told)
    more = True
    while more:
        with transaction.atomic():
            more = False
            for step, _ in enumerate(iterator, start=1):
                done += 1
                if step == STEP:
                    more = True
                    break
        progress(what, done)


def _bureau() -> tuple[Organisation, dict[str, Organisation]]:
    agency = Organisation.objects.create(
        name="云溪市城市管理综合执法局",
        short_name="市城管执法局",
        slug="cgj",
        uscc="11341799MB1Q00017E",
        is_agency=True,
        region="341799",
        document_code="云城管",
        address="云溪市清溪大道88号",
        office_hours="工作日 8:30—12:00，14:30—17:30",
        telephone="0000-2345678",
        superior="云溪市人民政府",
    )
    units = {
        slug: Organisation.objects.create(name=name, short_name=name, slug=slug, parent=agency)
        for slug, name in UNITS
    }
    return agency, units


def _site(agency: Organisation) -> None:
    SiteProfile.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "name": "云溪市城市管理综合执法局政府信息公开",
            "domain": "cgj.yunxi.example",
            "id_code": "3417990000",
            "sponsor": agency.name,
            "organiser": f"{agency.name}办公室",
            "contact": f"{agency.telephone}（工作日）",
            "icp_number": "演示ICP备00000000号",
            "police_number": "演示公网安备 00000000000000号",
            "notice": "演示数据：云溪市及其人员、企业、文号均为虚构，不代表任何真实机关",
        },
    )


def _summary(agency: Organisation, staff: dict[str, Actor], year: int) -> None:
    """In the first days of the next year the summary is written from the records and published."""
    day = calendar(agency.region).add(date(year + 1, 1, 1), 4)
    report = summary.write(agency, year, written_on=day)
    at = office_hour(Random(year), day)
    made = reports.draft(report, agency, "tuijin", actor=staff["qicao"], at=at)
    manuscripts.bring(made, staff, "published", at)


def _this_week(agency: Organisation, units: dict[str, Organisation], clerk: Actor) -> None:
    """A few requests of the last working days, still open, so that the desk has something to do."""
    random = Random("this week")
    today = timezone.localdate()
    days = calendar(agency.region)
    channels = list(Channel.objects.all())
    for serial in range(1, 25):
        received = today - timedelta(days=random.randrange(0, 10))
        channel = random.choice(channels)
        request, topic, _ = requests.make(
            random, agency, channel, received, f"RX{today.year}{serial:05d}"
        )
        opened = hotline_actions.register(request, actor=clerk, at=office_hour(random, received))
        if random.random() < 0.7:
            moment = office_hour(random, days.next_workday(received))
            hotline_actions.assign(
                opened, actor=clerk, at=min(moment, timezone.now()), unit=units[topic.unit]
            )


def _readers() -> None:
    random = Random("readers")
    ViewCount.objects.bulk_create(
        ViewCount(document_id=pk, views=random.randrange(20, 1500))
        for pk in DocumentPage.objects.live().order_by("pk").values_list("pk", flat=True)
    )

"""A believable bureau from 2020 to today, made only by the actions that a real one uses."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from random import Random

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from huiyin.audit.actors import Actor, system
from huiyin.disclosure.models import ColumnPage, DocumentPage
from huiyin.disclosure.page.view_counts import counter
from huiyin.disclosure.tasks import learn_terms
from huiyin.disclosure.tree.actions import agency_page
from huiyin.hotline.actions import mark_repeats
from huiyin.organisations.models import Organisation
from huiyin.reports import actions as reports
from huiyin.reports.composing import compose
from huiyin.web.kept import page_cache
from huiyin.web.models import SiteProfile
from huiyin.workdays.load import calendar

from . import (
    annual_reports,
    applications,
    assessments,
    bulletins,
    categories,
    coercion,
    columns,
    commitments,
    credit,
    documents,
    enforcement,
    exchange,
    groups,
    guide,
    licences,
    manuscripts,
    opendata,
    organisation,
    penalties,
    people,
    places,
    plan_tasks,
    proposals,
    rectifications,
    registers,
    requests,
    rounds,
    summaries,
    supervised,
)
from .cases import Office
from .clock import FIRST, moment, next_workday

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


def is_loaded() -> bool:
    return Organisation.objects.filter(slug="cgj").exists()


def refuse_in_production() -> None:
    """Its accounts, an administrator among them, have a password that everybody can read here.

    Raises:
        CommandError: this is somebody's real site.
    """
    if settings.PRODUCTION:
        raise CommandError("HUIYIN_PRODUCTION=1：正式环境不装演示数据（账号的密码是公开的）")


def tell(progress: Progress, until: datetime | None = None, *, since: int = FIRST.year) -> None:
    """The story into an empty site, up to that moment: now, where none is given.

    The whole one begins in 2020; `since` leaves earlier years out. An interrupted one begins anew.
    """
    refuse_in_production()
    now, begun, robot = until or timezone.now(), moment(FIRST, time(9)), system("demo")
    with transaction.atomic():
        agency, units = _bureau()
        _site(agency)
        staff = people.engage(agency, begun)
        opendata.set_terms(staff["gongkai-fuze"], begun)
        guide.set_rules(staff["shenpi-fuze"], begun)
        tree = columns.build(agency_page(agency, actor=robot, at=begun), robot, begun)
        documents.standing_documents(agency, robot, tree, FIRST + timedelta(days=1))
        categories.plant(agency, staff["rexian-fuze"], begun)
        assessments.engage(agency, begun)
        organisation.tell(agency, units, staff, now)
    office = Office(agency, staff["rexian"], staff["rexian-fuze"], units, staff, now)
    three_of_proposals = (staff["jianyi"], staff["jianyi-fuze"], staff["juzhang"])
    hands = proposals.Hands(agency, units, *three_of_proposals, now)
    judged = assessments.hands(agency, units, staff, now)
    for year in range(since, timezone.localdate(now).year + 1):
        _in_steps(f"{year}年行政许可", licences.year(agency, staff, year, now), progress)
        _in_steps(f"{year}年热线留言", requests.year(office, year), progress)
        _in_steps(f"{year}年信息公开", documents.year(agency, robot, tree, year, now), progress)
        _in_steps(f"{year}年建议提案", proposals.year(hands, year), progress)
        _year_ends(judged, staff, year, since)
    _in_steps("网上渠道收集", rounds.tell(office, since), progress)
    two = (staff["gongkai"], staff["gongkai-fuze"])
    _in_steps("专项公开", registers.tell(agency, *two, now), progress)
    _in_steps("行政检查", enforcement.tell(agency, staff, since, now), progress)
    _in_steps("行政强制", coercion.tell(agency, staff, since, now), progress)
    later = documents.afterwards(agency, robot, staff["fabu"], tree, now)
    _in_steps("后续变动", later, progress)
    _in_steps("年度报告", annual_reports.tell(agency, staff, since, now), progress)
    _in_steps("周公示", bulletins.tell(agency, staff, tree["zhifa"], since, now), progress)
    _these_days(office, hands, judged, staff, tree)


def _year_ends(judged: assessments.Hands, staff: dict[str, Actor], year: int, since: int) -> None:
    """What was applied for, and what is written and given about the year as a whole."""
    agency, now = judged.agency, judged.until
    three = (staff["gongkai"], staff["gongkai-fuze"], staff["lingdao"])
    with transaction.atomic():
        penalties.year(agency, staff, year, now)
        applications.year(agency, three, year, now)
        commitments.year(agency, staff, year, now)
        credit.year(agency, staff, year, now)
        _summary(agency, staff, year, since, now)
        if year == FIRST.year:
            rectifications.year_2020(agency, staff)
        assessments.year(judged, year)
        plan_tasks.year(agency, staff, year, now)


def _these_days(
    office: Office,
    hands: proposals.Hands,
    judged: assessments.Hands,
    staff: dict[str, Actor],
    tree: dict[str, ColumnPage],
) -> None:
    """What is under way, so that every desk has something to do."""
    with transaction.atomic():
        places.tell(office)
        requests.mistakes(office)
        groups.tell(office)
        applications.this_week(office.agency, staff["gongkai"], office.until)
        manuscripts.this_week(office.agency, staff, tree, office.until)
        _readers(office.until)
        mark_repeats(at=office.until)
        learn_terms()  # the timetable would, within the hour; searching suggests from the start
        page_cache.changed()
        proposals.this_week(hands)
        commitments.this_week(office.agency, staff, office.until)
        exchange.weeks(office.agency, staff, office.until)
        credit.these_days(office.agency, staff, office.until)
        supervised.tell(office)
        assessments.this_year(judged)


def _in_steps(what: str, steps: Iterable[int], progress: Progress) -> None:
    """Commit every STEP records: one commit each would cost more than the records."""
    done, iterator = 0, iter(steps)
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


def _summary(
    agency: Organisation, staff: dict[str, Actor], year: int, since: int, until: datetime
) -> None:
    """In the first days of the next year the summary is written from the records and published."""
    day = calendar(agency.region).add(date(year + 1, 1, 1), 4)
    at = moment(day, time(9))
    if next_workday(day, 2) >= timezone.localdate(until):
        return
    summaries.write(agency, staff, year, since)
    summaries.arrange(agency, staff["gongkai"], year, day)
    report = compose(agency, year, today=day).report
    manuscript = reports.draft(report, agency, "tuijin", actor=staff["qicao"], at=at)
    manuscripts.bring(manuscript, staff, "published", day, until)


def _readers(until: datetime) -> None:
    """Read by people since each is public: the older, the more often, within bounds."""
    random = Random("readers")
    for pk, since in DocumentPage.objects.live().order_by("pk").values_list("pk", "published_at"):
        longest = 2 * (until - since).days
        for _ in range(min(random.randrange(20, 260), longest)):
            counter.seen(str(pk))
    counter.write()

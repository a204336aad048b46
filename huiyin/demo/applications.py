"""Applications for information of the demonstration years, each with its own story."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from huiyin.audit.actors import Actor, visitor
from huiyin.files import intake
from huiyin.foi import actions, redacting
from huiyin.foi.models import (
    ApplicantKind,
    Application,
    Channel,
    ConfirmMethod,
    ConsultationKind,
    Decision,
    DeliveryChannel,
    DeliveryForm,
    Exemption,
    Ground,
    Opinion,
    Outcome,
    RemedyKind,
    ServiceMethod,
)
from huiyin.organisations.models import Organisation

from .attachments import word_file
from .clock import moment, next_workday, workday_before


def _at(day: date, hour: int = 10) -> datetime:
    return moment(day, time(hour, 40))


def _application(
    agency: Organisation, kind: ApplicantKind, name: str, channel: Channel, description: str
) -> Application:
    return Application(
        agency=agency,
        reference="",
        channel=channel,
        applicant_kind=kind,
        applicant_name=name,
        applicant_contact="0000-1000000",
        description=description,
        delivery="电子邮件",
        delivery_form=DeliveryForm.EMAIL,
        delivery_channel=DeliveryChannel.EMAIL,
    )


def _register(
    agency: Organisation,
    clerk: Actor,
    received: date,
    kind: ApplicantKind,
    name: str,
    channel: Channel,
    description: str,
) -> Application:
    """Registered on the day of receipt; online applications are confirmed on the same day."""
    application = _application(agency, kind, name, channel, description)
    application.arrived_on = received
    registered = actions.register(application, actor=clerk, at=_at(received))
    if registered.received_on is not None:
        return registered
    return actions.confirm(
        registered,
        actor=clerk,
        at=_at(received, 11),
        confirmed_on=received,
        method=ConfirmMethod.PHONE,
    )


Three = tuple[Actor, Actor, Actor]
"""Clerk, head of the disclosure office, leader in charge: drafts, reviews, signs."""
ONLINE_WAY = {"复议网上渠道": "云溪市人民政府门户网站“行政复议”栏目"}
LETTERS: dict[Decision, dict[str, str]] = {
    Decision.FULL: {"提供方式": "该信息的电子件随本答复书发送至您的电子邮箱。"},
    Decision.ENFORCEMENT_FILE: {"案卷名称": "长亭路沿街违法建设查处案卷"},
    Decision.PARTIAL: {
        "公开内容": "城区三处建筑垃圾消纳场的布点情况。",
        "提供方式": "该信息的电子件随本答复书发送。",
    },
    Decision.NOT_HELD: {
        "不掌握的情形": "经以“石桥北路”“竣工验收”为关键词检索本机关档案，没有查到该信息。",
        "适用条款": "第三十六条第四项",
    },
    Decision.COMPLAINT: {"相应渠道": "云溪市12345政务服务便民热线"},
}
"""Content of the letters beyond the records."""


GIVEN = frozenset({Decision.FULL, Decision.PARTIAL})


def _attach(application: Application, clerk: Actor, at: datetime) -> None:
    """The information itself, as an attachment of the letter."""
    title = application.description[:40]
    content = word_file(title, [f"{application.agency.name}提供。", "演示数据，内容从略。"])
    document = (f"{title}.docx", intake.DOCX, content)
    redacting.attach(application, document, for_applicant=True, actor=clerk, at=at)


def _answer(
    application: Application,
    people: Three,
    day: date,
    decision: Decision,
    text: str,
    grounds: tuple[Ground, ...] = (),
) -> Application:
    """The whole chain in one day: drafted with its letter, reviewed, signed by the leader, served."""
    clerk, head, leader = people
    if decision in GIVEN:
        _attach(application, clerk, _at(day, 8))
    drafted = actions.draft_answer(
        application, actor=clerk, at=_at(day, 9), decision=decision, text=text, grounds=grounds,
        letter={**ONLINE_WAY, **LETTERS[decision]},
    )  # fmt: skip
    reviewed = actions.review(
        drafted, actor=head, at=_at(day, 11), secrecy="不涉及国家秘密", legal="依据充分，程序合法"
    )
    signed = actions.sign(reviewed, actor=leader, at=_at(day, 14))
    return actions.serve(
        signed,
        actor=clerk,
        at=_at(day, 15),
        method=ServiceMethod.ELECTRONIC,
        receipt=f"发送记录 {drafted.reference}",
        delivered_on=day,
    )


def year_2020(agency: Organisation, people: Three) -> None:
    """Three received, three answered, one of them contested before the government."""
    _answered_at_once(agency, people)
    _contested(agency, people)
    _corrected_and_extended(agency, people)


def _answered_at_once(agency: Organisation, people: Three) -> None:
    first = _register(
        agency, people[0], date(2020, 3, 11), ApplicantKind.PERSON, "沈若曦", Channel.ONLINE,
        "2019年度城区主次干道机械化清扫作业范围及保洁标准",
    )  # fmt: skip
    text = "您申请的信息予以公开，作业范围和保洁标准随本答复提供。"
    _answer(first, people, date(2020, 3, 30), Decision.FULL, text)


def _consulted(second: Application, clerk: Actor) -> Application:
    """Third parties are asked and refuse."""
    consulting = actions.consult(
        second,
        actor=clerk,
        at=_at(date(2020, 6, 9)),
        kind=ConsultationKind.THIRD_PARTY,
        sent_on=date(2020, 6, 8),
        received_on=date(2020, 6, 9),
        whom="案件当事人",
    )
    return actions.receive_opinion(
        consulting,
        actor=clerk,
        at=_at(date(2020, 6, 19)),
        received_on=date(2020, 6, 19),
        opinion=Opinion.REFUSE,
        opinion_reason="笔录含家庭住址等个人隐私",
    )


def _contested(agency: Organisation, people: Three) -> None:
    """The refusal is upheld in the reconsideration."""
    second = _register(
        agency, people[0], date(2020, 6, 2), ApplicantKind.PERSON, "韩立新", Channel.LETTER,
        "长亭路沿街违法建设查处案卷中的现场勘验笔录和询问笔录",
    )  # fmt: skip
    heard = _consulted(second, people[0])
    ground = Ground(
        code=Exemption.ENFORCEMENT_FILE,
        reason="现场勘验笔录、询问笔录是行政执法案卷中的材料",
    )
    text = "您申请的信息属于行政执法案卷信息，决定不予公开。"
    answered = _answer(heard, people, date(2020, 7, 8), Decision.ENFORCEMENT_FILE, text, (ground,))
    actions.contest(
        answered,
        actor=people[1],
        at=_at(date(2020, 10, 19)),
        kind=RemedyKind.RECONSIDERATION,
        organ="云溪市人民政府",
        filed_on=date(2020, 8, 21),
        outcome=Outcome.UPHELD,
        decided_on=date(2020, 10, 16),
    )


def _corrected_and_extended(agency: Organisation, people: Three) -> None:
    third = _register(
        agency, people[0], date(2020, 9, 18), ApplicantKind.COMPANY, "云溪恒通渣土运输有限公司", Channel.COUNTER,
        "城区建筑垃圾消纳场布点情况及剩余库容",
    )  # fmt: skip
    actions.ask_correction(
        third,
        actor=people[0],
        at=_at(date(2020, 9, 24)),
        wanted="请明确所需信息的年度和消纳场范围",
        due_on=date(2020, 10, 20),
    )
    corrected = actions.receive_correction(
        third,
        actor=people[0],
        at=_at(date(2020, 10, 12)),
        received_on=date(2020, 10, 12),
        correction="2020年度，城区三处消纳场",
    )
    extended = actions.extend(
        corrected,
        actor=people[1],
        at=_at(date(2020, 11, 4)),
        days=10,
        reason="须核对三处消纳场的测量数据",
    )
    ground = Ground(
        code=Exemption.IN_PROCESS,
        portion="剩余库容测算过程稿",
        reason="测算尚在进行，属于过程稿",
    )
    text = "布点情况予以公开；剩余库容测算过程稿属于过程性信息，不予公开。"
    _answer(extended, people, date(2020, 11, 20), Decision.PARTIAL, text, (ground,))


STORIES_2021 = [
    (date(2021, 1, 14), ApplicantKind.PERSON, "许小满", Channel.ONLINE, "2020年城区公共停车泊位数量及分布", date(2021, 2, 4), Decision.FULL),
    (date(2021, 3, 22), ApplicantKind.LEGAL_SERVICE, "云溪明镜律师事务所", Channel.LETTER, "户外广告设施设置规划文本", date(2021, 4, 19), Decision.FULL),
    (date(2021, 5, 17), ApplicantKind.PERSON, "何景行", Channel.COUNTER, "石桥北路人行道改造工程竣工验收资料", date(2021, 6, 10), Decision.NOT_HELD),
    (date(2021, 8, 9), ApplicantKind.PERSON, "吕可心", Channel.ONLINE, "要求对某商户油烟扰民进行查处", date(2021, 8, 20), Decision.COMPLAINT),
    (date(2021, 10, 11), ApplicantKind.COMPANY, "清溪绿景园林绿化有限公司", Channel.ONLINE, "2021年度行道树移植审批情况", date(2021, 11, 3), Decision.FULL),
]  # fmt: skip
TEXTS = {
    Decision.FULL: "您申请的信息予以公开，随本答复提供。",
    Decision.NOT_HELD: "经检索，本机关不掌握您申请的信息。",
    Decision.COMPLAINT: "您提出的是投诉举报事项，不作为政府信息公开申请处理，可以拨打服务热线反映。",
}


def year_2021(agency: Organisation, people: Three) -> None:
    """Five received, five answered, none contested."""
    for received, kind, name, channel, description, answered, decision in STORIES_2021:
        application = _register(agency, people[0], received, kind, name, channel, description)
        _answer(application, people, answered, decision, TEXTS[decision])


YEARS = {2020: year_2020, 2021: year_2021}
P, C, L = ApplicantKind.PERSON, ApplicantKind.COMPANY, ApplicantKind.LEGAL_SERVICE
STORIES_LATER = [
    (2, 24, P, "杨玉兰", Channel.ONLINE, "{before}年度城区公厕新建和改造项目清单", 12, Decision.FULL),
    (6, 16, C, "东湖宏业建筑工程有限公司", Channel.LETTER, "{year}年城区建筑垃圾消纳场名录及开放时间", 15, Decision.FULL),
    (10, 20, P, "朱海涛", Channel.COUNTER, "书院路道路改造工程竣工验收资料", 11, Decision.NOT_HELD),
    (3, 12, P, "唐佳怡", Channel.ONLINE, "{before}年度城区行道树修剪计划和完成情况", 10, Decision.FULL),
    (7, 8, L, "云溪明镜律师事务所", Channel.LETTER, "{year}年度户外广告设置许可的审批情况", 16, Decision.FULL),
    (11, 11, P, "施春梅", Channel.ONLINE, "要求对某工地夜间施工扰民进行查处", 6, Decision.COMPLAINT),
]  # fmt: skip
A_YEAR = 3


def later(agency: Organisation, people: Three, year: int, until: datetime) -> None:
    """Three a year, as far as they had arrived by then; the subjects differ from year to year."""
    first = A_YEAR * (year % 2)
    for month, day, kind, name, channel, wanted, taken, decision in STORIES_LATER[
        first : first + A_YEAR
    ]:
        received = workday_before(date(year, month, day))
        if _at(received, 11) > until:
            return
        description = wanted.format(year=year, before=year - 1)
        application = _register(agency, people[0], received, kind, name, channel, description)
        answered = next_workday(received, taken)
        if _at(answered, 15) <= until:
            _answer(application, people, answered, decision, TEXTS[decision])


def year(agency: Organisation, people: Three, number: int, until: datetime) -> None:
    """The first two years have their own stories."""
    if number in YEARS:
        YEARS[number](agency, people)
    else:
        later(agency, people, number, until)


def this_week(agency: Organisation, clerk: Actor, until: datetime) -> None:
    """Two that are open: a letter about which a company is asked, and one still unconfirmed."""
    today = timezone.localdate(until)
    consulted_on = workday_before(today - timedelta(days=1))
    letter = _register(
        agency, clerk, workday_before(consulted_on, 2), ApplicantKind.PERSON, "唐予安", Channel.LETTER,
        "清溪大道户外广告设施经营权出让合同",
    )  # fmt: skip
    actions.consult(
        letter,
        actor=clerk,
        at=_at(consulted_on, 9),
        kind=ConsultationKind.THIRD_PARTY,
        sent_on=consulted_on,
        whom="云溪样例广告有限公司",
    )
    online = _application(
        agency, ApplicantKind.PERSON, "白知秋", Channel.ONLINE, "本年度共享单车停放点位调整方案"
    )
    sent = moment(today - timedelta(days=1), time(21, 15))
    actions.submit(online, actor=visitor(), at=sent)

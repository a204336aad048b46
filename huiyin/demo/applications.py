"""Applications for information of the demonstration years, each with its own story."""

from datetime import date, datetime, time

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.foi import actions
from huiyin.foi.models import ApplicantKind, Application, Channel, Decision, Outcome, RemedyKind
from huiyin.organisations.models import Organisation


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour, 20), timezone.get_default_timezone())


def _register(
    agency: Organisation,
    clerk: Actor,
    received: date,
    kind: ApplicantKind,
    name: str,
    channel: Channel,
    description: str,
) -> Application:
    application = Application(
        agency=agency,
        reference="",
        channel=channel,
        applicant_kind=kind,
        applicant_name=name,
        applicant_contact="10000000000",
        description=description,
        delivery="电子邮件",
        received_on=received,
    )
    return actions.register(application, actor=clerk, at=_at(received))


def _answer(
    application: Application, clerk: Actor, day: date, decision: Decision, number: int
) -> Application:
    return actions.answer(
        application,
        actor=clerk,
        at=_at(day, 15),
        decision=decision,
        answered_on=day,
        answer_number=f"云城管公复〔{day.year}〕{number}号",
    )


def year_2020(agency: Organisation, clerk: Actor, head: Actor) -> None:
    """Three received, three answered, one of them contested before the government."""
    _answered_at_once(agency, clerk)
    _contested(agency, clerk, head)
    _corrected_and_extended(agency, clerk, head)


def _answered_at_once(agency: Organisation, clerk: Actor) -> None:
    first = _register(
        agency, clerk, date(2020, 3, 11), ApplicantKind.PERSON, "沈若曦", Channel.ONLINE,
        "2019年度城区主次干道机械化清扫作业范围及保洁标准",
    )  # fmt: skip
    _answer(first, clerk, date(2020, 3, 30), Decision.FULL, 1)


def _contested(agency: Organisation, clerk: Actor, head: Actor) -> None:
    """Third parties are asked; the refusal is upheld in the reconsideration."""
    second = _register(
        agency, clerk, date(2020, 6, 2), ApplicantKind.PERSON, "韩立新", Channel.LETTER,
        "长亭路沿街违法建设查处案卷中的现场勘验笔录和询问笔录",
    )  # fmt: skip
    consulting = actions.consult(
        second, actor=clerk, at=_at(date(2020, 6, 8)), sent_on=date(2020, 6, 8), whom="案件当事人"
    )
    heard = actions.receive_opinion(
        consulting, actor=clerk, at=_at(date(2020, 6, 19)), received_on=date(2020, 6, 19)
    )
    answered = _answer(heard, clerk, date(2020, 7, 8), Decision.ENFORCEMENT_FILE, 2)
    actions.contest(
        answered,
        actor=head,
        at=_at(date(2020, 8, 24)),
        kind=RemedyKind.RECONSIDERATION,
        organ="云溪市人民政府",
        filed_on=date(2020, 8, 21),
        outcome=Outcome.UPHELD,
        decided_on=date(2020, 10, 16),
    )


def _corrected_and_extended(agency: Organisation, clerk: Actor, head: Actor) -> None:
    third = _register(
        agency, clerk, date(2020, 9, 18), ApplicantKind.COMPANY, "云溪恒通渣土运输有限公司", Channel.COUNTER,
        "城区建筑垃圾消纳场布点情况及剩余库容",
    )  # fmt: skip
    actions.ask_correction(
        third, actor=clerk, at=_at(date(2020, 9, 24)), wanted="请明确所需信息的年度和消纳场范围"
    )
    corrected = actions.receive_correction(
        third, actor=clerk, at=_at(date(2020, 10, 12)), received_on=date(2020, 10, 12)
    )
    extended = actions.extend(
        corrected,
        actor=head,
        at=_at(date(2020, 11, 4)),
        days=10,
        reason="须核对三处消纳场的测量数据",
    )
    _answer(extended, clerk, date(2020, 11, 20), Decision.PARTIAL, 3)


STORIES_2021 = [
    (date(2021, 1, 14), ApplicantKind.PERSON, "许小满", Channel.ONLINE, "2020年城区公共停车泊位数量及分布", date(2021, 2, 4), Decision.FULL),
    (date(2021, 3, 22), ApplicantKind.LEGAL_SERVICE, "云溪明镜律师事务所", Channel.LETTER, "户外广告设施设置规划文本", date(2021, 4, 19), Decision.FULL),
    (date(2021, 5, 17), ApplicantKind.PERSON, "何景行", Channel.COUNTER, "石桥北路人行道改造工程竣工验收资料", date(2021, 6, 10), Decision.NOT_HELD),
    (date(2021, 8, 9), ApplicantKind.PERSON, "吕可心", Channel.ONLINE, "要求对某商户油烟扰民进行查处", date(2021, 8, 20), Decision.COMPLAINT),
    (date(2021, 10, 11), ApplicantKind.COMPANY, "清溪绿景园林绿化有限公司", Channel.ONLINE, "2021年度行道树移植审批情况", date(2021, 11, 3), Decision.FULL),
]  # fmt: skip


def year_2021(agency: Organisation, clerk: Actor, head: Actor) -> None:
    """Five received, five answered, none contested."""
    for number, (received, kind, name, channel, description, answered, decision) in enumerate(
        STORIES_2021, start=1
    ):
        application = _register(agency, clerk, received, kind, name, channel, description)
        _answer(application, clerk, answered, decision, number)


YEARS = {2020: year_2020, 2021: year_2021}

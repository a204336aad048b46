"""案卷 of an application: what stands on its cover and in its lists."""

from huiyin.common import days
from huiyin.foi.models import Application
from huiyin.letters.case_file import CaseFile

from .kinds import telling

_WORDS = {"draw": "制作文书", "redraw": "重新制作文书", "freeze": "文书定稿"}


def case_file(application: Application) -> bytes:
    """The whole case for the archive; the same record gives the same file."""
    frozen = application.papers.filter(frozen_at__isnull=False).select_related("pdf").order_by("pk")
    files = application.files.select_related("file")
    return CaseFile(
        application,
        application.agency.on(application.answered_on).name,
        "政府信息公开申请案卷",
        cover(application),
        [(paper, paper.get_kind_display()) for paper in frozen],
        application.papers.all(),
        [
            (str(number), file.get_role_display(), file.file.name, file.file.sha256[:16])
            for number, file in enumerate(files, 1)
        ],
        _WORDS,
    ).pdf()


def cover(application: Application) -> list[tuple[str, str]]:
    """(label, value) of each line."""
    return [
        ("申请编号", application.reference),
        ("申请人", application.applicant_name),
        ("申请人类型", application.get_applicant_kind_display()),
        ("申请渠道", application.get_channel_display()),
        (
            "收到日期",
            days.written(application.received_on) if application.received_on else "尚未确认",
        ),
        ("答复期限", application.due_day.spoken if application.due_day else "中止或者尚未起算"),
        ("办理结果", application.get_decision_display() or "尚未办结"),
        (
            "办结日期" if telling(application.decision).is_ending else "答复日期",
            days.written(application.answered_on),
        ),
        (
            "申请人收到日期",
            days.written(application.delivered_on),
        ),
        ("答复文号", application.answer_number),
        ("状态", str(Application.State(application.state).label)),
        ("申请获取的信息", application.description),
    ]

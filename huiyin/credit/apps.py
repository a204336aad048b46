from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

from .rights import (
    ANSWER_OBJECTION,
    DECIDE,
    HANDLE,
    HANDLE_OBJECTION,
    KEEP,
    RECEIVE,
    SEE,
    VIEW,
    VIEW_OBJECTIONS,
    VOID,
    VOID_OBJECTION,
)  # fmt: skip

CHECKER = (VIEW_OBJECTIONS, HANDLE_OBJECTION, SEE)
ANSWERER = (VIEW_OBJECTIONS, ANSWER_OBJECTION, VOID_OBJECTION, SEE)


class CreditConfig(MatterConfig):
    name = "huiyin.credit"
    verbose_name = "信用修复和异议"
    declares = ("figures", "marks", "subject")
    doors = (
        RoomDoor("repairs", "check", Group.CASES),
        RoomDoor("objections", "scales", Group.CASES),
        PageDoor("信用修复和异议期限", "/desk/credit-terms/", "clock", Group.REST, (KEEP,)),
    )
    posts = {
        "政务窗口岗": (VIEW, RECEIVE, *CHECKER),
        "行政处罚岗": (VIEW, RECEIVE, HANDLE, *CHECKER),
        "行政处罚负责人": (VIEW, DECIDE, VOID, KEEP, *ANSWERER),
        "行政审批岗": CHECKER,
        "行政审批负责人": ANSWERER,
        "分管领导": (VIEW, VIEW_OBJECTIONS),
    }
    verbs = {
        "term.set": "设定信用修复和异议期限",
        "evidence.read": "查看信用修复材料",
        "notice.read": "查看信用修复、异议告知书",
    }
    tones = {
        "已修复": "good",
        "准予，待告知平台": "warn",
        "不予修复": "bad",
        "修复已撤销": "bad",
        "待答复": "warn",
        "已答复": "good",
    }
    heading = Heading("信用修复和异议", order=26, room="repairs", dates_years=True)
    overview = ("credit.received", "credit.on-time", "credit.granted")

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("credit-term", models.Term.in_force)

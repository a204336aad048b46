from datetime import time

from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Daily

VIEW, RECEIVE = "approvals.view_applications", "approvals.receive_application"
COUNTER = (VIEW, RECEIVE, "approvals.see_applicant")
HANDLER = (*COUNTER, "approvals.handle_application")


class ApprovalsConfig(MatterConfig):
    name = "huiyin.approvals"
    verbose_name = "许可办件"
    declares = ("deadlines", "figures")
    doors = (
        RoomDoor("approvals", "stamp", Group.CASES),
        PageDoor(
            "许可事项办理规定", "/desk/licence-rules/", "clock", Group.REST, ("approvals.keep_rules",)
        ),
        PageDoor(
            "许可文书模板",
            "/desk/approval-templates/",
            "report",
            Group.REST,
            ("letters.edit_template", "letters.approve_template"),
        ),
    )  # fmt: skip
    jobs = {"deem": Daily(at=time(0, 20), label="视为受理登记")}
    posts = {
        "政务窗口岗": COUNTER,
        "行政审批岗": HANDLER,
        "行政审批负责人": (
            VIEW,
            "approvals.see_applicant",
            "approvals.decide_application",
            "approvals.void_application",
            "approvals.keep_rules",
        ),
        "分管领导": (VIEW,),
    }
    verbs = {"rule.set": "设定许可事项办理规定", "paper.read": "查看许可文书"}
    facts = {
        "matter": "许可事项",
        "sub_kind": "适用办理项",
        "sub_kinds": "办理项",
        "conditions": "申请条件",
        "fees": "收费",
        "location": "办理地点",
        "enquiries": "咨询电话",
        "statutory_days": "法定时限",
        "promised_days": "承诺时限",
        "materials": "申请材料",
    }
    tones = {
        "视为受理": "warn",
        "计时暂停": "warn",
        "待决定": "warn",
        "准予许可（已办结）": "good",
        "不予许可（已办结）": "bad",
    }
    heading = Heading("许可办件", order=21, room="approvals", dates_years=True)
    overview = ("approvals.received", "approvals.on-time", "approvals.late")

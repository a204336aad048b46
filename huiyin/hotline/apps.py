from datetime import time
from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Daily, Every

CLERK = (
    "hotline.view_requests",
    "hotline.register_request",
    "hotline.assign_request",
    "hotline.answer_request",
    "hotline.see_caller",
    "coordination.coordinate",
    "hotline.collect_round",
    "hotline.keep_places",
    "hotline.visit_request",
)


class HotlineConfig(MatterConfig):
    name = "huiyin.hotline"
    verbose_name = "热线留言"
    declares = (
        *("figures", "rounds.figures", "visits.figures", "visits.reminding"),
        *("supervised", "deferral_reminding"),
    )
    doors = (
        RoomDoor("hotline", "phone", Group.CASES),
        PageDoor(
            "接线登记台",
            "/desk/hotline/call/",
            "speech",
            Group.CASES,
            ("hotline.register_request",),
        ),
        RoomDoor("rounds", "tray", Group.CASES),
        RoomDoor("half-days", "table", Group.CASES),
        RoomDoor("places", "site", Group.REST),
        RoomDoor("categories", "table", Group.REST),
        RoomDoor("platforms", "site", Group.REST),
        RoomDoor("deferrals", "clock", Group.CASES),
        RoomDoor("surges", "chart", Group.CASES),
        PageDoor(
            "热线办理时限", "/desk/hotline-targets/", "clock", Group.REST, ("hotline.keep_targets",)
        ),
        PageDoor(
            "诉求分类体系",
            "/desk/hotline-categories/",
            "table",
            Group.REST,
            ("hotline.keep_categories",),
        ),
        PageDoor(
            "不予受理和中止",
            "/desk/hotline-grounds/",
            "words",
            Group.REST,
            ("hotline.keep_grounds",),
        ),
        PageDoor(
            "工单计时期限", "/desk/request-terms/", "clock", Group.REST, ("hotline.keep_targets",)
        ),
        PageDoor(
            "网上渠道收集要求",
            "/desk/collection-rules/",
            "bell",
            Group.REST,
            ("hotline.keep_collection_rules",),
        ),
    )
    posts = {
        "信息公开负责人": ("hotline.view_requests",),
        "热线办理岗": CLERK,
        "热线回访岗": ("hotline.view_requests", "hotline.visit_request", "hotline.see_caller"),
        "热线负责人": (
            *CLERK,
            "casework.share_filter",
            "hotline.publish_answer",
            "hotline.confide_request",
            "hotline.void_request",
            "hotline.keep_targets",
            "hotline.keep_grounds",
            "hotline.void_round",
            "hotline.void_place",
            "hotline.keep_collection_rules",
            "hotline.keep_categories",
        ),
        "分管领导": ("hotline.view_requests",),
        "督办岗": ("hotline.view_requests",),
        "系统管理岗": ("hotline.keep_platforms",),
    }
    verbs = {
        "caller.look-up": "按号码查找",
        "material.read": "查看材料",
        "target.set": "设定办理时限",
        "category-scheme.set": "设定分类体系",
        "ground.set": "设定告知内容",
        "pause.set": "设定中止情形",
        "request-term.set": "设定工单计时期限",
        "repeat-term.set": "设定反复诉求认定",
        "collection-rule.set": "设定收集要求",
    }
    jobs = {
        "watch_rounds": Every(10, label="网上渠道收集提醒"),
        "count_surges": Daily(at=time(1, 50), label="苗头计算"),
        "mark_repeats": Every(10, label="反复诉求认定"),
        "recheck_repeats": Daily(at=time(2, 20), label="反复诉求复核"),
        "ask_for_opinions": Daily(at=time(9, 30), label="提醒诉求人评价"),
    }
    facts = {"requests": "件数"}
    tones = {
        "已答复": "good",
        "待交办": "warn",
        "待审核": "warn",
        "挂账中": "warn",
        "已销账": "good",
        "已收集": "good",
        "漏收集": "bad",
        "待收集": "warn",
        "在用": "good",
        "对接中": "good",
        "待启用": "warn",
    }
    heading = Heading("热线与留言", order=40, room="hotline", dates_years=True)
    overview = (
        "hotline.received",
        "hotline.answered",
        "hotline.on-time",
        "hotline.late",
        "hotline.satisfied",
        "hotline.days-mean",
        "hotline.days-median",
    )

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("hotline", models.time_limit)

from datetime import time

from huiyin.casework.kinds import Group, MatterConfig, PageDoor
from huiyin.jobs.schedule import Daily


class PublicityConfig(MatterConfig):
    name = "huiyin.publicity"
    verbose_name = "公示"
    declares = ("naming",)
    verbs = {"term.set": "设定公示期限"}
    doors = (
        PageDoor(
            "公示及时性",
            "/desk/publicity-timeliness/",
            "clock",
            Group.DATA,
            (
                "licensing.view_ledger",
                "penalties.view_penalties",
                "commitments.view_commitments",
            ),
        ),
        PageDoor(
            "公示期限",
            "/desk/publicity-terms/",
            "clock",
            Group.REST,
            ("publicity.keep_terms",),
        ),
    )
    jobs = {"tidy": Daily(at=time(0, 20), label="公示期满登记")}
    posts = {"信息公开负责人": ("publicity.keep_terms",)}

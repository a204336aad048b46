from datetime import time
from importlib import import_module

from huiyin.casework.kinds import Group, MatterConfig, PageDoor
from huiyin.jobs.schedule import Daily

VIEW, SET = "hotline.view_requests", "routing.set_certainty"


class RoutingConfig(MatterConfig):
    name = "huiyin.routing"
    verbose_name = "交办建议"
    doors = (PageDoor("交办建议", "/desk/routing/", "lens", Group.CASES, (VIEW,), order=80),)
    jobs = {"train": Daily(at=time(1, 50), label="交办建议学习")}
    posts = {"热线负责人": (SET,)}
    verbs = {"version.train": "学习办结工单", "floor.set": "设定把握下限"}
    facts = {"target": "建议内容", "cases": "学习件数", "percent": "把握下限（%）"}

    def ready(self) -> None:
        super().ready()
        actions = import_module(f"{self.name}.actions")
        hints = import_module(f"{self.name}.typed")
        import_module("huiyin.hotline.calls.hints").sources.append(hints.units)
        import_module("huiyin.hotline.actions").workflow.followers.append(actions.note_choice)

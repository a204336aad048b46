from datetime import time
from importlib import import_module

from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Daily, Every

COLUMNS = ("disclosure.import_pages", "disclosure.view_statistics")
"""Either right shows how the columns stand."""


class DisclosureConfig(MatterConfig):
    name = "huiyin.disclosure"
    verbose_name = "信息公开"
    declares = ("tree.deadlines", "figures")
    doors = (
        RoomDoor("disclosure", "page", Group.DISCLOSURE, order=20),
        PageDoor("栏目", "/desk/columns/", "tree", Group.DISCLOSURE, COLUMNS, order=30),
        PageDoor("查漏补缺", "/desk/gaps/", "check", Group.DISCLOSURE, COLUMNS, order=40),
    )
    posts = {
        "信息公开岗": ("disclosure.import_pages", "disclosure.view_statistics"),
        "信息公开负责人": (
            "disclosure.change_columnpage",
            "disclosure.import_pages",
            "disclosure.view_statistics",
        ),
        "分管领导": ("disclosure.view_statistics",),
    }
    jobs = {
        "learn_terms": Every(minutes=60, is_long=True, label="检索学词"),
        "read_attachments": Every(minutes=1, is_long=True, label="附件检索"),
        "recount": Daily(at=time(2, 10), label="公开数量核对"),
    }
    verbs = {
        "column.add": "新建栏目",
        "column.set": "设置栏目",
        "column.remove": "删除栏目",
        "guide.draft": "起草公开指南",
        "document.publish": "发布",
        "document.update": "更新",
        "document.withdraw": "撤下",
        "document.draft": "起草公开信息",
        "agency.add": "新建机关页面",
    }
    heading = Heading("主动公开", order=10, room="disclosure")
    overview = (
        "disclosure.published",
        "disclosure.on-time",
        "disclosure.late",
    )

    def ready(self) -> None:
        super().ready()
        for module in ("publishing", "tally", "nodes"):
            import_module(f"{self.name}.tree.{module}").connect()

from huiyin.casework.kinds import Group, MatterConfig, PageDoor
from huiyin.jobs.schedule import Every

KEEP = "opendata.keep_terms"


class OpendataConfig(MatterConfig):
    name = "huiyin.opendata"
    verbose_name = "数据开放"
    declares = ("disclosed",)
    doors = (PageDoor("数据开放设定", "/desk/data-terms/", "table", Group.REST, (KEEP,)),)
    posts = {"信息公开负责人": (KEEP,)}
    jobs = {"make": Every(minutes=10, is_long=True, label="数据集文件生成")}
    verbs = {"terms.set": "设定开放许可", "renewal.set": "设定更新频率"}

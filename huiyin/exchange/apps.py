from datetime import time

from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Weekly

VIEW, SEND = "exchange.view_batches", "exchange.send_batch"


class ExchangeConfig(MatterConfig):
    name = "huiyin.exchange"
    verbose_name = "信用信息报送"
    declares = ("compliance", "figures", "suspects")
    doors = (
        RoomDoor("exchange", "send", Group.DISCLOSURE, 80),
        PageDoor("待报送和退回", "/desk/exchange-next/", "import", Group.DISCLOSURE, (VIEW,), 81),
        PageDoor(
            "报送规定", "/desk/exchange-rules/", "clock", Group.REST, ("exchange.keep_rules",)
        ),
    )
    jobs = {"weekly": Weekly(0, time(6, 10), label="生成信用信息报送批次")}
    posts = {
        "信用专管员": (
            VIEW, SEND, "licensing.view_ledger", "penalties.view_penalties",
            "commitments.view_commitments",
        ),
        "行政审批岗": (VIEW,),
        "行政审批负责人": (VIEW,),
        "行政处罚岗": (VIEW,),
        "行政处罚负责人": (VIEW,),
        "信息公开负责人": (VIEW, "exchange.keep_rules"),
        "分管领导": (VIEW,),
    }  # fmt: skip
    verbs = {
        "rule.set": "设定信用信息报送规定",
        "word.set": "设定回执用词",
        "file.read": "下载报送文件",
    }
    facts = {
        "table": "回执表",
        "platform_number": "平台受理号",
        "reference": "文书号",
        "said": "平台意见",
    }
    tones = {"待上传": "warn", "待回执": "warn", "回执已齐": "good"}
    heading = Heading("信用信息报送", order=26, room="exchange", dates_years=False)
    overview = ("exchange.batches", "exchange.answered")

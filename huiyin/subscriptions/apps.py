from datetime import time

from huiyin.casework.kinds import MatterConfig
from huiyin.jobs.schedule import Daily


class SubscriptionsConfig(MatterConfig):
    name = "huiyin.subscriptions"
    verbose_name = "订阅"
    declares = ("headers", "digest")
    jobs = {"tell": Daily(at=time(7, 30), label="订阅邮件")}
    verbs = {"ask": "申请订阅", "confirm": "确认订阅", "end": "退订"}

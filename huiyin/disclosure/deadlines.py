"""主动公开期限."""

from huiyin.casework.deadlines import TimeLimit, Unit, declare

PUBLISH = declare(
    TimeLimit("disclosure.publish", "主动公开", 20, Unit.WORKDAYS, "政府信息公开条例第二十六条")
)

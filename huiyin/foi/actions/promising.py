"""办理承诺: the head of the disclosure office says by when receipt is confirmed."""

from huiyin.casework.local_tables import LocalTable
from huiyin.foi.models import ConfirmationPromise

RIGHT = "foi.approve_extension"
PROMISES = LocalTable(
    ConfirmationPromise,
    "promise",
    "办理承诺",
    right=RIGHT,
    refusal="办理承诺由政府信息公开工作机构负责人改定",
    asked=("days", "valid_from", "basis"),
    columns={"valid_from": "执行日期", "days": "承诺工作日数", "basis": "依据"},
    kept="此前收到的申请仍按原来的承诺",
)

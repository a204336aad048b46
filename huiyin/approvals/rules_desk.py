"""许可事项办理规定 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import RULES

PAGE = LocalPage(
    "licence-rules",
    "许可事项办理规定",
    "每个事项的办理项、法定和承诺时限、申请材料和文书名称。收件时按当日有效的一行计算期限，已经收件的不再变。"
    "随软件提供的各行请按本机关的办事指南核对后，从今天起另设一行。",
    (RULES,),
)

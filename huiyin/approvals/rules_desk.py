"""许可事项办理规定 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import RULES

PAGE = LocalPage(
    "licence-rules",
    "许可事项办理规定",
    "每个事项的申请条件、申请材料、法定和承诺时限、收费、办理地点和文书名称，从执行日期起在门户“办事指南”公布。"
    "填写了“适用办理项”的一行只管这个办理项，优先于整个事项的规定。"
    "收件时按当日有效的一行计算期限，已经收件的不再变。"
    "随软件提供的各行请核对后，从今天起另设一行；没有核对的，办事指南会请群众先电话咨询。",
    (RULES,),
)

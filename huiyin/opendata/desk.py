"""开放许可 and 更新频率 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import RENEWALS, TERMS

PAGE = LocalPage(
    "data-terms",
    "数据开放设定",
    "数据目录里写明的许可和更新频率。没有设定许可的，目录如实写明“没有设定”；没有设定频率的写“不定期”。"
    "设定了频率的数据集，超过一个周期没有新内容的，在查漏补缺里点名。",
    (TERMS, RENEWALS),
)

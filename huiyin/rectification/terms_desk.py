"""整改期限 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import TERMS

PAGE = LocalPage(
    "rectification-terms",
    "整改期限",
    "通知书、意见书、决定书写明期限的，以文书为准；没有写明的按下面的期限计算。"
    "国家没有统一规定，请按本地的规定核对每一行，依据会写在数据旁边。",
    (TERMS,),
)

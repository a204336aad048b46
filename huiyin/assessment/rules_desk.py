"""评分方法和期限 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import METHODS, TERMS

PAGE = LocalPage(
    "assessment-rules",
    "评分方法和期限",
    "每个指标编号对应一种评分方法：没有方法的由人工评分。数据类的方法不填限值的，计入的每一件扣一次分；"
    "逐栏检查的，清单中每缺一栏扣一次分。随附的各行没有经过核对，请对照本地的考核细则和考核通知。",
    (METHODS, TERMS),
)

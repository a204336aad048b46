"""办理期限和答复分类 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import CLASSES, TERMS

PAGE = LocalPage(
    "proposal-terms",
    "办理期限和答复分类",
    "各地规定不一，请按本地的建议提案办理规定核对每一行，依据会写在数据旁边。"
    "答复代表建议的三个月、六个月由代表法规定，不在这里设定。",
    (TERMS, CLASSES),
)

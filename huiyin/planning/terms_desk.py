"""季度报送规定 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import TERMS

PAGE = LocalPage(
    "plan-terms",
    "季度报送规定",
    "季度终了以后，在规定的日数内报送的亮绿灯，还没有报送的亮黄灯；过了规定的日数亮红灯。"
    "国家没有统一规定，请按本地的督查办法核对。",
    (TERMS,),
)

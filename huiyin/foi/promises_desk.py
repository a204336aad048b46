"""办理承诺 on the desk: what is promised now, what was before, and a form for the next."""

from django.utils import timezone

from huiyin.casework.terms_desk import LocalPage

from .actions.promising import PROMISES
from .models import confirmation

PAGE = LocalPage(
    "foi-promises",
    "办理承诺",
    "网上申请、传真多久内与申请人确认收到，《中华人民共和国政府信息公开条例》没有规定，由本机关承诺；"
    "平常信函依第三十一条当日确认。",
    (PROMISES,),
    template="foi/desk/promises.html",
    more=lambda agency: {"now": confirmation(agency.pk, timezone.localdate())},
)

"""不再接收短信: whoever has read the progress of a request may refuse text messages to its number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.accounts.who import origin_of
from huiyin.hotline import links
from huiyin.notices import texts
from huiyin.throttle import budgets, guessing, refusing

from .messages import WAY
from .receipts import page


@never_cache
@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Done at once; an address that is too old leads back to number and query code."""
    matter = links.texted(code)
    if matter is None:
        try:
            guessing.missed_link(origin_of(request), at=timezone.now())
        except budgets.TooManyError as many:
            response = page(request, WAY, "evaluate_gone", {"again": refusing.again(many)}, 429)
            return refusing.marked(response, many)
        return redirect(WAY.progress)
    texts.refuse(matter.caller_phone, at=timezone.now())
    return page(request, WAY, "texts_refused", {"matter": matter})

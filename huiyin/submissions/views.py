"""What the script of the desk sends while somebody types; without it a form is kept when sent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huiyin.accounts import sessions
from huiyin.accounts.models import User

from . import fields, kept, once

FOR = "X-Typing-For"
"""Header: the address of the form that is being filled in."""


@login_required
@require_POST
def typing(request: HttpRequest) -> HttpResponse:
    """Keep what is typed, and the session with it; without an address only the session."""
    user, address = request.user, request.headers.get(FOR, "")
    typed = fields.of(request)
    if isinstance(user, User) and is_ours(address) and once.is_of(request, user):
        if fields.is_typed(typed) and not once.is_used(request):
            kept.keep(user, address, typed, at=timezone.now())
        else:
            kept.forget(user, address)
    idle, longest = sessions.left(request)
    return JsonResponse({"at": f"{timezone.localtime():%H:%M}", "idle": idle, "longest": longest})


@login_required
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """不要了: what was kept at one address is forgotten."""
    address, back = request.POST.get("address", ""), request.POST.get("back", "")
    if isinstance(request.user, User):
        kept.forget(request.user, address)
    return redirect(back if is_ours(back) else "desk")


def is_ours(address: str) -> bool:
    """A path of the desk, on this host."""
    return address.startswith("/desk/") and url_has_allowed_host_and_scheme(address, None)

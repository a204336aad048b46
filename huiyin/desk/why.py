"""查看的理由: takes the reason of a look at what only named persons may see, and leads on to it."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huiyin.casework import looking
from huiyin.casework.gate import DeskRequest, staff


@staff
@require_POST
def why(request: DeskRequest) -> HttpResponse:
    """What is looked at asks for itself who may see it; here is only said why."""
    typed = {name: request.POST.get(name, "") for name in ("scope", "next", "reason")}
    if not _is_of_the_desk(typed["next"]):
        typed["next"] = "/desk/"
    try:
        looking.give(request, typed["scope"], typed["reason"])
    except ValidationError as error:
        context = typed | {"error": error.messages[0]}
        return render(request, "desk/why.html", context, status=422)
    return redirect(typed["next"])


def _is_of_the_desk(address: str) -> bool:
    return address.startswith("/desk/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )

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
    told = {name: request.POST.get(name, "") for name in ("scope", "next", "reason")}
    if not _is_of_the_desk(told["next"]):
        told["next"] = "/desk/"
    try:
        looking.give(request, told["scope"], told["reason"])
    except ValidationError as error:
        context = told | {"error": error.messages[0]}
        return render(request, "desk/why.html", context, status=422)
    return redirect(told["next"])


def _is_of_the_desk(address: str) -> bool:
    return address.startswith("/desk/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )

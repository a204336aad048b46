"""Robots may read every lasting public page, but no search result and no step of a form.

Only path prefixes and no patterns: not every robot knows `$` and `*`. A guide (`/apply/`,
`/message/`) is open, so that it is found; each step behind it is closed by its own address.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from huiyin.foi.portal import steps
from huiyin.web.addresses import absolute

CLOSED = (
    *("/desk/", "/cms/", "/display/", "/search", "/feeds/search/"),
    *("/track/", "/mistakes/", "/subscribe/", "/message/evaluate/", "/verify/"),
)
STEPS = (
    *("apply-start", "apply-search", "apply-review", "apply-sent", "apply-resume"),
    *("message-sent", "message-progress", "credit-repair-papers"),
)


def closed() -> list[str]:
    """The prefixes of addresses that robots should not request."""
    return [
        *CLOSED,
        *(reverse(name) for name in STEPS),
        *(step.address for step in steps.EVERY),
    ]


def is_open(address: str) -> bool:
    return not address.startswith(tuple(closed()))


def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt, with the address of the site map."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed()),
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

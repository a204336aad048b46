"""Response headers that limit what a page may do, whatever got into it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# The CMS's own screens carry inline scripts and styles (see docs/adr/0004-desk-beside-wagtail.md).
CMS = STRICT.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'").replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)


class SecurityHeadersMiddleware:
    """Content-Security-Policy and Permissions-Policy on every answer; no caching of staff pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_cms = request.path.startswith("/cms/")
        response.headers.setdefault("Content-Security-Policy", CMS if is_cms else STRICT)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if request.path.startswith(("/desk/", "/cms/")):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

"""站内地址: whether an address of this site leads anywhere, without asking the network."""

from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve
from wagtail.models import Page

from huiyin.disclosure.models import DocumentPage, OldAddress
from huiyin.files.models import StoredFile

_CATCH_ALL = "tree"


def resolves(path: str) -> bool:
    """True for a page of the tree, a document by its number, a stored file, a fixed address."""
    path = unquote(path or "/")
    if not path.startswith("/"):
        return True  # relative to a page whose place is not known here
    if path in {"", "/"}:
        return True
    first, _, rest = path.strip("/").partition("/")
    if first == "i":
        return bool(DocumentPage.objects.filter(index_number=rest.strip("/")).exists())
    if rest.startswith("pictures/") and first == "files":
        digest = rest.rpartition("/")[2]  # a picture bears the digest of its file
        return len(digest) > 10 and bool(StoredFile.objects.filter(sha256__startswith=digest))
    if first == "files":
        number = rest.partition("/")[0]
        known = number.isdecimal() and len(number) < 12
        return known and bool(StoredFile.objects.filter(pk=number).exists())
    if first == "static":
        return finders.find(rest) is not None
    if OldAddress.objects.filter(path__in={path, path.rstrip("/")}).exists():
        return True
    return _is_page(path) or _is_fixed(path)


def _is_page(path: str) -> bool:
    """A live page, whatever the root of the tree is called."""
    ending = "/" + path.strip("/") + "/"
    pages = Page.objects.live().filter(url_path__endswith=ending, depth__gte=3)
    return any(
        "/" + url.strip("/").partition("/")[2] + "/" == ending
        for url in pages.values_list("url_path", flat=True)[:20]
    )


def _is_fixed(path: str) -> bool:
    """An address of the program itself; the pattern that takes everything else decides nothing."""
    try:
        match = resolve(
            path if path.endswith("/") or "." in path.rpartition("/")[2] else path + "/"
        )
    except Resolver404:
        return False
    return match.url_name != _CATCH_ALL

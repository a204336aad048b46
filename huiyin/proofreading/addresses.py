"""站内地址: whether an address of this site leads to a public page, without network requests.

An address whose page was withdrawn is as dead as one that never existed.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.db.models import Q, QuerySet
from django.urls import Resolver404, ResolverMatch, resolve

from huiyin.disclosure.models import DocumentPage, OldAddress
from huiyin.disclosure.tree import nodes
from huiyin.disclosure.tree.public import public
from huiyin.files.models import StoredFile
from huiyin.files.views import is_carried
from huiyin.organisations.models import Organisation
from huiyin.web import own_links
from huiyin.web.publiclists import declared

OPEN = frozenset({"apply-step", "budgets-file", "sitemap-file"} | {
    "report-annual-data",
    "report-applications", "report-applications-file", "report-figure", "report-figure-file",
    "report-totals", "report-totals-file", "report-year", "report-year-file",
    "bulletin-rows", "data-catalog", "data-file", "data-series", "data-set", "service", "service-form",
})  # fmt: skip
"""Addresses with a variable part that exist for every value; beside files of lists."""
LOOKED_UP = frozenset({
    "code", "feed", "file", "organisation", "permanent", "picture", "printed", "subject",
    "subject-statement", "tree",
})  # fmt: skip
"""Addresses of documents and their files, of agencies and subjects, looked up one by one."""
_STAFF = ("/desk/", "/cms/")


def records() -> dict[str, Callable[[], "QuerySet[Any]"]]:
    """Name of an address → its public records, each by its key."""
    return {one.record.name: one.public_records for one in declared() if one.record}


def is_open(name: str) -> bool:
    return name in OPEN or name in {f"{one.key}-file" for one in declared() if one.columns}


def resolves(path: str) -> bool:
    """Whether it leads to something public: a page of the tree, a document, a record, a file."""
    path = unquote(path or "/")
    if not path.startswith("/"):
        return True  # relative to a page whose place is not known here
    if path in {"", "/"}:
        return True
    first, _, rest = path.strip("/").partition("/")
    if first == "i":
        return _is_document(rest)
    if rest.startswith("pictures/") and first == "files":
        return _is_picture(rest.rpartition("/")[2])
    if first == "files":
        return _is_file(rest.partition("/")[0])
    if first == "static":
        return finders.find(rest) is not None
    old = OldAddress.objects.filter(public("document__"), path__in={path, path.rstrip("/")})
    return _is_fixed(path) or _is_branch(path) or old.exists()


def own(page: DocumentPage) -> Callable[[str], bool]:
    """The document's own address and files, public or not yet."""
    if page.pk is None:
        return lambda path: False
    pictures: Any = page.pictures.select_related("file")
    addresses = {page.permanent_address, *(picture.get_absolute_url() for picture in pictures)}
    keys = {str(item.file_id) for item in page.attachments.all() if item.file_id}

    def is_own(path: str) -> bool:
        parts = path.split("/")
        return path in addresses or (parts[:2] == ["", "files"] and parts[2] in keys)

    return is_own


def _is_document(number: str) -> bool:
    plain = number.strip("/")
    spellings = {plain, plain.removesuffix(".pdf"), plain.removesuffix(".svg")}
    return bool(DocumentPage.objects.live().filter(index_number__in=spellings).exists())


def _is_picture(digest: str) -> bool:
    """The address of a picture contains its digest."""
    if len(digest) <= 10:
        return False
    files = StoredFile.objects.filter(sha256__startswith=digest)
    return any(_is_given_out(file) for file in files)


def _is_file(number: str) -> bool:
    known = number.isdecimal() and len(number) < 12
    file = StoredFile.objects.filter(pk=number).first() if known else None
    return file is not None and _is_given_out(file)


def _is_given_out(file: StoredFile) -> bool:
    """Public, or to be published with its draft; not if its document is gone."""
    return is_carried(file.pk) if file.is_public else True


def _is_branch(path: str) -> bool:
    """A public page of the tree, at its present or a former address."""
    address = f"/{path.strip('/')}/"
    return _is_in_tree(address) or (
        (there := nodes.forwarded(address)) != "" and _is_in_tree(there)
    )


def _is_in_tree(address: str) -> bool:
    """One query for every kind of page: only documents have a last day."""
    pages = nodes.at_address(address).live()
    return bool(pages.filter(Q(documentpage=None) | public("documentpage__")).exists())


def _is_fixed(path: str) -> bool:
    """An address of the program itself whose content exists."""
    try:
        match = resolve(
            path if path.endswith("/") or "." in path.rpartition("/")[2] else path + "/"
        )
    except Resolver404:
        return False
    if path.startswith(_STAFF):
        return False
    if match.url_name == "feed":
        return _is_branch(match.kwargs["address"])
    if match.url_name == "organisation":
        return Organisation.objects.agencies().filter(slug=match.kwargs["slug"]).exists()
    return not match.kwargs or _shows_something(match)


def _shows_something(match: ResolverMatch) -> bool:
    name = match.url_name or ""
    if (public_records := records().get(name)) is not None:
        return public_records().filter(pk=min(match.kwargs["pk"], 2**62)).exists()
    return is_open(name)


own_links.look_up_by(resolves)

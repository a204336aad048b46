"""`huiyin check-page FILE|URL|--all`: the findings of a page, before or after its publication."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from huiyin.checks import LABELS, Finding, Severity
from huiyin.disclosure.models import DocumentPage, OldAddress
from huiyin.ingest.pages import reader
from huiyin.ingest.pages.bounded import read_within
from huiyin.ingest.pages.values import RefusedError
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation
from huiyin.proofreading import findings

_STEP = 100
_LARGEST = 20 * 2**20


class Command(Base):
    help = "发布前检查：网页文件、本站地址，或者本站全部公开信息"
    takes_agency = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "page", nargs="?", metavar="FILE|URL",
            help="网页文件（.html .htm .shtml .txt），或者本站的地址，如 /i/…；不访问网络",
        )  # fmt: skip
        parser.add_argument("--all", action="store_true", help="检查本站已发布的全部公开信息")

    def handle(self, *, page: str | None, **options: Any) -> None:
        if bool(page) == options["all"]:
            self.usage("请给出一个网页文件或者本站地址；检查全部用 --all")
        agency = self._agency(options["agency"])
        if options["all"]:
            self._all(agency, as_json=options["json"])
            return
        about, page_findings = self._one(page or "", agency)
        if options["json"]:
            self.put({**about, "findings": [finding.as_dict() for finding in page_findings]})
        else:
            self._table(page_findings)
        self.say(_counted(page_findings))
        if any(finding.severity is Severity.ERROR for finding in page_findings):
            self.faults()

    def _agency(self, code: str | None) -> Organisation | None:
        """The named agency, or the only one, whose terms are used; None if there is none."""
        agencies = Organisation.objects.agencies()
        return self.agency(code) if code or agencies.count() == 1 else None

    def _one(self, page: str, agency: Organisation | None) -> tuple[dict[str, Any], list[Finding]]:
        path = Path(page)
        if path.is_file():
            return self._file(path, agency)
        if not page.startswith(("http://", "https://", "/")):
            self.usage(f"找不到文件 {page}")
        document = self._document(page)
        about = {"url": document.permanent_address, "title": document.title}
        return about, findings.of_page(document)

    def _file(
        self, path: Path, agency: Organisation | None
    ) -> tuple[dict[str, Any], list[Finding]]:
        extension = path.suffix.lstrip(".").lower()
        if extension not in reader.PAGES:
            self.usage(f"{path.name} 不是网页文件；可以检查 {'、'.join(sorted(reader.PAGES))}")
        if path.stat().st_size > _LARGEST:
            self.usage(f"{path.name} 超过 {_LARGEST // 2**20} MB")
        try:
            read = read_within(path.read_bytes(), extension, timezone.now())
        except RefusedError as error:
            self.stderr.write(f"{path.name}：{error}")
            self.faults()
        page_findings = findings.of_html(
            read.body,
            title=read.title,
            published_on=timezone.localdate(read.published_at) if read.published_at else None,
            formed_on=read.formed_on,
            doc_number=read.doc_number or "",
            issuer=read.issuer or "",
            beside=findings.beside_text(read),
            agency=agency,
            own_site=False,
        )
        return {"file": str(path), "title": read.title}, page_findings

    def _document(self, address: str) -> DocumentPage:
        """The page of this site with that address."""
        parts = urlsplit(address)
        hosts = {host.lstrip(".") for host in settings.ALLOWED_HOSTS}
        if parts.netloc and "*" not in hosts and (parts.hostname or "") not in hosts:
            self.usage(f"{parts.hostname} 不是本站的域名；别的网站请先把网页保存成文件")
        path = unquote(parts.path)
        document: DocumentPage | None
        documents = DocumentPage.objects.select_related("agency")
        if path.startswith("/i/"):
            document = documents.filter(index_number=path[3:].strip("/")).first()
        else:
            old = OldAddress.objects.filter(path=path).first()
            ending = "/" + path.strip("/") + "/"
            document = old.document if old else documents.filter(url_path__endswith=ending).first()
        return document or self.usage(f"本站没有 {path} 这篇公开信息")

    def _all(self, agency: Organisation | None, *, as_json: bool) -> None:
        """Every live document, one after another; only the numbers are kept in memory."""
        severities: Counter[Severity] = Counter()
        pages = 0
        if as_json:
            self.stdout.write('{"pages": [', ending="")
        for page, page_findings in self._pages(agency):
            severities.update(finding.severity for finding in page_findings)
            if as_json:
                self.stdout.write(",\n" if pages else "\n", ending="")
                self.stdout.write(
                    json.dumps(_as_json(page, page_findings), ensure_ascii=False), ending=""
                )
            elif page_findings:
                self.stdout.write(f"{page.permanent_address} {page.title}")
                self._table(page_findings)
            pages += 1
            if pages % _STEP == 0:
                self.say(f"已检查 {pages} 篇……")
        if as_json:
            counts = {severity.value: severities[severity] for severity in Severity}
            self.stdout.write(f'\n], "count": {pages}, "severities": {json.dumps(counts)}}}')
        totals = "，".join(f"{LABELS[one]} {severities[one]}" for one in Severity)
        self.say(f"检查完成：共 {pages} 篇，{totals}")
        if severities[Severity.ERROR]:
            self.faults()

    def _pages(self, agency: Organisation | None) -> Iterator[tuple[DocumentPage, list[Finding]]]:
        documents = DocumentPage.objects.live().select_related("agency").order_by("pk")
        if agency is not None:
            documents = documents.filter(agency=agency)
        resolves = findings.lookup()
        for page in documents.iterator(chunk_size=_STEP):
            yield page, findings.of_page(page, resolves=resolves)

    def _table(self, page_findings: list[Finding]) -> None:
        for finding in page_findings:
            self.stdout.write(f"  {LABELS[finding.severity]}  {finding.where}  {finding.message}")
            if finding.fault:
                self.stdout.write(f"        {finding.excerpt}  [{finding.code}]")


def _as_json(page: DocumentPage, page_findings: list[Finding]) -> dict[str, Any]:
    return {
        "url": page.permanent_address,
        "title": page.title,
        "findings": [finding.as_dict() for finding in page_findings],
    }


def _counted(page_findings: list[Finding]) -> str:
    counts = Counter(finding.severity for finding in page_findings)
    return "，".join(f"{LABELS[one]} {counts[one]}" for one in Severity)

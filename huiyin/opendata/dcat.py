"""The catalogue as DCAT-AP 3: one graph, written as Turtle and as JSON-LD.

Every name is an address of this site with a mark (`/data/licences/2026/#dataset`), so that it leads
to the page that tells the same to a person, and stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD

from huiyin.organisations.models import Organisation
from huiyin.web.addresses import absolute

from . import kept
from .kept import Answer
from .models import Frequency
from .schema import address_of
from .series import Dataset, Series
from .settled import Licence, Publisher

DCAT = Namespace("http://www.w3.org/ns/dcat#")
"""Of its third version; the library knows the second."""
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
THEMES = EU + "data-theme"
THEME, THEME_NAME = URIRef(f"{THEMES}/GOVE"), "政府与公共部门"
AVAILABLE, AVAILABLE_NAME = URIRef(f"{EU}planned-availability/AVAILABLE"), "现在可用"
PUBLIC = URIRef(f"{EU}access-right/PUBLIC")
CHINESE = URIRef(f"{EU}language/ZHO")
SHA256 = SPDX.checksumAlgorithm_sha256
PREFIXES = {
    "dcat": str(DCAT), "dct": str(DCTERMS), "foaf": str(FOAF), "skos": str(SKOS),
    "vcard": str(VCARD), "spdx": str(SPDX), "dcatap": str(DCATAP), "xsd": str(XSD),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the catalogue says besides the series themselves.

    Attributes:
        answers: of each dataset whose files are made; what is not there has no size yet.
        creators: of each dataset the agencies whose records it holds, where the site is of several.
    """

    publisher: Publisher
    site: str
    licence: Licence
    frequencies: Mapping[str, Frequency]
    answers: Mapping[Dataset, Answer]
    changed_at: datetime
    creators: Mapping[Dataset, Iterable[Organisation]] = field(default_factory=dict)


def catalog(series: Iterable[Series], told: Told) -> Graph:
    return _Catalog(told).of(series)


def turtle(graph: Graph) -> str:
    return graph.serialize(format="turtle")


def jsonld(graph: Graph) -> str:
    return graph.serialize(format="json-ld", context=PREFIXES, auto_compact=True, indent=1)


def _here(name: str, mark: str, *arguments: str) -> URIRef:
    return URIRef(absolute(reverse(name, args=arguments)) + f"#{mark}")


def _chinese(text: str) -> Literal:
    return Literal(text, lang="zh")


class _Catalog:
    """The graph while it is written."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.graph = Graph()
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace, replace=True)
        self.me = _here("data", "catalog")
        self.publisher = _here("data", "publisher")
        self.contact = _here("data", "contact")
        self.place = _here("data", "place")
        self.licence = URIRef(told.licence.address)

    def of(self, series: Iterable[Series]) -> Graph:
        self._shared()
        self._catalog()
        for one in series:
            self._series(one)
        return self.graph

    def _say(self, subject: URIRef | BNode, **objects: "URIRef | BNode | Literal") -> None:
        for name, value in objects.items():
            self.graph.add((subject, DCTERMS[name], value))

    def _is(self, thing: URIRef | BNode, *kinds: URIRef) -> None:
        for kind in kinds:
            self.graph.add((thing, RDF.type, kind))

    def _shared(self) -> None:
        """Who, on what terms, and the foreign names with their kinds, which the shapes ask for."""
        add, of = self.graph.add, self.told.publisher
        self._is(self.publisher, FOAF.Agent)
        add((self.publisher, FOAF.name, _chinese(of.name)))
        if of.code:
            self._say(self.publisher, identifier=Literal(of.code))
        self._is(self.contact, VCARD.Kind, VCARD.Organization)
        add((self.contact, VCARD.fn, _chinese(of.name)))
        if of.telephone:
            digits = "".join(sign for sign in of.telephone if sign in "+0123456789-")
            add((self.contact, VCARD.hasTelephone, URIRef(f"tel:{digits}")))
        self._is(self.licence, DCTERMS.LicenseDocument)
        self._say(
            self.licence,
            title=_chinese(self.told.licence.name),
            description=_chinese(self.told.licence.text),
        )
        self._is(CHINESE, DCTERMS.LinguisticSystem)
        self._is(PUBLIC, DCTERMS.RightsStatement)
        self._is(SHA256, SPDX.ChecksumAlgorithm)
        if of.region:
            self._is(self.place, DCTERMS.Location)
            self._say(self.place, identifier=Literal(of.region))
        self._is(URIRef(THEMES), SKOS.ConceptScheme)
        self._say(URIRef(THEMES), title=Literal("Data theme", lang="en"))
        for concept, name in ((THEME, THEME_NAME), (AVAILABLE, AVAILABLE_NAME)):
            self._is(concept, SKOS.Concept)
            add((concept, SKOS.prefLabel, _chinese(name)))
        for form in kept.FORMS.values():
            self._is(URIRef(f"{EU}file-type/{form.kind}"), DCTERMS.MediaTypeOrExtent)
            self._is(URIRef(IANA + form.media), DCTERMS.MediaType)

    def _catalog(self) -> None:
        page = URIRef(absolute(reverse("data")))
        self._is(self.me, DCAT.Catalog)
        self._say(
            self.me,
            title=_chinese(f"{self.told.site}数据目录"),
            description=_chinese(f"{self.told.publisher.name}依法公开的数据集"),
            publisher=self.publisher,
            language=CHINESE,
            license=self.licence,
            modified=Literal(self.told.changed_at),
        )
        self._is(page, FOAF.Document)
        self.graph.add((self.me, FOAF.homepage, page))
        self.graph.add((self.me, DCAT.themeTaxonomy, URIRef(THEMES)))

    def _series(self, series: Series) -> None:
        datasets = series.datasets()
        if not datasets:
            return
        me = _here("data-series", "series", series.key)
        self._is(me, DCAT.DatasetSeries)
        self._common(me, series)
        self._say(me, title=_chinese(series.title))
        for dataset in datasets:
            self._dataset(dataset, me)

    def _common(self, thing: URIRef, series: Series) -> None:
        """What a series and each of its years say alike."""
        frequency = self.told.frequencies.get(series.key, Frequency.IRREGULAR)
        how_often = URIRef(f"{EU}frequency/{frequency.value}")
        self._is(how_often, DCTERMS.Frequency)
        self._say(
            thing,
            description=_chinese(series.about),
            publisher=self.publisher,
            accrualPeriodicity=how_often,
        )
        self.graph.add((thing, DCAT.contactPoint, self.contact))
        if self.told.publisher.region:
            self._say(thing, spatial=self.place)

    def _dataset(self, dataset: Dataset, series: URIRef) -> None:
        key, year = dataset.series.key, dataset.year
        me, page = _here("data-set", "dataset", key, year), absolute(page_of(dataset))
        self._is(me, DCAT.Dataset)
        self._common(me, dataset.series)
        self._say(
            me,
            title=_chinese(dataset.title),
            identifier=Literal(f"{key}/{year}"),
            language=CHINESE,
            accessRights=PUBLIC,
        )
        add = self.graph.add
        add((self.me, DCAT.dataset, me))
        add((me, DCAT.inSeries, series))
        add((me, DCAT.theme, THEME))
        for word in dataset.series.keywords:
            add((me, DCAT.keyword, _chinese(word)))
        self._is(URIRef(page), FOAF.Document)
        add((me, DCAT.landingPage, URIRef(page)))
        for agency in self.told.creators.get(dataset, ()):
            self._say(me, creator=self._agency(agency))
        if dataset.span:
            self._say(me, temporal=self._period(*dataset.span))
        answer = self.told.answers.get(dataset)
        if modified := modified_of(dataset, answer):
            self._say(me, modified=Literal(modified))
        for form in kept.FORMS:
            add((me, DCAT.distribution, self._file(dataset, form, answer)))

    def _agency(self, agency: Organisation) -> URIRef:
        """机关: the publisher itself where it is one."""
        if agency.name == self.told.publisher.name:
            return self.publisher
        me = _here("data", f"agency-{agency.slug}")
        self._is(me, FOAF.Agent)
        self.graph.add((me, FOAF.name, _chinese(agency.name)))
        if agency.uscc:
            self._say(me, identifier=Literal(agency.uscc))
        return me

    def _period(self, first: date, last: date) -> BNode:
        period = BNode()
        self._is(period, DCTERMS.PeriodOfTime)
        self.graph.add((period, DCAT.startDate, Literal(first)))
        self.graph.add((period, DCAT.endDate, Literal(last)))
        return period

    def _file(self, dataset: Dataset, form: str, answer: Answer | None) -> URIRef:
        _, kind, media, about = kept.FORMS[form]
        me = _here("data-set", form.replace(".", "-"), dataset.series.key, dataset.year)
        address = URIRef(absolute(address_of(dataset, form)))
        schema = URIRef(absolute(address_of(dataset, "schema.json")))
        self._is(me, DCAT.Distribution)
        self._say(
            me,
            title=_chinese(f"{dataset.title} {kind}"),
            description=_chinese(about),
            format=URIRef(f"{EU}file-type/{kind}"),
            license=self.licence,
            language=CHINESE,
        )
        add = self.graph.add
        add((me, DCAT.accessURL, address))
        add((me, DCAT.downloadURL, address))
        add((me, DCAT.mediaType, URIRef(IANA + media)))
        add((me, DCATAP.availability, AVAILABLE))
        if form == "csv":
            self._is(schema, DCTERMS.Standard)
            self._say(me, conformsTo=schema)
        if answer:
            file, checksum = answer.files[form], BNode()
            add((me, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)))
            self._is(checksum, SPDX.Checksum)
            add((me, SPDX.checksum, checksum))
            add((checksum, SPDX.algorithm, SHA256))
            value = Literal(file.digest, datatype=XSD.hexBinary, normalize=False)
            add((checksum, SPDX.checksumValue, value))
        return me


def page_of(dataset: Dataset) -> str:
    return reverse("data-set", args=[dataset.series.key, dataset.year])


def modified_of(dataset: Dataset, answer: Answer | None) -> date | datetime | None:
    """When the rows were last found to be others; before that was ever seen, the newest record's day."""
    return answer.changed_at if answer and answer.changed_at else dataset.part.newest

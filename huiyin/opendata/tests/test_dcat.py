"""The catalogue is valid by the shapes of DCAT-AP 3.0.1, judged by programs that share no code."""

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pyrudof
import pyshacl
import pytest
from rdflib import Graph, Literal
from rdflib.compare import isomorphic
from rdflib.namespace import FOAF, RDF, XSD
from wagtail.models import Site

from huiyin.licensing import actions
from huiyin.licensing.tests import trial
from huiyin.opendata.dcat import DCAT, DCTERMS, SPDX
from huiyin.opendata.models import DataTerms
from huiyin.organisations.models import Organisation
from huiyin.web.models import SiteProfile

pytestmark = pytest.mark.django_db

SHAPES = Path(__file__).parent / "dcat_ap"
NODE = shutil.which("node")
RDFJS = Path(os.environ.get("NODE_PATH", "")) / "rdf-validate-shacl"
NAMES = ("shapes.ttl", "range.ttl", "dcat-ap-SHACL.ttl")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def shown(licence, robot, morning):
    return actions.publish(licence(), actor=robot, at=morning)


@pytest.fixture
def catalogue(shown, client):
    return Graph().parse(data=client.get("/data/catalog.ttl").content, format="turtle")


@pytest.fixture(scope="module")
def shapes():
    return {name: Graph().parse(SHAPES / name) for name in NAMES}


def by_pyshacl(graph, shapes):
    """What is wrong, in words; so do all engines."""
    return "".join(
        text
        for conforms, _, text in (
            pyshacl.validate(graph, shacl_graph=one) for one in shapes.values()
        )
        if not conforms
    )


def by_rudof(graph, shapes):
    rudof, faults = pyrudof.Rudof(pyrudof.RudofConfig()), []
    rudof.read_data(graph.serialize(format="turtle"))
    for name in shapes:
        rudof.read_shacl((SHAPES / name).read_text())
        faults += map(str, rudof.validate_shacl())
    return "\n".join(faults)


def by_rdfjs(graph, shapes, folder):
    """The engine of the portals in JavaScript, where somebody has it installed."""
    said = []
    graph.serialize(folder / "data.nt", format="nt", encoding="utf-8")
    for name, one in shapes.items():
        place = folder / f"{name}.nt"
        one.serialize(place, format="nt", encoding="utf-8")
        done = subprocess.run(  # noqa: S603 - a script of ours
            [NODE, SHAPES / "judge.mjs", RDFJS.parent, folder / "data.nt", place],
            capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        said.append(done.stdout)
    return "".join(said)


def without(*triple):
    def break_(graph):
        graph.remove(triple)

    return break_


def a_word_for_a_number(graph):
    graph.remove((None, DCAT.byteSize, None))
    one = next(graph.subjects(RDF.type, DCAT.Distribution))
    graph.add((one, DCAT.byteSize, Literal("about a megabyte")))


def a_text_for_a_publisher(graph):
    one = next(graph.subjects(RDF.type, DCAT.Catalog))
    graph.remove((one, DCTERMS.publisher, None))
    graph.add((one, DCTERMS.publisher, Literal("市城管局")))


FAULTS = {
    "no title": without(None, DCTERMS.title, None),
    "no description": without(None, DCTERMS.description, None),
    "no address of a file": without(None, DCAT.accessURL, None),
    "a checksum without its kind": without(None, SPDX.algorithm, None),
    "a size in words": a_word_for_a_number,
    "a publisher that is a text": a_text_for_a_publisher,
}


ENGINES = {"pyshacl, in Python": by_pyshacl, "rudof, in Rust": by_rudof}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_catalogue_is_valid(engine, catalogue, shapes):
    assert ENGINES[engine](catalogue, shapes) == ""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_broken_catalogue_is_not(engine, fault, catalogue, shapes):
    FAULTS[fault](catalogue)
    assert "Violation" in ENGINES[engine](catalogue, shapes)


@pytest.mark.skipif(
    not (NODE and RDFJS.is_dir()),
    reason="no node, or no rdf-validate-shacl in the folder that NODE_PATH names",
)
@pytest.mark.parametrize("fault", [None, *FAULTS])
def test_an_engine_in_javascript_says_the_same(fault, catalogue, shapes, tmp_path):
    if fault:
        FAULTS[fault](catalogue)
    assert ("Violation" in by_rdfjs(catalogue, shapes, tmp_path)) is bool(fault)


def test_json_ld_says_the_same(catalogue, client):
    other = Graph().parse(data=client.get("/data/catalog.jsonld").content, format="json-ld")
    assert isomorphic(catalogue, other)


def test_checksum_and_size_are_those_of_the_file(catalogue, client):
    told = {
        str(catalogue.value(one, DCAT.downloadURL)): (
            str(catalogue.value(catalogue.value(one, SPDX.checksum), SPDX.checksumValue)).lower(),
            int(catalogue.value(one, DCAT.byteSize)),
        )
        for one in catalogue.subjects(RDF.type, DCAT.Distribution)
    }
    assert any(address.endswith("/data/licences/2020.csv") for address in told)
    for address, (digest, size) in told.items():
        response = client.get("/" + address.split("/", 3)[3])
        assert (response["ETag"].strip('"'), int(response["Content-Length"])) == (digest, size)


def test_a_digest_is_written_as_text_that_any_program_reads(shown, client):
    text = client.get("/data/catalog.ttl").content.decode()
    digest = client.get("/data/licences/2020.csv")["ETag"]
    assert f"{digest}^^xsd:hexBinary" in text


def test_a_dataset_says_its_year_its_column_names_and_whom_to_ask(catalogue):
    one = next(
        one for one in catalogue.subjects(RDF.type, DCAT.Dataset) if "/licences/2020/" in str(one)
    )
    period = catalogue.value(one, DCTERMS.temporal)
    assert catalogue.value(period, DCAT.startDate) == Literal(date(2020, 1, 1))
    assert catalogue.value(one, DCTERMS.modified) == Literal("2026-03-03", datatype=XSD.date)
    assert str(catalogue.value(one, DCTERMS.title)) == "行政许可公示（2020年）"
    assert catalogue.value(one, DCAT.contactPoint) is not None


def test_without_terms_the_catalogue_says_that_there_are_none(shown, client):
    assert "没有设定开放许可" in client.get("/data/catalog.ttl").content.decode()


def test_the_terms_in_force_are_named_by_their_own_address(shown, client):
    DataTerms.objects.create(
        name="知识共享署名 4.0", address="https://creativecommons.org/licenses/by/4.0/",
        text="可以使用，注明来源", valid_from=date(2020, 1, 1), basis="测试",
    )  # fmt: skip
    graph = json.loads(client.get("/data/catalog.jsonld").content)
    licences = {one["dct:license"]["@id"] for one in graph["@graph"] if "dct:license" in one}
    assert licences == {"https://creativecommons.org/licenses/by/4.0/"}


def test_the_publisher_is_the_sponsor_and_each_agency_a_creator(
    catalogue, shown, bureau, client, robot, morning, settings, tmp_path
):
    """Code and telephone of one agency are not said of a body of another name."""
    assert (None, DCTERMS.creator, None) not in catalogue
    SiteProfile.objects.update_or_create(
        site=Site.objects.get(), defaults={"name": "云溪市政府网", "sponsor": "云溪市人民政府"}
    )
    other = Organisation.objects.create(
        name="云溪市园林局",
        short_name="园林局",
        slug="ylj",
        is_agency=True,
        uscc="91341799MA2TEX01KJ",
    )
    actions.publish(
        actions.register(trial.licence(other), actor=robot, at=morning), actor=robot, at=morning
    )
    graph = Graph().parse(data=client.get("/data/catalog.ttl").content, format="turtle")
    (publisher,) = set(graph.objects(None, DCTERMS.publisher))
    assert str(graph.value(publisher, FOAF.name)) == "云溪市人民政府"
    assert graph.value(publisher, DCTERMS.identifier) is None
    creators = {str(graph.value(one, FOAF.name)) for one in graph.objects(None, DCTERMS.creator)}
    assert creators == {"云溪市城市管理局", "云溪市园林局"}
    assert by_pyshacl(graph, {name: Graph().parse(SHAPES / name) for name in NAMES}) == ""

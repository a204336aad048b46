"""数据字典 for machines: of the CSV without a mark, as Table Schema and as CSVW."""

from django.urls import reverse

from huiyin.web.addresses import absolute
from huiyin.web.tables import CellKind

from .series import Dataset

PROFILE = "https://datapackage.org/profiles/1.0/tableschema.json"
CSVW = "http://www.w3.org/ns/csvw"
_XML = {
    CellKind.TEXT: "string",
    CellKind.DAY: "date",
    CellKind.WHOLE: "integer",
    CellKind.AMOUNT: "decimal",
}


def address_of(dataset: Dataset, form: str) -> str:
    """Of a file, or of what describes it: `/data/licences/2026.csv`."""
    return reverse("data-file", args=[dataset.series.key, dataset.year, form])


def table_schema(dataset: Dataset) -> dict[str, object]:
    """Its fields bear the heads of the file; `code` is the name that a program gives them."""
    fields = [
        {
            "name": column.head,
            "title": column.head,
            "type": str(column.kind),
            "code": column.name,
            **({"description": column.about} if column.about else {}),
        }
        for column in dataset.series.columns
    ]
    return {"$schema": PROFILE, "title": dataset.title, "fields": fields, "missingValues": [""]}


def csvw(dataset: Dataset) -> dict[str, object]:
    """Found by a program at the address of the file with `-metadata.json`."""
    columns = [
        {
            "name": column.name,
            "titles": column.head,
            "datatype": _XML[column.kind],
            **({"dc:description": column.about} if column.about else {}),
        }
        for column in dataset.series.columns
    ]
    return {
        "@context": [CSVW, {"@language": "zh"}],
        "url": absolute(address_of(dataset, "csv")),
        "dc:title": dataset.title,
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns},
    }

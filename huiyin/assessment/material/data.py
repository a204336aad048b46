"""自评材料 as data: the same tables for a program, and each piece of evidence with its whole digest."""

import json

from .content import Material

FORMAT = "huiyin-self-evaluation/1"


def to_json(said: Material) -> bytes:
    """Facts, tables cell by cell as every format shows them, and the digests of the evidence."""
    content = {
        "format": FORMAT,
        "title": said.title,
        "unit": said.unit,
        "year": said.year,
        "facts": dict(said.facts),
        "tables": [
            {"heading": one.heading, "heads": one.heads, "rows": one.rows} for one in said.tables
        ],
        "evidence": [{"name": name, "sha256": proof.file.sha256} for name, proof in said.evidence],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()

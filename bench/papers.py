"""How long one letter takes: the filled Word file, and the PDF made from it (after warm-up)."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

ROUNDS = 30


def run() -> dict[str, Any]:
    import django

    django.setup()
    from huiyin.files import typeset, word
    from huiyin.foi.papers.kinds import KINDS
    from huiyin.letters.layout import to_template

    kind, at = KINDS["answer"], datetime(2026, 3, 3, tzinfo=UTC)
    template = to_template(kind.text)
    paragraph = "经审查，申请公开的信息属于本机关可以公开的政府信息，现依法予以公开。" * 4
    values = {name: f"（{name}）" for name in kind.vocabulary.names}
    values |= {name: [paragraph, paragraph] for name in kind.vocabulary.blocks}

    def filled() -> bytes:
        return word.fill(template, values, title="答复书", at=at)

    source = filled()
    return {
        "docx_ms": _median(filled),
        "pdf_ms": _median(lambda: typeset.to_pdf(source, at=at)),
    }


def _median(act: Callable[[], bytes]) -> float:
    act()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken), 1)

"""One way to put a text before the checks."""

from datetime import date

import pytest

from huiyin.checks import Context, Document, read, run

PUBLISHED = date(2020, 11, 17)


@pytest.fixture
def findings():
    """Findings of a text (plain or HTML) against one rule: `findings("sums.", "…")`."""

    def check(code, text="", *, context=None, **values):
        markup = text if text.lstrip().startswith("<") else f"<p>{text}</p>"
        values.setdefault("title", "关于某项工作的通知")
        values.setdefault("published_on", PUBLISHED)
        document = Document(body=read(markup), **values)
        every = run(document, context or Context())
        return [finding for finding in every if finding.code.startswith(code)]

    return check

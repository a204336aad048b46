"""内容概述 of an old page that may come along."""

import pytest

from huiyin.ingest.pages.summaries import written

TEXT = "申请人张某，身份证号341702********4517，符合条件。\n现将本批结果予以公示。"


@pytest.mark.parametrize(
    ("summary", "kept"),
    [
        pytest.param("公示一批申请的结果", True, id="somebody wrote it"),
        pytest.param("", False, id="none"),
        pytest.param("申请人张某，身份证号341702199003074517，符合条件。", False, id="not masked"),
        pytest.param("刘某举报张某。现将本批结果予以公示。", False, id="a deleted sentence"),
        pytest.param("本批结果", False, id="short, in the text"),
        pytest.param("公示13812345678的结果", False, id="a number of a person"),
    ],
)
def test_written(summary, kept):
    assert written(summary, TEXT) == (summary if kept else "")

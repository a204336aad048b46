"""One term for one thing: what was given up for the office's own word does not come back."""

from pathlib import Path

import pytest

HUIYIN = Path(__file__).parents[2] / "huiyin"
LEFT_OUT = {"tests", "migrations", "checks", "demo", "ingest"}
"""Terms of others: what pages and ledgers may hold."""
TERMS = {
    "双因素验证": "双因素认证",
    "可办的事": "可办理事项",
    "谁办": "责任主体",
    "怎样拿到": "获取途径",
    "知道的话": "选填",
    "我有续填码": "凭续填码继续填写",
    "查已公开的<": "查询",
    "用阅读器的": "也可使用订阅源（Atom）",
    "去补正": "提交补正",
    "去说明理由": "提交理由",
    "请选择救济类别": "请选择救济途径",
    "及时公示率": "公示及时率",
    "通过门户": "通过政府门户网站",
    "在门户公示": "在政府门户网站公示",
    "答复依申请公开": "办结依申请公开",
    '"政府信息公开条例第': "《中华人民共和国政府信息公开条例》第",
    "依据：政府信息公开条例": "《中华人民共和国政府信息公开条例》",
}


@pytest.fixture(scope="module")
def written():
    """What people may read of the product: templates, letters, and the words in the code."""
    files = [path for kind in ("html", "py", "toml") for path in HUIYIN.rglob(f"*.{kind}")]
    return {
        str(path.relative_to(HUIYIN)): path.read_text(encoding="utf-8")
        for path in files
        if not LEFT_OUT & set(path.relative_to(HUIYIN).parts)
    }


@pytest.mark.parametrize("old", TERMS)
def test_a_term_that_was_given_up(written, old):
    assert not [name for name, text in written.items() if old in text], TERMS[old]

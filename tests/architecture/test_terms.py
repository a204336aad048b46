"""One term for one thing: what was given up for the office's own word does not come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HUIYIN = Path(__file__).parents[2] / "huiyin"
LEFT_OUT = {"tests", "migrations", "checks", "demo", "ingest"}
FOREIGN = {"sheet.py", "ledger.py"}
"""Terms of others: what pages and ledgers may hold."""
EVERYWHERE, LETTERS, PUBLIC, SAID = "everywhere", "letters", "public", "said"
"""Where a wrong form is looked for: all that is written; letters; public pages; words of the code."""

TERMS = [
    # where, wrong form (a pattern), what is said instead, a wrong line that it finds
    (EVERYWHERE, "双因素验证|双因子", "双因素认证", "启用双因素验证"),
    (EVERYWHERE, "可办的事", "可办理事项", "<h2>可办的事</h2>"),
    (EVERYWHERE, "谁办", "责任主体", "<th>谁办</th>"),
    (EVERYWHERE, "怎样拿到|怎么拿到", "获取途径", "怎样拿到"),
    (EVERYWHERE, "知道的话", "选填", "文号（知道的话）"),
    (EVERYWHERE, "我有续填码", "凭续填码继续填写", "我有续填码"),
    (EVERYWHERE, "查已公开的<", "查询", "<button>查已公开的</button>"),
    (EVERYWHERE, "用阅读器的", "也可使用订阅源（Atom）", "用阅读器的，有订阅源"),
    (EVERYWHERE, "去补正|去说明理由", "提交补正、提交理由", "<a>去说明理由</a>"),
    (EVERYWHERE, "救济类别", "救济途径", "请选择救济类别"),
    (EVERYWHERE, "及时公示率", "公示及时率", "及时公示率（7个工作日内）"),
    (EVERYWHERE, "通过门户", "通过政府门户网站", "通过门户主动公开"),
    (EVERYWHERE, "在门户(公示|上)|到门户<", "在政府门户网站公示、在网站上", "已在门户公示"),
    (EVERYWHERE, "答复依申请公开", "办结依申请公开", "答复依申请公开 12 件"),
    (EVERYWHERE, "你方|你单位|你处", "您、贵单位", "与你单位共同制作"),
    (EVERYWHERE, "您（贵单位）|您方", "您，或者贵单位", "与您（贵单位）有关"),
    (EVERYWHERE, r"[0-9}]\s?工作日", "20个工作日", "应于 20工作日内答复"),
    (EVERYWHERE, r"[0-9]－[0-9]", "8:30—12:00", "8:30－12:00"),
    (EVERYWHERE, r"第一项、第二项", "one of both", "第三十六条第一项、第二项"),
    (EVERYWHERE, "超过一个工作日未确认", "逾期未与申请人确认收到", "超过一个工作日未确认收到"),
    (EVERYWHERE, r'label="[^"]*(吗|呢|？)"', "答复后是否公开", 'label="答复后可以公开吗"'),
    (EVERYWHERE, r"(超期|剩)\{[^}]*\}日", "超期{…}个工作日", "超期{days}日"),
    (EVERYWHERE, "我方", "本机关、本单位", "我方意见如下"),
    (EVERYWHERE, r"网站找错受理|受理网站找错", "来源、类型", "网站找错受理 3 件"),
    (LETTERS, "提出的政府信息公开申请", "{{申请方式}}政府信息公开申请", "收到您提出的政府信息公开申请"),
    (LETTERS, "通过(当面|邮寄|传真|平常)", "当面提交的", "收到您通过当面提交提出的"),
    (LETTERS, r"期限\}\}前(?!（含当日）)", "前（含当日）", "请于{{补正期限}}前提交"),
    (LETTERS, r"(?<!共和国)政府信息公开条例|(?<!》)(?<!该)条例第", "《中华人民共和国政府信息公开条例》", "根据条例第三十条"),
    (LETTERS, "牵头.*你单位", "贵单位", "由本机关牵头、与你单位共同制作"),
    (LETTERS, "不应当公开的内容，但是", "能够作区分处理的", "含有不应当公开的内容，但是能够作区分处理。"),
    (PUBLIC, r"(?<!共和国)政府信息公开条例", "《中华人民共和国政府信息公开条例》", "<small>政府信息公开条例第三十一条</small>"),
    (PUBLIC, r"(?<![》该法])条例第", "《中华人民共和国政府信息公开条例》第", "只收集条例第二十九条要求的内容"),
    (PUBLIC, r"\|chinese_date \}\}(</\w+>)?前(?!（含当日）)", "前（含当日）", "请在{{ day|chinese_date }}前补正"),
    (PUBLIC, r"1 ?个工作日内，?本机关与您确认", "本机关承诺", "提交后 1 个工作日内，本机关与您确认收到"),
    (EVERYWHERE, r"\{(\w+\.)*\w*(day|due|last|until|_on)\w*\} ?前(?!（含当日）)", "前（含当日）", "应于 {day} 前公布"),
    (SAID, "访客 ", "申请人、网民", "访客 网上提交"),
    (SAID, r"^请选择.*吗$", "请选择是否…", "请选择答复后可以公开吗"),
    (SAID, r"(?<!共和国)政府信息公开条例第", "《中华人民共和国政府信息公开条例》第", "政府信息公开条例第三十一条"),
    (SAID, "依据：过程性信息|依据：政府信息", "依据《…条例》第×条，属于…", "依据：过程性信息（条例第十六条第二款）"),
    (SAID, r"期限应?为? ?\{[^}]*\} ?日$", "个工作日", "期限为{days}日"),
    (SAID, r"按期答复率100\.0%", "100%", "按期答复率100.0%"),
    (SAID, r"^栏目[0-9{].*-\{", "TX2026-0001", "栏目{pk}-{day}"),
]  # fmt: skip


def _words_of(path: Path) -> Iterator[str]:
    """Strings of the code that are not docstrings; a formatted one with `{…}` for its values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (
                part.value if isinstance(part, ast.Constant) else "{…}" for part in node.values
            )
            yield "".join(str(part) for part in parts)


def _is_public(name: str) -> bool:
    return name.endswith(".html") and "desk" not in name and "accounts" not in name


@pytest.fixture(scope="module")
def written():
    """What people may read of the product, by where: name of the file → its lines."""
    files = [path for kind in ("html", "py", "toml") for path in HUIYIN.rglob(f"*.{kind}")]
    texts = {one: {} for one in (EVERYWHERE, LETTERS, PUBLIC, SAID)}
    for path in files:
        name = str(path.relative_to(HUIYIN))
        if LEFT_OUT & set(path.relative_to(HUIYIN).parts) or path.name in FOREIGN:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        texts[EVERYWHERE][name] = lines
        if "/letters/" in f"/{name}" and name.endswith(".toml"):
            texts[LETTERS][name] = lines
        if _is_public(name):
            texts[PUBLIC][name] = lines
        if name.endswith(".py"):
            texts[SAID][name] = [line for said in _words_of(path) for line in said.splitlines()]
    return texts


@pytest.mark.parametrize(("where", "wrong", "right"), [row[:3] for row in TERMS])
def test_a_term_that_was_given_up(written, where, wrong, right):
    pattern = re.compile(wrong)
    met = [f"{name}: {line.strip()[:80]}" for name, lines in written[where].items()
           for line in lines if pattern.search(line)]  # fmt: skip
    assert not met, f"{right}\n" + "\n".join(met)


@pytest.mark.parametrize(("wrong", "planted"), [(row[1], row[3]) for row in TERMS])
def test_each_wrong_form_is_found_where_it_is_planted(wrong, planted):
    """A pattern that finds nothing would guard nothing."""
    assert re.search(wrong, planted)


def test_something_is_looked_through(written):
    assert all(len(files) > 10 for files in written.values())
    assert any("依申请公开" in line for line in written[SAID]["foi/desk.py"])

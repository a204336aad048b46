"""Whether a Word file can be the template of a letter: all faults at once, each with its remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huiyin.files import blocks, word


@dataclass(frozen=True)
class Vocabulary:
    """What a kind of letter can fill in: name → what it is. `blocks` may be several paragraphs."""

    names: Mapping[str, str]
    blocks: frozenset[str] = frozenset()
    required: frozenset[str] = field(default_factory=frozenset)


def faults(content: bytes, vocabulary: Vocabulary) -> list[str]:
    """What must be changed before the file can be used; empty when it can."""
    try:
        document = word.read(content)
    except word.UnreadableWordError as error:
        return [str(error)]
    found = word.placeholders(content)
    names = {placeholder.name for placeholder in found}
    told = [f"含有不能转成 PDF 的内容：{what}，请删去" for what in blocks.uncarried(document)]
    told += [
        f"占位符 {{{{{name}}}}} 不认识，请核对写法"
        for name in sorted(names - vocabulary.names.keys())
    ]
    told += [
        f"缺少必需的占位符 {{{{{name}}}}}（{vocabulary.names[name]}）"
        for name in sorted(vocabulary.required - names)
    ]
    told += [
        f"占位符 {{{{{placeholder.name}}}}} 可能有几个自然段，请让它单独成段"
        for placeholder in found
        if placeholder.name in vocabulary.blocks and not placeholder.stands_alone
    ]
    told += [
        f"“{stray}”中有多余的花括号或模板语句；只能使用 {{{{名称}}}} 形式的占位符"
        for stray in word.stray_marks(content)
    ]
    return told

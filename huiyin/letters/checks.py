"""Whether a Word file can be a letter template: all faults at once, with their remedies."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huiyin.common.confined import BeyondLimitsError, Work, confined
from huiyin.files import blocks, word


@dataclass(frozen=True)
class Vocabulary:
    """The placeholders of a kind of letter: name → meaning. `blocks` may be several paragraphs."""

    names: Mapping[str, str]
    blocks: frozenset[str] = frozenset()
    required: frozenset[str] = field(default_factory=frozenset)


def faults(content: bytes, vocabulary: Vocabulary) -> list[str]:
    """The faults that prevent the use of the file; empty if there are none."""
    try:
        return look(content, vocabulary)
    except BeyondLimitsError as error:
        return [str(error)]


@confined(Work.READING)
def look(content: bytes, vocabulary: Vocabulary) -> list[str]:
    """`faults` within limits.

    Raises:
        BeyondLimitsError: it was not looked through to its end.
    """
    try:
        document = word.read(content)
    except word.UnreadableWordError as error:
        return [str(error)]
    placeholders = word.placeholders(content)
    names = {placeholder.name for placeholder in placeholders}
    errors = [f"含有不能转成 PDF 的内容：{what}，请删去" for what in blocks.uncarried(document)]
    errors += [
        f"占位符 {{{{{name}}}}} 不认识，请核对写法"
        for name in sorted(names - vocabulary.names.keys())
    ]
    errors += [
        f"缺少必需的占位符 {{{{{name}}}}}（{vocabulary.names[name]}）"
        for name in sorted(vocabulary.required - names)
    ]
    errors += [
        f"占位符 {{{{{placeholder.name}}}}} 可能有几个自然段，请让它单独成段"
        for placeholder in placeholders
        if placeholder.name in vocabulary.blocks and not placeholder.stands_alone
    ]
    errors += [
        f"“{stray}”中有多余的花括号或模板语句；只能使用 {{{{名称}}}} 形式的占位符"
        for stray in word.stray_marks(content)
    ]
    return errors

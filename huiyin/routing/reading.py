"""What is read of a text: single characters and pairs of neighbours, and nothing that is a person's.

Only Han characters are read, and none that writes a number: no telephone number, identity number,
plate or mail address can become a part of what is learned, however it is written. A name that
somebody gives as their own is skipped, too; what else names a person is left out because too few
people wrote it (`learning.PERSONS`).
"""

import re
from collections import Counter

LONGEST = 2_000
"""Characters of a text that are read: what somebody wants stands at its beginning."""
_NUMERALS = "〇零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_RUN = re.compile(f"(?:(?![{_NUMERALS}])[\u3400-\u4dbf\u4e00-\u9fff])+")
_OWN_NAME = re.compile(
    r"(?:我叫|我是|我名叫?|名叫|姓名|(?:联系|报告|反映|投诉|举报|来电|来信|申请|诉求)人|署名)"
    r"[是为叫:：,，\s]{0,3}([\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
)
_BREAK = "\n"


def runs(text: str, names: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    """The passages that are read, each with its place in the text; `names` are those of its writer."""
    blanked = _OWN_NAME.sub(lambda hit: _BREAK * len(hit[0]), text[:LONGEST])
    for name in names:
        if len(name) > 1:
            blanked = blanked.replace(name, _BREAK * len(name))
    return [(hit.start(), hit[0]) for hit in _RUN.finditer(blanked)]


def plain(text: str, names: tuple[str, ...] = ()) -> str:
    """The passages that are read, one a line: all that learning ever sees of a text."""
    return _BREAK.join(run for _, run in runs(text, names))


def grams(text: str) -> Counter[str]:
    """How often each character and each pair of neighbours is read in a text."""
    counts: Counter[str] = Counter()
    for _, run in runs(text):
        counts.update(run)
        counts.update(run[place : place + 2] for place in range(len(run) - 1))
    return counts

"""Words that promise something with the letter: then something has to go with it."""

import re

_PROMISES = re.compile(
    r"(?<![未不无])[见如](?:本函|本答复书?|本告知书|所|后)?附(?:件|表|图|录|页|后)"  # 详见附件
    r"|(?:^|[。；;！\s])附(?:件|表|图)?\s{0,9}[\d一二三四五六七八九十]*\s{0,9}[:：]"  # 附件：1.…
    r"|随(?:本|此|该)?(?:函|信|文|件|答复书?|告知书?|通知书?)[^。；，,]{0,5}(?:附|寄|送|发|提供)"
    r"|(?:随|现|兹|特|另)(?:函|信|文)?附(?!近|属|加|和)"
    r"|(?:作为|以)附件(?!的?形式不)"
    r"|附[后送寄](?!的)"
    r"|(?<!请)附上"
)


def promised(text: str) -> str:
    """The words by which a text names something that comes with it; empty where it names none."""
    match = _PROMISES.search(text)
    return match[0].strip("。；;！ \n\t\u3000") if match else ""

"""救济告知: by which way, until when and where a decision may be contested (行政复议法 2023、行政诉讼法).

One wording for every room; which way is open the room knows, the bodies are the office's own.
"""

NEUTRAL_COURT = "有管辖权的人民法院"
NEUTRAL_AUTHORITY = "有管辖权的行政复议机关"


def review_first(paper: str, authority: str, court: str) -> str:
    """复议前置: a suit is open after the review alone (行政复议法第二十三条)."""
    return (
        f"应当自收到本{paper}之日起60日内，先向{authority}申请行政复议；对行政复议决定不服的，"
        f"可以自收到行政复议决定书之日起15日内，向{court}提起行政诉讼"
    )


def either(paper: str, authority: str, court: str) -> str:
    """Review (行政复议法第二十条) or suit (行政诉讼法第四十六条), as the party chooses."""
    return (
        f"可以自收到本{paper}之日起60日内，向{authority}申请行政复议，"
        f"或者自收到本{paper}之日起6个月内，向{court}提起行政诉讼"
    )


def online(channel: str) -> list[str]:
    """Where a review may be asked for on the internet (行政复议法第二十二条); nothing where nowhere."""
    return [f"也可以通过互联网渠道提交行政复议申请：{channel}"] if channel else []

"""异议处理中: what everybody reads beside a record that somebody has objected to."""

from huiyin.publicity import marks
from huiyin.publicity.models import Publicised

from .models import Objection


def disputed(record: Publicised) -> str:
    """The sentence, while an objection is being checked."""
    if not Objection.objects.about(record).open().exists():
        return ""
    return "异议处理中：这条公示信息的主体提出了异议，本机关正在核查。"


marks.declare(disputed)

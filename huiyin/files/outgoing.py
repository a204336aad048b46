"""交出去的文件: files that leave the office contain nothing hidden."""

from django.core.exceptions import ValidationError

from . import unseen


def plain(name: str, content: bytes) -> bytes:
    """The file without its hidden parts; the file itself if there are none.

    Raises:
        ValidationError: it cannot be made so, or not be looked into; says what to do.
    """
    try:
        return unseen.clean(content, name)
    except unseen.CannotCleanError as error:
        raise ValidationError(f"“{name}”：{error}") from error

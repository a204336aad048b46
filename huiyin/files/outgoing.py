"""交出去的文件: what leaves the house carries nothing that nobody saw."""

from django.core.exceptions import ValidationError

from . import unseen


def plain(name: str, content: bytes) -> bytes:
    """The file without what its reader does not see; the file itself if there is nothing.

    Raises:
        ValidationError: it cannot be made so, or not be looked into; says what to do.
    """
    try:
        return unseen.clean(content, name)
    except unseen.CannotCleanError as error:
        raise ValidationError(f"“{name}”：{error}") from error

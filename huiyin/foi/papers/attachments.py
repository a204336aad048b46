"""附件: what is given with an answer."""

from huiyin.foi.models import Application, ApplicationFile, FileRole


def given(application: Application) -> list[ApplicationFile]:
    """What the applicant gets with the answer, in the order of the letter's 附件说明."""
    files = application.files.filter(role=FileRole.ANSWER, is_for_applicant=True)
    letters = application.papers.exclude(pdf=None).values("pdf")
    return list(files.exclude(file__in=letters).select_related("file"))

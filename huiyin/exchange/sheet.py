"""报送批次: what a page says of a batch."""

from huiyin.casework.sheets import Section, Sheet

from .models import Batch

SHEET = Sheet(
    Batch,
    Section(
        "批次",
        "content",
        "generation",
        "form",
        "made_on",
        "sent_rows",
        "withdrawn_rows",
        "digest",
    ),
    Section("核对", "compared_on", "differences", "comparison"),
    Section(
        "上传和回执", "sent_at", "platform_number", "answered_on", "last_receipt", "void_reason"
    ),
    dated_by="made_on",
)

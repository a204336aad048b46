"""组配分类 by the column: what a document is filed under where nobody wrote anything else.

A revision of its text keeps that it follows the column, not only the name of that day: whichever
revision is released, after the column was renamed or the document placed elsewhere, says the
present name.
"""

from typing import Any

FOLLOWS = "category_follows_column"
"""In the content of a revision, beside the fields; no reviewer reads it, so it is in no digest."""


class FiledByColumn:
    """A page whose category is its column's name unless somebody wrote another."""

    category: Any
    column: Any
    pk: Any

    def serializable_data(self) -> dict[str, Any]:
        content: dict[str, Any] = super().serializable_data()  # type: ignore[misc]
        return content | {FOLLOWS: bool(self.pk and self.category == self.column.title)}

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page: Any = super().with_content_json(content)  # type: ignore[misc]
        if content.get(FOLLOWS):
            page.category = self.column.title
        return page

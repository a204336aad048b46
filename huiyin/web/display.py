"""长者版、字号: how a visitor wants to see the portal."""

from django.http import HttpRequest


class Display:
    """How a visitor wants to see the portal, from one cookie: `elder`, `large`, …"""

    COOKIE = "display"
    MODES = ("elder",)
    SIZES = ("large", "larger")

    def __init__(self, choices: set[str]) -> None:
        self.elder = "elder" in choices
        self.size = next((size for size in self.SIZES if size in choices), "")

    @classmethod
    def of(cls, request: HttpRequest) -> "Display":
        return cls(set(request.COOKIES.get(cls.COOKIE, "").split(".")))

    def with_choice(self, choice: str) -> "Display":
        """After one more choice: `elder`, `standard`, `small`, or one of SIZES; others change nothing."""
        chosen = {"elder"} if self.elder else set()
        if choice in ("elder", "standard"):
            return Display(({"elder"} if choice == "elder" else set()) | {self.size})
        if choice in ("small", *self.SIZES):
            return Display(chosen | {choice})
        return self

    @property
    def cookie(self) -> str:
        return ".".join(filter(None, ["elder" if self.elder else "", self.size]))

    @property
    def classes(self) -> str:
        """Classes for the html element."""
        return " ".join(filter(None, ["elder" if self.elder else "", self.size]))

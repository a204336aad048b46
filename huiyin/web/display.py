"""长者版、无障碍、字号: how a visitor wants to see the portal."""

from collections.abc import Collection

from django.http import HttpRequest

MODES = ("elder", "access")
COLOURS = ("dark", "yellow")
SIZES = ("large", "larger")


class Display:
    """How a visitor wants to see the portal, from one cookie: `elder`, `access.dark.large`, …

    Only these words count, in one order: however the cookie is written, a page has few forms.
    Colours and `spoken` (what is pointed at is read aloud) belong to the mode `access` (无障碍).
    """

    COOKIE = "display"

    def __init__(self, choices: Collection[str] = ()) -> None:
        self.mode = _first(MODES, choices)
        self.elder, self.access = self.mode == "elder", self.mode == "access"
        self.colours = _first(COLOURS, choices) if self.access else ""
        self.is_spoken = self.access and "spoken" in choices
        self.size = _first(SIZES, choices)

    @classmethod
    def of(cls, request: HttpRequest) -> "Display":
        return cls(set(request.COOKIES.get(cls.COOKIE, "").split(".")))

    def with_choice(self, choice: str) -> "Display":
        """After one more choice: a word of ENDS is taken instead of those it ends."""
        if choice not in ENDS:
            return self
        return Display((set(self._words()) - ENDS[choice]) | {choice})

    def _words(self) -> list[str]:
        spoken = "spoken" if self.is_spoken else ""
        return [word for word in (self.mode, self.colours, spoken, self.size) if word]

    @property
    def cookie(self) -> str:
        return ".".join(self._words())

    @property
    def classes(self) -> str:
        """Classes for the html element; also what a kept page is known by."""
        return " ".join(self._words())


def _first(known: Collection[str], choices: Collection[str]) -> str:
    return next((word for word in known if word in choices), "")


# A choice, and what it ends. `standard`, `light`, `silent` and `small` are how things are anyway.
ENDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("standard", *MODES), frozenset({*MODES, *COLOURS, "spoken"})),
    **dict.fromkeys(("light", *COLOURS), frozenset(COLOURS)),
    **dict.fromkeys(("spoken", "silent"), frozenset({"spoken"})),
    **dict.fromkeys(("small", *SIZES), frozenset(SIZES)),
}

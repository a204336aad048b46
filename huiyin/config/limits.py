"""The limits (限次) as they stand in the environment: so many within such a time."""

from . import env

_LIMITS = {
    "GUESSES": (
        "10/15m",
        "wrong codes of one number or draft from one network; a browser that was right before has its own",
    ),
    "GUESSES_NET": ("60/15m", "wrong codes and links from one network in all"),
    "GUESSES_ALL": (
        "100/1d",
        "wrong codes of one number from everywhere; beyond it each counts five times where it comes from",
    ),
    "PASSWORDS": (
        "5/15m",
        "wrong passwords of one account from one network; of device codes, and within a session, from everywhere",
    ),
    "PASSWORDS_NET": ("30/15m", "wrong passwords from one network in all"),
    "PASSWORDS_ALL": (
        "50/1d",
        "wrong passwords of one account from everywhere; beyond it each counts five times where it comes from",
    ),
    "DRAFTS": ("60/1h", "drafts of applications begun from one network"),
    "UPLOADS": ("60/1h", "files that visitors of one network upload"),
    "UPLOAD_MEGABYTES": ("500/1d", "megabytes that visitors of one network upload"),
    "APPLICATIONS": ("60/1h", "applications sent from one network"),
    "APPLICATIONS_ONE": ("10/1d", "applications of one applicant on the portal"),
    "ACTS": ("30/1h", "what an applicant does to one application on the portal"),
    "MESSAGES": (
        "60/1h",
        "messages, reports of mistakes and opinions from one network, of each kind",
    ),
    "PUSHES": ("12000/10m", "requests that one platform pushes or asks after"),
    "PUSH_FAULTS": ("60/15m", "wrong signatures from one network, before they are answered 429"),
    "SUBSCRIPTIONS": ("60/1h", "subscriptions asked for, confirmed or ended from one network"),
    "STATEMENTS": ("20/1h", "papers about an organisation that one network has drawn"),
    "LETTERS": ("5/1d", "letters to an address that nobody has confirmed"),
    "LETTERS_NET": ("20/1h", "such letters caused from one network"),
}


def read() -> dict[str, tuple[int, int]]:
    """Count and seconds of each limit, by its name without the prefix."""
    return {
        name: env.rate(f"LIMIT_{name}", default, meaning)
        for name, (default, meaning) in _LIMITS.items()
    }

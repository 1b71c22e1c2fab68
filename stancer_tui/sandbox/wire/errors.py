"""Every error body of the API (wire contract of v1; guesses are listed in docs/sandbox.md)."""

from typing import Any

from stancer_tui.sandbox.kinds import Kind

INVALID_REQUEST = "invalid_request_error"

Message = str | dict[str, str]


class Refused(Exception):
    """A request that is answered with an error status and nothing else."""

    def __init__(self, status: int, message: Message) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message

    def body(self) -> dict[str, Any]:
        """The error envelope of v1."""
        return {"error": {"type": INVALID_REQUEST, "message": self.message}}


def unauthorized() -> Refused:
    """401: no key, an unknown key or a public one."""
    return Refused(401, "You are not authorized to access that resource")


def no_such(kind: Kind, object_id: str) -> Refused:
    """404 for an id that this mode does not hold, malformed ones included."""
    return Refused(404, {"id": f"No such {kind.noun} {object_id}"})


def nothing_listed(kind: Kind) -> Refused:
    """404 of a list in which nothing was found."""
    return Refused(404, f"No {kind.name} found")


def nothing_matches() -> Refused:
    """404 for a path or method that v1 does not have."""
    return Refused(404, "Nothing matches the given URI")


def duplicate(kind: Kind, existing_id: str) -> Refused:
    """409 naming the object that is already there."""
    if kind.name == "payments":
        text = "Payment already exists, duplicate unique_id"
    else:
        text = (
            f"{kind.noun.capitalize()} already exists, you may want to update it instead creating a new one"
        )
    return Refused(409, {"error": text, "id": existing_id})


def conflict(text: str) -> Refused:
    """409 without an id: the object's state forbids it."""
    return Refused(409, text)


def invalid(field: str, reason: str) -> Refused:
    """400 naming the field."""
    return Refused(400, {field: reason})


def unreadable(reason: str) -> Refused:
    """400 for a body that is not a JSON object."""
    return Refused(400, reason)


def not_implemented() -> Refused:
    """501: payouts with a test key."""
    return Refused(501, "Not implemented in test mode")

"""What names a person: shown, or hidden behind its first letter."""

from stancer_tui.render.safe import LIMIT, safe


def personal(text: str, most: int = LIMIT, *, mask: bool) -> str:
    """A name, an e-mail or a phone number of at most `most` characters, safe to show; masked: one letter."""
    return f"{safe(text[:1])}•••" if mask else safe(text, most)

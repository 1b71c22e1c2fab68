"""The tables of docs/testing.md, from the reference's data: `python -m tests.known_test_data --write`."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS, TestCard

GUIDE = Path(__file__).parents[1] / "docs" / "testing.md"
_BLOCK = re.compile(
    r"(<!-- test data: python -m tests.known_test_data --write -->\n).*?(<!-- end of the test data -->)",
    re.DOTALL,
)


def written(guide: str) -> str:
    """The guide with the data as it is."""
    return _BLOCK.sub(lambda found: f"{found[1]}{_cards()}\n{_accounts()}{found[2]}", guide)


def _cards() -> str:
    head = ("card", "brand", "funding", "country", "3-D Secure", "a payment is", "code")
    return _table(head, map(_card, TEST_CARDS))


def _card(card: TestCard) -> tuple[str, ...]:
    number = f"`{card.number}`"
    secure, outcome = card.three_ds.words, card.outcome.words
    return number, card.brand, card.funding or "", card.country, secure, outcome, card.code or ""


def _accounts() -> str:
    head = ("account", "country", "holder", "born", "a payment is", "reason")
    rows = (
        (f"`{each.iban}`", each.country, each.name, each.birth_date, each.outcome.words, each.code or "")
        for each in TEST_IBANS
    )
    return _table(head, rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ("---",) * len(head), *rows))


def main(arguments: list[str]) -> int:
    """Write the guide, or say that it is stale; the exit code."""
    guide = GUIDE.read_text(encoding="utf-8")
    if arguments == ["--write"]:
        GUIDE.write_text(written(guide), encoding="utf-8")
        return 0
    return 0 if guide == written(guide) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

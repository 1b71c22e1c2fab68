"""What a payer chooses from: the reference's test cards and accounts, grouped by what they do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from stancer_tui.language import _, capitalised
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS, Outcome, TestCard, TestIban, ThreeDS
from stancer_tui.sandbox.redaction import redacted_text

_BRANDS = {"visa": "Visa", "mastercard": "Mastercard", "jcb": "JCB"}
_ORDER = list(Outcome)
_NEAR = frozenset({"US", "FR"})
"""The countries of the cards and accounts that are not simply accepted."""


@dataclass(frozen=True, slots=True)
class _Choice:
    value: str
    outcome: Outcome
    country: str
    about: str

    @property
    def place(self) -> int:
        """Where its group stands: the many that only show a country come last."""
        far = self.outcome is Outcome.OK and self.country not in _NEAR
        return len(_ORDER) if far else _ORDER.index(self.outcome)


def choices(method: str, sent: Mapping[str, str]) -> str:
    """The fields of a form, as HTML: radio buttons, and a name that may stay empty; as they were `sent`."""
    if method == "card":
        legend, name, items = _("Test card"), _("Name on the card (optional)"), map(_of_card, TEST_CARDS)
    else:
        legend, name, items = _("Test account"), _("Account holder (optional)"), map(_of_iban, TEST_IBANS)
    field = "number" if method == "card" else "iban"
    groups = "".join(_groups(field, items, sent.get(field)))
    typed = f' value="{escape(redacted_text(sent["name"]))}"' if "name" in sent else ""
    return (
        f'<fieldset><legend>{escape(legend)}</legend><div class="list">{groups}</div></fieldset>'
        f'<label class="name"><span>{escape(name)}</span>'
        '<input name="name" minlength="3" maxlength="64" autocomplete="off"' + typed + "></label>"
    )


def _groups(field: str, items: Iterable[_Choice], chosen: str | None) -> Iterable[str]:
    arranged = sorted(items, key=lambda each: each.place)
    marked = next((each for each in arranged if each.value == chosen), arranged[0])
    for place, group in groupby(arranged, key=lambda each: each.place):
        rows = "".join(_row(field, each, checked=each is marked) for each in group)
        label = f"{field}-{place}"
        far = place == len(_ORDER)
        words = escape(_("Accepted, of other countries") if far else capitalised(_ORDER[place].words))
        yield f'<div role="group" aria-labelledby="{label}"><h2 id="{label}">{words}</h2>{rows}</div>'


def _row(field: str, choice: _Choice, *, checked: bool) -> str:
    fours = " ".join(choice.value[start : start + 4] for start in range(0, len(choice.value), 4))
    return (
        f'<label class="choice"><input type="radio" name="{field}" value="{choice.value}" required'
        f'{" checked" if checked else ""}><span><span class="number">{fours}</span> '
        f'<span class="about">{escape(choice.about)}</span></span></label>'
    )


def _of_card(card: TestCard) -> _Choice:
    secure = "" if card.three_ds is ThreeDS.NOT_REQUIRED else f"3\u2011D\u00a0Secure {card.three_ds.words}"
    parts = (_BRANDS[card.brand], card.country, card.funding_words, secure, _response(card, Family.CARD))
    return _Choice(card.number, card.outcome, card.country, " · ".join(filter(None, parts)))


def _of_iban(account: TestIban) -> _Choice:
    parts = (account.name, _response(account, Family.SEPA))
    return _Choice(account.iban, account.outcome, account.country, " · ".join(filter(None, parts)))


def _response(item: TestCard | TestIban, family: Family) -> str:
    """The code that a payment answers, with its title."""
    entry = lookup(item.code, family) if item.code else None
    return f"{item.code} {entry.title}" if entry else item.code or ""

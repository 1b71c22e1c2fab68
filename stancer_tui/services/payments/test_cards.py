"""Creates the reference's test cards; no other card number is accepted."""

from datetime import datetime
from typing import TYPE_CHECKING

from stancer_tui.api.errors import InvalidField
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.reference.testdata import card

if TYPE_CHECKING:
    from stancer_tui.api.resources.cards import NewCard

CVC = "123"


def expiry(now: datetime) -> tuple[int, int]:
    """The expiry date given to test cards: well in the future."""
    return 12, now.year + 3


def new_test_card(
    mode: Mode,
    number: str,
    now: datetime,
    *,
    name: str | None = None,
    zip_code: str | None = None,
    external_id: str | None = None,
    preferred_network: str | None = None,
    tokenize: bool | None = None,
) -> "NewCard":
    """A test card as it is sent; raises `InvalidField` for live mode and for any other number."""
    from stancer_tui.api.resources.cards import NewCard

    if mode.live:
        raise InvalidField("card", _("cards are made in test mode only"))
    known = card(number)
    if known is None:
        raise InvalidField("card", _("one of the reference's test cards is needed"))
    month, year = expiry(now)
    return NewCard(
        number=known.number,
        exp_month=month,
        exp_year=year,
        cvc=CVC,
        name=name,
        zip_code=zip_code,
        external_id=external_id,
        preferred_network=preferred_network,
        tokenize=tokenize,
    )

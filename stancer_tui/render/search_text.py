"""The text that searches compare of a listed payment, split into the parts that rows are stored in."""

from collections.abc import Sequence
from functools import lru_cache

from stancer_tui.language import Language, _, current
from stancer_tui.models.folding import fold, fold_all
from stancer_tui.models.money import HUNDREDTHS, exponent
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.models.row_parts import SearchText
from stancer_tui.render.money import searched_amount
from stancer_tui.render.status import UNREADABLE, row_status

_UNGROUPED = 100_000
"""Hundredths from which an amount has grouped digits: "1,000.00"."""


def _whole_text(row: ListedPayment) -> str:
    """Every field of a row, folded, the amount in English notation.

    The payment's id is left out, since two typed digits would match its random letters; it has a field of its
    own.
    """
    if isinstance(row, UnreadableRow):
        words: tuple[str | None, ...] = (row.id, UNREADABLE.word, row.reason)
        return fold("\n".join(filter(None, words))) + found_by(UNREADABLE.word)
    return "\n".join(filter(None, (*_own_words((row,)), *_payer_words((row,)), *_kind_words((row,)))))


def _kind_words(rows: Sequence[PaymentRow]) -> list[str]:
    texts = []
    for row in rows:
        word = row_status(row).word
        words = (
            row.brand,
            word,
            row.response,
            row.status if row.status != word else None,
            row.method if row.method != row.brand else None,
            row.currency,
        )
        texts.append(fold("\n".join(filter(None, words))) + found_by(word))
    return texts


def _payer_words(rows: Sequence[PaymentRow]) -> list[str]:
    return fold_all(
        [
            "\n".join(
                filter(
                    None,
                    (
                        row.last4,
                        row.customer_name,
                        row.customer_email,
                        row.holder if row.holder != row.customer_name else None,
                    ),
                )
            )
            for row in rows
        ]
    )


def _own_words(rows: Sequence[PaymentRow]) -> list[str]:
    texts = []
    usual = {currency for currency in {row.currency for row in rows} if exponent(currency) == HUNDREDTHS}
    for row in rows:
        amount, plain = row.amount, None
        if 0 <= amount < _UNGROUPED and row.currency in usual:  # the usual case, formatted in half the time
            shown = f"{amount // 100}.{amount % 100:02d}"
        else:
            shown = searched_amount(amount, row.currency)
            plain = shown.replace(",", "") if "," in shown else None
        words = (row.order_id, shown, row.description, row.unique_id, plain)
        texts.append("\n".join(filter(None, words)))
    return fold_all(texts)


search_text = SearchText(kind=_kind_words, payer=_payer_words, words=_own_words, whole=_whole_text)
"""What a typed word is compared with."""


def found_by(status: str) -> str:
    """A further line of a search text: the translated word of a status, folded; "" in English."""
    language = current().language
    return "" if language is Language.EN else _found_by(status, language)


@lru_cache(maxsize=256)
def _found_by(status: str, _language: Language) -> str:
    return f"\n{fold(_(status))}"

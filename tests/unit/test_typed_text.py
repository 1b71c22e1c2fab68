"""What is typed or pasted is cleaned of what came along, and what does not belong is named."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancer_tui.api.fields import FIELDS
from stancer_tui.keys import Slot, WrongKey, check_key
from stancer_tui.models.mode import Mode
from stancer_tui.models.typed_text import cleaned, key_text, packed
from stancer_tui.render.money import AmountError, parse_amount
from stancer_tui.services.typed_dates import NotADay, read_day

IBAN = "FR1420041010050500013M02606"
KEY = "stest_" + "aB3_" * 6
UNSEEN = "\u200b\ufeff\u200e\u200f\u2060\u00ad\u202a\u202c\u2066\U000e0041\u200c\u200d"
BLANKS = " \u00a0\u202f\u2009\t\n\r\n\u3000"


@pytest.mark.parametrize(
    "pasted",
    [
        "FR14-2004-1010-0505-0001-3M02-606",
        "FR14.2004.1010.0505.0001.3M02.606",
        "IBAN : FR14 2004 1010 0505 0001 3M02 606",
        "IBAN:FR1420041010050500013M02606",
        "iban fr14 2004 1010 0505 0001 3m02 606",
        "\n\nFR14 2004 1010\n0505 0001 3M02 606\n",
        "\ufeffFR14\u00a02004\u202f1010 0505 0001 3M02 606\u200e",
        "FR14\u20112004\u20131010 0505 0001 3M02 606",
        '"FR14 2004 1010 0505 0001 3M02 606"',
    ],
)
def test_an_iban_is_read_however_it_was_grouped(pasted: str) -> None:
    assert packed(pasted) == IBAN
    assert FIELDS["sepa"]["iban"].check(pasted) == IBAN


def test_a_label_in_the_middle_is_no_label() -> None:
    assert packed(f"{IBAN} BIC TESTFRPP") == f"{IBAN}BICTESTFRPP"


@pytest.mark.parametrize(
    "pasted",
    [
        f" {KEY}\r\n",
        f"\u200b{KEY[:9]}\u200b{KEY[9:]}\ufeff",
        f'"{KEY}"',
        f"‘{KEY}’",
        f"export STANCER_API_KEY_TEST='{KEY}';",
        f"STANCER_API_KEY_TEST={KEY}",
        f"{KEY[:15]}\n{KEY[15:]}",
    ],
)
def test_a_key_is_read_however_it_was_copied(pasted: str) -> None:
    assert key_text(pasted) == KEY
    assert check_key(pasted, Slot(Mode.TEST)).get_secret_value() == KEY


def test_what_does_not_belong_is_named_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"^U\+00D7 MULTIPLICATION SIGN at position 5 does not"):
        FIELDS["sepa"]["iban"].check("FR14×2004101005050001")
    with pytest.raises(WrongKey, match=r"U\+00D7 MULTIPLICATION SIGN at position 10") as refused:
        check_key(f"{KEY[:9]}×{KEY[9:]}", Slot(Mode.TEST))
    assert KEY[9:] not in str(refused.value)
    with pytest.raises(AmountError, match=r"not U\+004F LATIN CAPITAL LETTER O at position 4"):
        parse_amount("12,O5", "eur")


@pytest.mark.parametrize("pasted", ["\ufeff12,50", "12,50\u200b EUR", "12\u2060.50\n", "\u200e12.50\u200f"])
def test_an_amount_is_read_without_what_nobody_sees(pasted: str) -> None:
    assert parse_amount(pasted, "eur") == 1250


SPICE = st.lists(st.sampled_from(UNSEEN + BLANKS + "aZ9-é") | st.characters(), max_size=30).map("".join)


@given(SPICE)
@example("\u0590\u200c\ufeff")
@example("\u0590\u200c\u202f")
def test_nothing_unseen_and_no_line_end_is_left(text: str) -> None:
    value = cleaned(text)
    assert not set(value) & (set(UNSEEN[:-2]) | {"\n", "\r", "\t", "\u00a0", "\u2028", "\u2029"})
    assert value == value.strip()
    assert cleaned(value) == value


@given(st.text("abc XYZ09.,@+-", max_size=30))
def test_plain_text_is_only_stripped(text: str) -> None:
    assert cleaned(text) == text.strip()


def test_names_keep_what_joins_their_letters() -> None:
    assert cleaned("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    "typed", ["2026-10-25", "20261025", "25/10/2026", "25.10.2026", "25-10-2026", "25 10 2026", "2026/10/25"]
)
def test_one_reader_reads_every_day(typed: str) -> None:
    assert read_day(f"\u200b {typed}\n") == date(2026, 10, 25)


def test_words_for_days_need_a_today() -> None:
    today = date(2026, 3, 1)
    assert read_day("yesterday", today=today) == read_day("Hier", today=today) == date(2026, 2, 28)
    assert read_day("today", today=today) == today
    with pytest.raises(NotADay, match="Write a date as"):
        read_day("yesterday")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31/02/2026", "There is no such day"),
        ("10/25/2026", "the day before the month"),
        ("9999-12-31", "The year 9999 is out of reach"),
        ("0001-01-01", "The year 0001 is out of reach"),
        ("25/10/26", "Write a date as"),
        ("202611", "Write a date as"),
        ("2026111", "Write a date as"),
        ("soon", "Write a date as"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(typed: str, message: str) -> None:
    with pytest.raises(NotADay, match=message):
        read_day(typed)


def test_a_sign_that_nobody_sees_is_left_out() -> None:
    assert cleaned("a\u200bé") == "aé"

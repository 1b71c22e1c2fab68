"""Phone numbers, amounts and days are found in every spelling; what is not understood says so."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.help import Highlighter
from stancer_tui.services.search.query import SearchQuery, parse
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from tests.unit.rows import row

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=PARIS)


def read(text: str, **seen: tuple[str, ...]) -> SearchQuery:
    return parse(text, NOW, PARIS, seen=lambda field: seen.get(field, ()))


def person(mobile: str | None, **fields: object) -> dict[str, object]:
    return {"customer": {"id": "cust_7", "name": "Océane Rivière", "mobile": mobile, **fields}}


OCEANE = row(
    1,
    created=int(datetime(2026, 11, 27, 16, 20, tzinfo=PARIS).timestamp()),
    amount=103445,
    order_id="AL-2611-01275",
    card={"id": "card_1", "brand": "visa", "last4": "9995", "country": "FR", "name": "Marcel Aubry"},
    **person("+33639982745"),
)
HANNA = row(
    2,
    created=int(datetime(2026, 11, 28, 9, 0, tzinfo=PARIS).timestamp()),
    amount=261400,
    currency="usd",
    order_id="0639982745",
    **person("+4915112345678", name="Hanna Vogel"),
)
INDEX = PaymentIndex(search_text)
INDEX.add([OCEANE, HANNA])


def found(text: str) -> set[str]:
    query = read(text)
    assert not query.mistakes, query.mistakes
    assert query, "nothing is asked"
    view = View(INDEX)
    view.search(query.query)
    return {"OH"[item == HANNA] for item in view.rows(0, 9)}


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("+33639982745", "O"),
        ("+33 6 39 98 27 45", "O"),
        ("+33 (0)6 39 98 27 45", "O"),
        ("0033639982745", "O"),
        ("0033 6 39 98 27 45", "O"),
        ("06 39 98 27 45", "O"),
        ("06.39.98.27.45", "O"),
        ("06-39-98-27-45", "O"),
        ("06\u00a039\u202f98 27 45", "O"),
        ("06 39 98", "O"),
        ("06 39 98 2", "O"),
        ("0639982745", "OH"),
        ("063998", "OH"),
        ("phone:0639982745", "O"),
        ("phone:06 39 98 27 45", "O"),
        ("tel:06 39 98 27 45 visa", "O"),
        ("phone:2745", "O"),
        ("phone:+336", "O"),
        ("-phone:+336", "H"),
        ("customer:0639982745", "O"),
        ("customer:06 39 98 27 45", "O"),
        ("+4915112345678", "H"),
        ("+49 151 12345678", "H"),
        ("004915112345678", "H"),
        ("phone:15112345678", "H"),
        ("06 39 98 27 46", ""),
        ("!0639982745 visa", ""),
        ("visa 06 39 98 27 45 9995", "O"),
    ],
)
def test_a_phone_number_is_found_however_it_is_written(typed: str, hits: str) -> None:
    assert found(typed) == set(hits)


@pytest.mark.parametrize("stored", ["0639982745", "+33639982745", "0033639982745", "+33 (0)6 39 98 27 45"])
@pytest.mark.parametrize("typed", ["06 39 98 27 45", "+33639982745", "0033639982745", "0639982745"])
def test_a_number_is_found_however_it_is_kept(typed: str, stored: str) -> None:
    item = row(1, **person(stored))
    assert read(typed).matches(item, search_text(item))


def test_digits_that_are_typed_shortly_do_not_hit_in_phone_numbers() -> None:
    assert found("9995") == {"O"}
    assert found("39") == {"H"}, "in its order number"
    assert found("1511") == set()


@pytest.mark.parametrize("typed", ["aubry", "customer:aubry", 'customer:"marcel aub'])
def test_the_name_on_the_card_is_looked_at_too(typed: str) -> None:
    assert found(typed) == {"O"}


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("1,034.45", "O"),
        ("1.034,45", "O"),
        ("1 034,45", "O"),
        ("1\u202f034,45", "O"),
        ("1'034,45", "O"),
        ("1034,45", "O"),
        ("1034.45", "O"),
        ("1 034,45 €", "O"),
        ("€1,034.45", "O"),
        ("1 034,45 € visa", "O"),
        ("1 034,45 $", ""),
        ("2 614,00 €", ""),
        ("$2,614.00", "H"),
        ("2614 $", "H"),
        ("2 614,00", "H"),
        ("amount:1 034,45", "O"),
        ("amount:1.034,45", "O"),
        ("amount:1 034,45€", "O"),
        ("amount:1034,45 €", "O"),
        ("montant:1034,45", "O"),
        ("amount:1 000..2 000", "O"),
        ("amount:1.000,00..2.700,00", "OH"),
        ("amount:>2 000,00", "H"),
        ("amount:..1 034,45 oceane", "O"),
        ("!1 034,45", "H"),
        ("-amount:1 034,45", "H"),
        ("amount:1034,45 9995", "O"),
        ("034,45", "O"),
    ],
)
def test_an_amount_is_found_however_it_is_written(typed: str, hits: str) -> None:
    assert found(typed) == set(hits)


@pytest.mark.parametrize("typed", ["1.034,45", "1 034,45", "1034,45"])
def test_the_amount_that_was_meant_is_marked_as_it_is_shown(typed: str) -> None:
    assert Highlighter(read(typed)).spans("1,034.45 EUR", "amount") == ((0, 8),)


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("9995 yesterday", "O"),
        ("9995 hier", "O"),
        ("today", "H"),
        ("Aujourd’hui", "H"),
        ("27/11/2026", "O"),
        ("2026-11-27", "O"),
        ("!yesterday", "H"),
        ('"yesterday"', ""),
    ],
)
def test_a_word_for_a_day_is_a_day_when_it_stands_alone(typed: str, hits: str) -> None:
    assert found(typed) == set(hits)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9995 yesterday", "yesterday is read as a day, date:yesterday; in quotes it is a word."),
        ("1 034,45", "1 034,45 is read as one amount; in another order they are two words."),
        ("17,000", "17,000 can be read in two ways: write 17000 or use two decimals."),
        ("1.034", "1.034 can be read in two ways"),
        ("amount:17,000", "17,000 can be read in two ways"),
        ("status:refsed", "refsed is no status; did you mean refused?"),
        ("method:crad", "crad is no method; did you mean card?"),
        ("refunded:maybe", "There is no refunded:maybe; write yes, no, full or part."),
        ("foo:bar", "There is no field foo; fields are status,"),
        ("custmer:x", "There is no field custmer; did you mean customer?"),
        ("comande:x", "There is no field comande; did you mean order?"),
        ("date:yesterdy", "did you mean yesterday?"),
        ("status:", "Write a value after status:."),
        ("phone:abc", "Write a phone number"),
    ],
)
def test_what_may_be_misunderstood_is_said_when_the_search_is_judged(typed: str, said: str) -> None:
    query = read(typed)
    remark = query.remark(judged=True)
    assert remark is not None
    assert remark.message.startswith(said) or said in remark.message
    assert query.remark(judged=False) is None, "the last word is still being typed"
    assert read(f"{typed} visa").remark(judged=False) is not None or typed.endswith(":")


@pytest.mark.parametrize(
    "typed", ["2 614,00 €", "9995", "status:refused", "hierarchie", '"17,000"', "refunded"]
)
def test_what_is_clear_says_nothing(typed: str) -> None:
    assert read(typed).remark(judged=True) is None


@pytest.mark.parametrize(
    ("typed", "ignored"),
    [
        ("status:refsed", ("status:refsed",)),
        ("visa foo:bar", ("foo:bar",)),
        ("amount:17,000 date:soon", ("amount:17,000", "date:soon")),
        ("visa 17,000", ()),
    ],
)
def test_the_terms_that_filter_nothing_are_named(typed: str, ignored: tuple[str, ...]) -> None:
    assert read(typed).ignored(judged=True) == ignored
    assert read(typed).ignored(judged=False) == tuple(each for each in ignored if not typed.endswith(each))


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("refunded:oui", "refunded:yes"),
        ("refunded:non", "refunded:no"),
        ("refunded:partiel", "refunded:part"),
        ("3ds:oui", "3ds:yes"),
        ("disputed:NON", "disputed:no"),
        ("method:carte", "method:card"),
        ("statut:refused", "status:refused"),
        ("client:riviere", "customer:riviere"),
    ],
)
def test_french_words_mean_the_same(typed: str, same: str) -> None:
    assert not read(typed).mistakes
    assert read(typed).query == read(same).query


def test_a_status_that_a_row_has_is_known() -> None:
    assert read("status:on_ho").mistakes
    assert not read("status:on_ho", status=("captured", "on_hold")).mistakes
    assert not read("status:none").mistakes


@given(st.from_regex(r"[!-]?(amount:|phone:|date:)?[0-9 .,€+'/<>-]{1,18}", fullmatch=True))
def test_no_number_is_too_strange(text: str) -> None:
    query = read(text)
    places = [(part.start, part.end) for part in query.terms]
    places += [(part.start, part.end) for part in query.mistakes]
    places += [(part.start, part.end) for part in query.notes]
    assert all(0 <= start < end <= len(text) for start, end in places)
    query.matches(OCEANE, search_text(OCEANE))


@pytest.mark.parametrize(
    ("typed", "status"), [("échoué", "failed"), ("refusée", "refused"), ("litige", "disputed")]
)
def test_a_status_in_french_is_the_one_it_names(typed: str, status: str) -> None:
    search = read(f"status:{typed}")
    assert not search.mistakes
    rows = [row(1, status=status), row(2, status="captured")]
    assert [search.matches(each, "") for each in rows] == [True, False]


def test_what_was_paid_back_is_not_taken_for_refused() -> None:
    search = read("status:remboursé")
    assert not search.mistakes
    assert not search.matches(row(1, status="refused"), "")

"""`--data`: what is loaded, how it is linked, and the path named when a file cannot be used."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.language import Language, using
from stancer_tui.sandbox.data_file import BadData, read_data, read_file
from tests.sandbox.conftest import Api

PAYM = "paym_" + "0" * 24
REFD = "refd_" + "0" * 24
CARD = "card_" + "0" * 24
NOW = 1773140400


def payment(**fields: Any) -> dict[str, Any]:
    return {"id": PAYM, "amount": 1000, "currency": "eur", "created": 1700000000} | fields


def refund(**fields: Any) -> dict[str, Any]:
    return {"id": REFD, "payment": PAYM, "amount": 400, "created": 1700000100} | fields


@pytest.fixture
def load(start: Callable[..., Api], tmp_path: Path) -> Callable[..., Api]:
    def loading(**sections: Any) -> Api:
        path = tmp_path / "data.json"
        path.write_text(json.dumps(sections), encoding="utf-8")
        return start(data=path)

    return loading


async def test_objects_keep_their_ids_and_unknown_fields(load: Callable[..., Api]) -> None:
    api = load(test={"payments": [payment(status="captured", future={"field": 1})]})
    item = (await api.test.get(f"/v1/checkout/{PAYM}")).json()
    assert item["future"] == {"field": 1}
    assert (item["status"], item["live_mode"], item["description"]) == ("captured", False, None)
    assert (await api.live.get(f"/v1/checkout/{PAYM}")).status_code == 404


async def test_ids_become_objects_where_the_file_has_them(load: Callable[..., Api]) -> None:
    other = "cust_" + "9" * 24
    api = load(
        test={
            "cards": [{"id": CARD, "last4": "4242", "brand": "visa"}],
            "payments": [payment(card=CARD, customer=other, refunds=[REFD], status="captured")],
            "refunds": [refund(status="to_refund")],
        }
    )
    item = (await api.test.get(f"/v1/checkout/{PAYM}")).json()
    assert item["card"]["last4"] == "4242"
    assert item["method"] == "card"
    assert item["customer"] == other
    assert item["refunds"][0]["id"] == REFD
    assert item["refunds"][0]["currency"] == "eur"
    left = await api.test.post("/v1/refunds", json={"payment": PAYM, "amount": 601})
    assert left.status_code == 400


async def test_whole_embedded_objects_can_be_read_alone(load: Callable[..., Api]) -> None:
    api = load(
        live={"payments": [payment(card={"id": CARD, "last4": "4242"}, refunds=[refund(status="refunded")])]}
    )
    assert (await api.live.get(f"/v1/cards/{CARD}")).json()["last4"] == "4242"
    alone = (await api.live.get(f"/v1/refunds/{REFD}")).json()
    assert (alone["payment"], alone["live_mode"]) == (PAYM, True)


async def test_what_is_overdue_in_the_file_stays_as_it_says(load: Callable[..., Api]) -> None:
    api = load(live={"payments": [payment(status="authorized")]})
    api.clock.advance(days=30)
    assert (await api.live.get(f"/v1/checkout/{PAYM}")).json()["status"] == "authorized"


async def test_a_loaded_card_without_an_expiry_pays(load: Callable[..., Api]) -> None:
    api = load(test={"cards": [{"id": CARD, "last4": "4242"}]})
    paid = await api.test.post("/v1/checkout/", json={"amount": 500, "currency": "eur", "card": CARD})
    assert (paid.status_code, paid.json()["status"]) == (200, "to_capture")


async def test_a_loaded_unique_id_is_taken(load: Callable[..., Api]) -> None:
    api = load(test={"payments": [payment(unique_id="u-1")]})
    answer = await api.test.post("/v1/checkout", json={"amount": 50, "currency": "eur", "unique_id": "u-1"})
    assert answer.json()["error"]["message"]["id"] == PAYM


THREE = [payment(id=f"paym_{number:024d}") for number in range(3)]
LAST = "paym_" + "9" * 24

BAD = [
    ({"prod": {}}, "prod"),
    ({"test": []}, "test"),
    ({"test": {"payment": []}}, "test.payment"),
    ({"test": {"payments": {}}}, "test.payments"),
    ({"test": {"payments": [7]}}, "test.payments[0]"),
    ({"test": {"payments": [*THREE, payment()]}}, "test.payments[3].id"),
    (
        {"test": {"payments": [*THREE, payment(id=LAST, amount="12")]}},
        "test.payments[3].amount",
    ),
    ({"live": {"payments": [payment(amount=True)]}}, "live.payments[0].amount"),
    ({"test": {"payments": [{"id": PAYM, "amount": 1}]}}, "test.payments[0].currency"),
    ({"test": {"payments": [payment(id="paym_short")]}}, "test.payments[0].id"),
    ({"test": {"payments": [payment(created="now")]}}, "test.payments[0].created"),
    ({"test": {"payments": [payment(live_mode=True)]}}, "test.payments[0].live_mode"),
    ({"test": {"payments": [payment(card=7)]}}, "test.payments[0].card"),
    ({"test": {"payments": [payment(card=PAYM)]}}, "test.payments[0].card"),
    ({"test": {"payments": [payment(refunds={})]}}, "test.payments[0].refunds"),
    ({"test": {"payments": [payment(refunds=[refund(amount=1001)])]}}, "test.payments[0].refunds"),
    (
        {"test": {"payments": [payment(refunds=[refund(payment="paym_" + "1" * 24)])]}},
        "test.payments[0].refunds[0].payment",
    ),
    (
        {"test": {"payments": [payment()], "refunds": [refund(currency="usd")]}},
        "test.refunds[0].currency",
    ),
    (
        {
            "test": {
                "cards": [{"id": CARD, "last4": "4242"}],
                "payments": [payment(card={"id": CARD, "last4": "0000"})],
            }
        },
        "test.payments[0].card.last4",
    ),
    (
        {
            "test": {
                "payments": [
                    payment(unique_id="u"),
                    payment(id="paym_" + "1" * 24, unique_id="u"),
                ]
            }
        },
        "test.payments[1].unique_id",
    ),
]


@pytest.mark.parametrize(("data", "place"), BAD, ids=[each[1] for each in BAD])
def test_the_place_of_a_fault_is_named(data: Any, place: str) -> None:
    with pytest.raises(BadData) as caught:
        read_data(data, NOW)
    assert str(caught.value).startswith(f"{place}: ")


OTHER = "paym_" + "1" * 24
CONTRADICTIONS = [
    (
        {"payments": [payment(unique_id="u"), payment(id=OTHER, unique_id="u")]},
        "test.payments[1].unique_id: est aussi le unique_id de test.payments[0]",
    ),
    (
        {"cards": [{"id": CARD, "last4": "4242"}], "refunds": [refund(payment=CARD)]},
        "test.refunds[0].payment: n’est pas un paiement, mais test.cards[0]",
    ),
    (
        {"payments": [payment()], "refunds": [refund(currency="usd")]},
        "test.refunds[0].currency: contredit test.payments[0].currency",
    ),
    (
        {"payments": [payment(refunds=[refund(amount=1001)])]},
        "test.payments[0].refunds: font 1001 en tout, plus que les 1000 du paiement",
    ),
]


@pytest.mark.parametrize(("section", "sentence"), CONTRADICTIONS)
def test_a_contradiction_is_said_in_french(section: Any, sentence: str) -> None:
    with using(Language.FR), pytest.raises(BadData) as caught:
        read_data({"test": section}, NOW)
    assert str(caught.value) == sentence


def test_a_file_that_holds_no_modes_is_refused() -> None:
    with pytest.raises(BadData, match="test and live"):
        read_data([], NOW)


@pytest.mark.parametrize("content", [b"", b"{", b'{"test": }', b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_no_json_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(content)
    with pytest.raises(BadData, match=r"data\.json is not JSON"):
        read_file(path, NOW)
    with pytest.raises(BadData, match="cannot read"):
        read_file(tmp_path / "missing.json", NOW)


async def test_nothing_is_half_loaded(start: Callable[..., Api], tmp_path: Path) -> None:
    path, db = tmp_path / "data.json", tmp_path / "sandbox.db"
    path.write_text(json.dumps({"test": {"payments": [payment(), payment(id="paym_x")]}}))
    with pytest.raises(BadData):
        start(data=path, db=db)
    api = start(db=db)
    assert (await api.test.get("/v1/checkout")).status_code == 404

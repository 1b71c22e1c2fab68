"""A search in French: what a French agent types is understood, and what is said of it is French."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.language import Language, _, change_to, using
from stancer_tui.models.folding import fold
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render import status as statuses
from stancer_tui.render.columns import amount_text
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.grammar import GRAMMAR, help_lines
from stancer_tui.services.search.help import FIELD_HINTS, Highlighter, complete
from stancer_tui.services.search.jump import AskReference, Clue, Field, SearchLoaded, targets
from stancer_tui.services.search.known_words import judged_status
from stancer_tui.services.search.ledger_fields import REFUND_FIELDS, TEAM_FIELDS
from stancer_tui.services.search.query import PAYMENT_FIELDS, SearchQuery, names_of, parse
from stancer_tui.services.search.spoken_words import FRENCH_FIELDS, FRENCH_VALUES, spoken_field
from stancer_tui.services.search.values import Unclear
from stancer_tui.ui.shell.loaded_payments import LoadedPayments
from stancer_tui.ui.shell.loaded_search import LoadedSearch
from tests.unit.rows import row

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def read(text: str) -> SearchQuery:
    return parse(text, NOW, PARIS)


def hit(text: str, item: ListedPayment) -> bool:
    query = read(text)
    assert not query.mistakes, query.mistakes
    return query.matches(item, search_text(item))


def unix(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=PARIS).timestamp())  # type: ignore[misc,arg-type] # no microseconds


@pytest.fixture
def french() -> Iterator[None]:
    with using(Language.FR):
        yield


@pytest.fixture(params=list(Language))
def either(request: pytest.FixtureRequest) -> Iterator[None]:
    with using(request.param):
        yield


PAID = row(
    1,
    created=unix(2026, 11, 23, 9),
    amount=103_445,
    status="captured",
    order_id="ORD-825",
    unique_id="U-77",
    customer={"id": "cust_1", "name": "Élodie D’Artagnan", "mobile": "+33639982745"},
    refunds=[{"id": "refd_1", "amount": 1000, "status": "refunded"}],
)
REFUSED = row(
    2,
    created=unix(2026, 11, 24, 9),
    amount=1250,
    status="refused",
    response="51",
    order_id="ORD-9",
    customer={"id": "cust_2", "name": "Jean Garnier"},
    card={"id": "card_2", "brand": "mastercard", "last4": "4444", "country": "DE"},
)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("text", "paid", "refused"),
    [
        ("statut:refusé", False, True),
        ("statut:REFUSE", False, True),
        ("statut:encaissé", True, False),
        ("statut:encaiss", True, False),
        ("statut:encaissé,refusée", True, True),
        ("-statut:refusé", True, False),
        ("statut:remboursé_en_partie", True, False),
        ('statut:"remb. partiel"', True, False),
        ("statut:remboursé", False, False),
        ("statut:à_encaisser", False, False),
        ("moyen:carte", True, True),
        ("marque:visa", True, False),
        ("carte:4444", False, True),
        ("carte:visa", True, False),
        ("fin:4242", True, False),
        ("code:51", False, True),
        ("code:aucun", False, False),
        ("montant:1 034,45", True, False),
        ("montant:1.034,45", True, False),
        ("montant:1,034.45", True, False),
        ('montant:"1 034,45 €"', True, False),
        ("montant:12..13", False, True),
        ("devise:eur", True, True),
        ("commande:825", True, False),
        ("client:elodie", True, False),
        ("client:d'artagnan", True, False),
        ("client:d’artagnan", True, False),
        ("courriel:garnier", False, True),
        ("téléphone:2745", True, False),
        ("tel:06.39.98.27.45", True, False),
        ("Téléphone:06 39 98 27 45", True, False),
        ("pays:de", False, True),
        ("remboursé:oui", True, False),
        ("rembourse:non", False, True),
        ("remboursé:partiel", True, False),
        ("remboursé", True, False),
        ("contesté:non", True, True),
        ("3ds:non", True, True),
        ("jour:hier", False, True),
        ("date:avant-hier", True, False),
        ("date:lundi", True, False),
        ('date:"23 nov."', True, False),
        ("date:23/11", True, False),
        ("date:23/11/2026..hier", True, True),
        ("date:24/11..", False, True),
        ("hier", False, True),
        ("1 034,45", True, False),
        ("1\u202f034,45", True, False),
        ("1034,45", True, False),
        ("12,50", False, True),
    ],
)
def test_french_is_understood_whichever_language_is_spoken(text: str, paid: bool, refused: bool) -> None:
    assert (hit(text, PAID), hit(text, REFUSED)) == (paid, refused)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("text", ["status:refused", "customer:garnier", "amount:12.50", "date:yesterday"])
def test_english_is_understood_while_french_is_spoken(text: str) -> None:
    assert (hit(text, PAID), hit(text, REFUSED)) == (False, True)


@pytest.mark.usefixtures("french")
def test_a_word_finds_a_row_by_the_french_word_of_its_status() -> None:
    assert hit("refusé", REFUSED)
    assert hit("refused", REFUSED)
    assert hit("partiel", PAID)
    assert not hit("refusé", PAID)


def test_rows_that_were_loaded_before_are_found_in_the_language_that_is_spoken_since() -> None:
    with using(Language.EN):
        loaded = LoadedPayments()
        loaded.index.add([PAID, REFUSED])
        loaded.search("partiel", now=NOW, zone=PARIS)
        assert list(loaded.shown) == []
        change_to(Language.FR)
        loaded.search("partiel", now=NOW, zone=PARIS)
        assert list(loaded.shown) == [PAID]


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("date:nov 2025", "date:2025-11"),
        ("-jour:août 2026", "-date:2026-08"),
        ("date:1er novembre", "date:2026-11-01"),
        ("date:21 nov. 2026", "date:2026-11-21"),
        ("date:21\u202fnov.", "date:2026-11-21"),
        ("day:3rd Dec 2025", "date:2025-12-03"),
    ],
)
def test_a_date_with_the_name_of_its_month_needs_no_quotes(typed: str, iso: str) -> None:
    assert read(typed).query == read(iso).query
    assert len(read(f"{typed} visa").terms) == 2
    assert not read(typed).mistakes


def test_a_word_behind_a_date_stays_a_word() -> None:
    assert [term.value for term in read("date:hier 2026").terms] == ["hier", "2026"]
    assert [term.value for term in read("date:nov 20261").terms] == ["nov", "20261"]


def test_going_to_loaded_payments_finds_them_in_the_language_that_is_spoken_since() -> None:
    with using(Language.EN):
        loaded = LoadedPayments()
        loaded.index.add([PAID, REFUSED])
        going = LoadedSearch(loaded, lambda: NOW, lambda: PARIS, mask=False)
        assert going.rows("partiel") == []
        change_to(Language.FR)
        assert going.rows("partiel") == [PAID]


def test_every_field_and_every_status_that_lists_show_has_french() -> None:
    with using(Language.FR):
        for field in names_of(PAYMENT_FIELDS):
            assert not read(f"{spoken_field(field)}:x").mistakes or field in {
                "status", "method", "amount", "phone", "date", "refunded", "disputed", "3ds", *TEAM_FIELDS,
            }, field  # fmt: skip
        for field, name in FRENCH_FIELDS.items():
            fields = {**PAYMENT_FIELDS, **dict.fromkeys(REFUND_FIELDS, PAYMENT_FIELDS["currency"])}
            assert "Pas de champ" not in str(parse(f"{name}:x", NOW, PARIS, fields).mistakes), field
        assert [spoken_field(field) for field in ("status", "id", "3ds")] == ["statut", "id", "3ds"]
        for words in (statuses.PAYMENT_WORDS, statuses.PAYOUT_WORDS):
            for word in words:
                typed = _(word).replace(" ", "_")
                asked = parse(f"statut:{typed}", NOW, PARIS, {"status": PAYMENT_FIELDS["status"]})
                assert not asked.mistakes, typed
                begun = asked.query.where[0]
                meant = {"no status": ""}.get(word, word.replace(" ", "_"))
                assert begun.accepts(meant), (typed, begun)


def test_two_french_words_never_fold_to_two_meanings_of_one_object() -> None:
    for field, values in FRENCH_VALUES.items():
        seen: dict[str, str] = {}
        for value, words in values.items():
            for word in words:
                other = seen.setdefault(fold(word), value)
                assert {other, value} == {value} or {other, value} == {"refused", "declined"}, (field, word)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("statut:rembousé", "rembouse n’est pas un statut\u202f; s’agit-il de remboursé\u202f?"),
        ("statut:refsed", "refsed n’est pas un statut\u202f; s’agit-il de refusé\u202f?"),
        ("sttut:x", "Pas de champ sttut\u202f; s’agit-il de statut\u202f?"),
        ("remboursé:peut-être", "écrire oui, non, total ou partiel."),
        ("date:hir", "s’agit-il de hier\u202f?"),
        ("date:31/02/2026", "Ce jour n’existe pas."),
        ("montant:1,234", "peut se lire de deux façons"),
        ("moyen:chèque", "cheque n’est pas un moyen de paiement\u202f; écrire carte, sepa ou aucun."),
    ],
)
def test_a_mistake_is_named_in_french(text: str, said: str) -> None:
    (mistake,) = read(text).mistakes
    assert said in mistake.message


def test_a_mistake_in_a_french_word_is_named_in_english_where_that_is_spoken() -> None:
    (mistake,) = read("statut:rembousé").mistakes
    assert mistake.message == "rembouse is no status; did you mean refunded?"


@pytest.mark.usefixtures("french")
def test_a_status_of_another_object_is_named_in_french() -> None:
    assert judged_status("à verser", "payout") == "to_pay"
    with pytest.raises(Unclear) as error:
        judged_status("versé", "refund")
    assert str(error.value).startswith("versé est un statut de versement, non de remboursement\u202f: ")


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("st", ["statut:"]),
        ("sta", ["statut:"]),
        ("cust", ["client:"]),
        ("-mo", ["-moyen:", "-montant:"]),
        ("tel", ["téléphone:"]),
        ("statut:enc", ["statut:encaissé", "statut:encaissement_en_cours"]),
        ("statut:capt", ["statut:encaissé", "statut:encaissement_en_cours"]),
        ("remboursé:", ["remboursé:oui", "remboursé:non", "remboursé:total", "remboursé:partiel"]),
        ("moyen:", ["moyen:carte", "moyen:sepa"]),
        ("date:av", ["date:avant-hier"]),
    ],
)
def test_a_term_is_completed_in_french(text: str, offered: list[str]) -> None:
    found = complete(text, len(text), lambda _field: ())
    assert [each.apply(text)[0] for each in found] == offered


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("typed", "column", "wanted"),
    [
        ("1034,45", "amount", ["1\u202f034,45"]),
        ("1 034,45", "amount", ["1\u202f034,45"]),
        ("034,4", "amount", ["034,4"]),
        ("statut:refusé", "status", ["refusé"]),
        ("status:refused", "status", ["refusé"]),
        ("refusé", "status", ["refusé"]),
    ],
)
def test_what_was_asked_for_is_marked_as_it_is_shown(typed: str, column: str, wanted: list[str]) -> None:
    text = amount_text(PAID) if column == "amount" else statuses.row_status(REFUSED).text()
    assert [text[start:end] for start, end in Highlighter(read(typed)).spans(text, column)] == wanted


@pytest.mark.usefixtures("french")
def test_the_help_shows_french_examples_that_are_understood() -> None:
    for example, _meaning in GRAMMAR:
        query = read(_(example))
        assert query, example
        assert not query.mistakes, query.mistakes
    told = dict(help_lines(PAYMENT_FIELDS))
    assert "statut:refusé,expiré" in told
    assert told["champs"].startswith("statut, moyen, marque, fin, code, montant")


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("field", ["date", "amount", "refunded", "disputed"])
def test_the_examples_beside_a_field_are_values_of_it(field: str) -> None:
    for value in _(FIELD_HINTS[field]).replace(" ou ", " · ").replace(", ", " · ").split(" · "):
        assert not read(f"{spoken_field(field)}:{value}").mistakes, value


def test_a_french_word_is_what_the_objects_of_the_list_have() -> None:
    status = read("statut:refusé").query.where[0]
    assert status.accepts("refused")
    assert not status.accepts("declined"), "no payment is declined"
    others = parse("statut:refusé", NOW, PARIS, {"status": PAYMENT_FIELDS["status"]}).query.where[0]
    assert others.accepts("declined"), "an authentication is"


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("typed", ["lundi", "27/11", "27 nov.", "hier", "aujourd’hui", "27/11/2026"])
def test_going_to_a_day_reads_it_as_the_search_does(typed: str) -> None:
    first, *others = targets(typed)
    assert isinstance(first, SearchLoaded)
    assert (first.clue, first.shown) == (Clue.DATE, typed)
    assert not read(first.search).mistakes
    assert bool(others) is (typed in {"lundi", "27/11", "27 nov."}), (
        "what may be a name or an order is that too"
    )


@pytest.mark.usefixtures("either")
def test_going_to_an_order_or_an_amount_in_french() -> None:
    assert targets("commande:AL-1") == (AskReference("AL-1", (Field.ORDER,)),)
    amount = next(each for each in targets("1 034,45 €") if isinstance(each, SearchLoaded))
    assert hit(amount.search, PAID)

"""The client's troubles as a person reads them, and as they are written down."""

import pytest

from stancer_tui.api.address import checked_base_url
from stancer_tui.api.errors import BadEnvironment, DeadlineExceeded, ReadOnly, Unauthorized
from stancer_tui.api.fields import FIELDS, Words
from stancer_tui.language import N_, Language, using
from stancer_tui.language.sentence import Sentence
from stancer_tui.models.mode import Mode

LATE = Sentence(N_("no whole answer within {seconds} s"), seconds="30")


def test_an_error_is_said_in_french_and_written_down_in_english() -> None:
    error = DeadlineExceeded(LATE, method="GET", path="/v1/payments/")
    with using(Language.FR):
        assert error.said == "pas de réponse complète en 30 s"
        assert error.message == "no whole answer within 30 s"
        assert str(error) == "GET /v1/payments/: no whole answer within 30 s"
    assert error.said == "no whole answer within 30 s"


def test_what_the_api_said_itself_is_never_another_word() -> None:
    with using(Language.FR):
        assert Unauthorized("the proxy refused").said == "the proxy refused"


def test_a_sentence_in_a_sentence_is_said_too() -> None:
    error = BadEnvironment("SSL_CERT_FILE", Sentence(N_("holds no certificate")))
    assert error.message == "SSL_CERT_FILE: holds no certificate"
    with using(Language.FR):
        assert error.said == "SSL_CERT_FILE\u202f: ne contient pas de certificat"


def test_whole_numbers_are_grouped_as_the_language_groups_them() -> None:
    many = Sentence(N_("more follows after {pages} pages"), pages=10_000)
    assert many == "more follows after 10,000 pages"
    with using(Language.FR):
        assert many.said() == "il y a une suite après 10\u202f000 pages"


def test_a_client_for_reading_only_speaks_of_itself() -> None:
    refused = ReadOnly("POST", "/v1/refunds/")
    assert refused.said == "this client is read-only, nothing was sent"
    with using(Language.FR):
        assert refused.said == "ce client de l’API est en lecture seule, rien n’a été envoyé"


def test_an_address_is_refused_in_french() -> None:
    with using(Language.FR), pytest.raises(ValueError, match="doit commencer par https:"):
        checked_base_url("http://api.stancer.com", Mode.TEST)


def test_the_limit_of_a_field_is_said_beside_it_and_where_it_is_passed() -> None:
    with using(Language.FR):
        assert FIELDS["payment"]["description"].words() == "3 à 64 caractères"
        with pytest.raises(ValueError, match=r"^3 à 64 caractères attendus, 2 ici$"):
            Words(3, 64).check("xx")

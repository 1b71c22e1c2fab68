import pytest

from stancer_tui.models.ledger_address import LedgerAddress, ledger_address


@pytest.mark.parametrize(
    ("url", "address", "place"),
    [
        (
            "postgresql://ledger.example/stancer",
            LedgerAddress("ledger.example", 5432, "stancer"),
            "ledger.example/stancer",
        ),
        (
            "postgres://nadia@ledger.example:6432/stancer?sslmode=require",
            LedgerAddress("ledger.example", 6432, "stancer", "nadia", "require"),
            "ledger.example:6432/stancer",
        ),
        (
            "postgresql://[2001:db8::1]:5433/stancer",
            LedgerAddress("2001:db8::1", 5433, "stancer"),
            "[2001:db8::1]:5433/stancer",
        ),
        (
            "postgresql://localhost/a%20b",
            LedgerAddress("localhost", 5432, "a b", None, "disable"),
            "localhost/a b",
        ),
        (
            "postgresql://%2FVar%2Frun/stancer",
            LedgerAddress("/Var/run", 5432, "stancer", None, "disable"),
            "/Var/run/stancer",
        ),
        (
            "postgresql:///stancer?host=/run/x&port=99&user=o%40b",
            LedgerAddress("/run/x", 99, "stancer", "o@b", "disable"),
            "/run/x:99/stancer",
        ),
        (
            "postgresql://db.example/s?sslrootcert=/r.pem&sslcert=/c.pem&sslkey=/k.pem&sslmode=verify-ca",
            LedgerAddress("db.example", 5432, "s", None, "verify-ca", "/r.pem", "/c.pem", "/k.pem"),
            "db.example/s",
        ),
    ],
)
def test_an_address_is_read(url: str, address: LedgerAddress, place: str) -> None:
    assert ledger_address(url) == address
    assert address.place == place


def test_only_this_machine_need_not_prove_itself() -> None:
    for host in ("localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql"):
        assert ledger_address(f"postgresql://{host}/x").sslmode == "disable"
    for host in ("10.0.0.1", "localhost.example", "db", "[::2]"):
        assert ledger_address(f"postgresql://{host}/x").sslmode == "verify-full"


def test_without_a_host_it_is_the_socket_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "elsewhere.example")
    monkeypatch.setenv("PGPORT", "1")
    address = ledger_address("postgresql:///stancer")
    assert address.host in {"/run/postgresql", "/tmp", "localhost"}
    assert address.port == 5432


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nadia:hunter2@ledger.example/stancer",
        "postgresql://nadia:@ledger.example/stancer",
        "postgresql://ledger.example/stancer?password=hunter2",
    ],
)
def test_a_password_in_it_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ValueError, match="a password does not belong into an address") as caught:
        ledger_address(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "begins with"),
        ("ledger.example/stancer", "begins with"),
        ("mysql://ledger.example/stancer", "begins with"),
        ("postgresql:stancer", "begins with"),
        ("postgresql://ledger.example", "ends with the name"),
        ("postgresql://ledger.example/", "ends with the name"),
        ("postgresql://a,b/stancer", "one host"),
        ("postgresql://ledger.example:0/x", "a port"),
        ("postgresql://ledger.example:65536/x", "a port"),
        ("postgresql://ledger.example:١/x", "a port"),
        ("postgresql://ledger.example:5432x/x", "a port"),
        ("postgresql://ledger.example/x?sslmode=prefer", "sslmode is one of"),
        ("postgresql://ledger.example/x?sslmode=", "sslmode is one of"),
        ("postgresql://ledger.example/x?options=-c%20synchronous_commit=off", "options is no option"),
        ("postgresql://ledger.example/x?service=y", "service is no option"),
        ("postgresql://ledger.example/x?passfile=/y", "passfile is no option"),
        ("postgresql://[::1/x", "no address"),
        ("postgresql://h/x?=&", "no address"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ledger_address(url)

"""The slots, the order of the places, and every way a keyring can fail."""

from collections.abc import Iterator

import keyring
import pytest
from keyring import errors
from keyring.backend import KeyringBackend
from pydantic import SecretStr

from stancer_tui.keys import (
    SLOTS,
    FoundKey,
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    KeyringSlow,
    KeyStore,
    Slot,
    Source,
    WrongKey,
    check_key,
    mask,
    redact,
)
from stancer_tui.models.mode import Mode
from tests.unit.fake_keyrings import (
    TRUSTED,
    Chain,
    FailingKeyring,
    ForgetfulKeyring,
    HangingKeyring,
    MemoryKeyring,
    NoKeyring,
    NullKeyring,
    PlainTextKeyring,
    StickyKeyring,
    WeakKeyring,
)

BODY = "AbCdEfGh_jKlMnOpQrStUv12"
TEST, LIVE, PUBLIC_TEST, PUBLIC_LIVE = SLOTS
ONE = SecretStr(f"stest_{BODY}")
TWO = SecretStr(f"stest_{BODY[::-1]}")


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory() -> MemoryKeyring:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


def using(backend: KeyringBackend, **env: str) -> KeyStore:
    keyring.set_keyring(backend)
    return KeyStore(env)


class TestSlots:
    @pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.label)
    def test_each_takes_its_own_prefix_and_no_other(self, slot: Slot) -> None:
        for other in SLOTS:
            text = f"{other.prefix}{BODY}"
            if other == slot:
                assert check_key(f"  {text}\n", slot).get_secret_value() == text
            else:
                with pytest.raises(WrongKey):
                    check_key(text, slot)

    def test_variables_and_prefixes(self) -> None:
        assert [(slot.prefix, slot.variable) for slot in SLOTS] == [
            ("stest_", "STANCER_API_KEY_TEST"),
            ("sprod_", "STANCER_API_KEY_LIVE"),
            ("ptest_", "STANCER_PUBLIC_KEY_TEST"),
            ("pprod_", "STANCER_PUBLIC_KEY_LIVE"),
        ]

    @pytest.mark.parametrize(
        ("text", "slot", "said"),
        [
            ("", TEST, "No key was given"),
            (f"ptest_{BODY}", TEST, "This is a public test key"),
            (f"pprod_{BODY}", LIVE, "This is a public live key"),
            (f"sprod_{BODY}", TEST, "This is a secret live key"),
            (f"stest_{BODY}", LIVE, "This is a secret test key"),
            (f"stest_{BODY}", PUBLIC_TEST, "This is a secret test key"),
            (f"sk_live_{BODY}", LIVE, "This is not a Stancer key"),
            (BODY, TEST, "This is not a Stancer key"),
            (f"stest_{BODY[:-1]}", TEST, "this one has 23"),
            (f"stest_{BODY}x", TEST, "this one has 25"),
            (f"stest_{BODY[:-1]}-", TEST, "only letters, digits and _"),
            (f"stest_{BODY[:-1]}é", TEST, "only letters, digits and _"),
        ],
    )
    def test_a_wrong_key_gets_a_reason_without_the_key(self, text: str, slot: Slot, said: str) -> None:
        with pytest.raises(WrongKey) as caught:
            check_key(text, slot)
        assert said in str(caught.value)
        assert BODY[:8] not in f"{caught.value!r}"
        assert caught.value.__cause__ is None

    def test_a_mask_shows_the_prefix_and_four_characters(self) -> None:
        assert mask(ONE) == "stest_…Uv12"
        assert mask(SecretStr("stest_short")) == "…"
        assert mask(SecretStr(f"stest_{BODY}3")) == "…", "one character too many is no key that is known"

    def test_redacting_takes_out_every_form_of_a_key(self) -> None:
        text = redact(
            f"{ONE.get_secret_value()} https://{LIVE.prefix}{BODY}:@h/ Basic c3Rlc3RfQWJDZA== ptest_x"
        )
        assert BODY not in text
        assert "c3Rlc3Rf" not in text
        assert text.startswith("stest_[redacted] https://[redacted]@h/")

    def test_no_form_of_a_found_key_shows_it(self) -> None:
        assert BODY not in f"{FoundKey(ONE, Source.SESSION)!r} {FoundKey(ONE, Source.SESSION)}"


class TestPlaces:
    async def test_the_environment_comes_before_the_keyring(self, memory: MemoryKeyring) -> None:
        store = KeyStore({"STANCER_API_KEY_TEST": f"{TWO.get_secret_value()}\n"})
        await store.store(TEST, ONE)
        assert await store.find(TEST) == FoundKey(TWO, Source.ENVIRONMENT)
        assert await KeyStore({}).find(TEST) == FoundKey(ONE, Source.KEYRING)
        assert await store.find(LIVE) is None

    async def test_a_key_typed_for_the_session_serves_without_a_keyring(self) -> None:
        store = using(NoKeyring())
        store.remember(TEST, ONE)
        assert await store.find(TEST) == FoundKey(ONE, Source.SESSION)
        assert await KeyStore({"STANCER_API_KEY_TEST": TWO.get_secret_value()}).find(TEST) is not None

    async def test_the_session_takes_no_key_of_another_slot(self) -> None:
        with pytest.raises(WrongKey):
            KeyStore({}).remember(LIVE, ONE)

    async def test_environment_keys_serve_the_default_profile_only(self, memory: MemoryKeyring) -> None:
        env = {"STANCER_API_KEY_TEST": ONE.get_secret_value()}
        assert await KeyStore(env, profile="second").find(TEST) is None
        await KeyStore(env, profile="second").store(TEST, TWO)
        assert await KeyStore(env, profile="second").find(TEST) == FoundKey(TWO, Source.KEYRING)
        assert await KeyStore({}).find(TEST) is None

    async def test_a_wrong_key_in_the_environment_is_named_by_its_variable(self) -> None:
        with pytest.raises(WrongKey, match=r"^STANCER_API_KEY_TEST: This is a public test key\.") as caught:
            await KeyStore({"STANCER_API_KEY_TEST": f"ptest_{BODY}"}).find(TEST)
        assert BODY not in str(caught.value)

    async def test_a_wrong_key_in_the_keyring_is_refused(self, memory: MemoryKeyring) -> None:
        memory.set_password("stancer-tui", TEST.entry("default"), f"sprod_{BODY}")
        with pytest.raises(WrongKey, match="secret live key") as caught:
            await KeyStore({}).find(TEST)
        assert BODY not in str(caught.value)

    async def test_storing_replaces_one_entry_only(self, memory: MemoryKeyring) -> None:
        store = KeyStore({})
        await store.store(TEST, ONE)
        await store.store(LIVE, SecretStr(f"sprod_{BODY}"))
        await store.store(TEST, TWO)
        assert await store.find(TEST) == FoundKey(TWO, Source.KEYRING)
        assert len(memory.copies) == 2

    async def test_storing_ends_the_session_only_key(self, memory: MemoryKeyring) -> None:
        store = KeyStore({})
        store.remember(TEST, ONE)
        await store.store(TEST, TWO)
        assert await store.find(TEST) == FoundKey(TWO, Source.KEYRING)

    async def test_removing_twice(self, memory: MemoryKeyring) -> None:
        store = KeyStore({})
        await store.store(TEST, ONE)
        assert await store.remove(TEST) is True
        assert await store.find(TEST) is None
        assert await store.remove(TEST) is False

    async def test_removing_takes_every_copy(self, memory: MemoryKeyring) -> None:
        memory.copies["stancer-tui", TEST.entry("default")] = ["stest_a", "stest_b", "stest_c"]
        assert await KeyStore({}).remove(TEST) is True
        assert memory.get_password("stancer-tui", TEST.entry("default")) is None


class TestTrouble:
    async def test_no_keyring(self) -> None:
        store = using(NoKeyring())
        for call in (store.find(TEST), store.store(TEST, ONE), store.remove(TEST)):
            with pytest.raises(KeyringMissing, match="for this session only"):
                await call

    @pytest.mark.parametrize(
        "backend", [PlainTextKeyring(), NullKeyring(), WeakKeyring()], ids=lambda each: type(each).__name__
    )
    async def test_a_keyring_that_does_not_protect_is_not_used(self, backend: MemoryKeyring) -> None:
        store = using(backend)
        with pytest.raises(KeyringRefused, match=type(backend).__qualname__) as caught:
            await store.store(TEST, ONE)
        assert caught.value.backend.endswith(type(backend).__qualname__)
        assert backend.copies == {}
        with pytest.raises(KeyringRefused):
            await store.find(TEST)

    async def test_a_chain_with_one_bad_link_is_not_used(self) -> None:
        good, bad = MemoryKeyring(), PlainTextKeyring()
        with pytest.raises(KeyringRefused, match="PlainTextKeyring"):
            await using(Chain(good, bad)).store(TEST, ONE)
        assert good.copies == bad.copies == {}

    async def test_an_empty_chain_is_no_keyring(self) -> None:
        with pytest.raises(KeyringMissing):
            await using(Chain()).find(TEST)

    async def test_a_chain_is_read_through_and_emptied_in_every_link(self) -> None:
        first, second = MemoryKeyring(), MemoryKeyring()
        second.set_password("stancer-tui", TEST.entry("default"), ONE.get_secret_value())
        store = using(Chain(first, second))
        assert await store.find(TEST) == FoundKey(ONE, Source.KEYRING)

        await store.store(TEST, TWO)
        assert second.get_password("stancer-tui", TEST.entry("default")) is None, "no older copy stays"

        second.set_password("stancer-tui", TEST.entry("default"), ONE.get_secret_value())
        assert await store.remove(TEST) is True
        assert await store.find(TEST) is None

    @pytest.mark.parametrize(
        ("raised", "expected"),
        [
            (errors.KeyringLocked("Failed to unlock"), KeyringLocked),
            (errors.InitError("Prompt dismissed"), KeyringMissing),
            (errors.NoKeyringError("none"), KeyringMissing),
            (errors.PasswordSetError(ONE.get_secret_value()), KeyringFailed),
            (OSError(f"broken pipe {ONE.get_secret_value()}"), KeyringFailed),
        ],
        ids=lambda each: type(each).__name__ if isinstance(each, Exception) else None,
    )
    async def test_errors_of_the_keyring_become_sentences_with_a_way_on(
        self, raised: Exception, expected: type[Exception]
    ) -> None:
        store = using(FailingKeyring(raised))
        for call in (store.find(TEST), store.store(TEST, ONE), store.remove(TEST)):
            with pytest.raises(expected, match="for this session only") as caught:
                await call
            assert BODY not in str(caught.value)

    async def test_a_hanging_keyring_holds_up_nothing(self) -> None:
        backend = HangingKeyring()
        store = using(backend)
        with pytest.raises(KeyringSlow, match=r"within 0\.05 s.*for this session only"):
            await store.find(TEST, limit=0.05)
        assert backend.thread is not None
        assert backend.thread.daemon, "a program that ends does not wait for it"
        backend.gate.set()
        backend.thread.join()

    async def test_a_key_that_does_not_read_back_is_not_stored(self) -> None:
        with pytest.raises(KeyringFailed, match="does not read back"):
            await using(ForgetfulKeyring()).store(TEST, ONE)

    async def test_a_key_that_stays_is_not_removed(self) -> None:
        backend = StickyKeyring()
        store = using(backend)
        await store.store(TEST, ONE)
        with pytest.raises(KeyringFailed, match="still there"):
            await store.remove(TEST)

    async def test_a_named_backend_without_its_service_is_a_missing_keyring(self) -> None:
        class Unreachable(MemoryKeyring):
            __module__ = TRUSTED

            @property
            def priority(self) -> float:  # type: ignore[override]  # as a backend's own class property does
                raise RuntimeError("The Secret Service daemon is neither running nor activatable")

        with pytest.raises(KeyringMissing):
            await using(Unreachable()).find(TEST)


def test_the_mode_of_a_slot_is_its_prefix() -> None:
    assert {slot.mode for slot in SLOTS if "prod" in slot.prefix} == {Mode.LIVE}


def test_what_was_stored_once_is_looked_for_under_the_same_names_for_ever() -> None:
    assert [slot.entry("default") for slot in SLOTS] == [
        "default/secret-test",
        "default/secret-live",
        "default/public-test",
        "default/public-live",
    ]


def test_a_slot_is_known_by_what_it_says() -> None:
    assert check_key(ONE.get_secret_value(), Slot(Mode.TEST)) == ONE


@pytest.mark.parametrize(("profile", "read"), [("".join(["de", "fault"]), True), ("a", False), ("z", False)])
async def test_the_environment_serves_the_default_profile_alone(
    profile: str, read: bool, memory: MemoryKeyring
) -> None:
    store = KeyStore({TEST.variable: ONE.get_secret_value()}, profile=profile)
    found = await store.find(TEST)
    assert found == (FoundKey(ONE, Source.ENVIRONMENT) if read else None)


async def test_the_least_keyring_that_recommends_itself_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WeakKeyring, "priority", 1)
    await using(WeakKeyring()).store(TEST, ONE)

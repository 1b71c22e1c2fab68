"""What Stancer stores: cards, accounts, customers, addresses."""

from datetime import UTC, date, datetime

from stancer_tui.api import (
    Conflict,
    NewAddress,
    NewCard,
    NewCustomer,
    NewSepa,
    NotFound,
    StancerClient,
)
from tests.api.examples import example


@example("Cards.create")
async def create_card(stancer: StancerClient) -> None:
    new = NewCard(number="4242424242424242", exp_month=12, exp_year=2038, cvc="123", name="Ada Martin")
    try:
        card_id = (await stancer.cards.create(new)).id
    except Conflict as conflict:
        if conflict.existing_id is None:
            raise
        card_id = conflict.existing_id
    print((await stancer.cards.get(card_id)).last4)  # 4242


@example("Cards.get")
async def get_card(stancer: StancerClient) -> None:
    card = await stancer.cards.get("card_xognFbZs935LMKJYeHyCAYUd")
    print(card.brand, card.exp_month, card.exp_year, card.nature)  # mastercard 2 2031 personnal


@example("Cards.update")
async def update_card(stancer: StancerClient) -> None:
    await stancer.cards.update("card_xognFbZs935LMKJYeHyCAYUd", exp_month=3, exp_year=2038)
    card = await stancer.cards.get("card_xognFbZs935LMKJYeHyCAYUd")
    print(card.exp_month, card.exp_year)  # 3 2038


@example("Cards.delete")
async def delete_card(stancer: StancerClient) -> None:
    await stancer.cards.delete("card_xognFbZs935LMKJYeHyCAYUd")
    try:
        await stancer.cards.get("card_xognFbZs935LMKJYeHyCAYUd")
    except NotFound as error:
        print(error.status)  # 404


@example("SepaAccounts.create")
async def create_account(stancer: StancerClient) -> None:
    account = await stancer.sepa.create(
        NewSepa(
            iban="DE89370400440532013000",
            name="Max Mustermann",
            mandate="M-2026-18",
            date_mandate=datetime(2026, 3, 9, tzinfo=UTC),
        )
    )
    print(account.last4, account.date_mandate)  # 3000 2026-03-09 00:00:00+00:00


@example("SepaAccounts.get")
async def get_account(stancer: StancerClient) -> None:
    account = await stancer.sepa.get("sepa_oazGliEo6BuqUlyCzE42hcNp")
    print(account.name, account.last4, account.mandate)  # David Coaster 2606 None


@example("SepaAccounts.update")
async def sign_the_mandate(stancer: StancerClient) -> None:
    """The mandate was signed."""
    await stancer.sepa.update(
        "sepa_oazGliEo6BuqUlyCzE42hcNp",
        mandate="M-2026-19",
        date_mandate=datetime(2026, 3, 10, tzinfo=UTC),
    )
    print((await stancer.sepa.get("sepa_oazGliEo6BuqUlyCzE42hcNp")).mandate)  # M-2026-19


@example("SepaAccounts.delete")
async def delete_account(stancer: StancerClient) -> None:
    await stancer.sepa.delete("sepa_oazGliEo6BuqUlyCzE42hcNp")


@example("Customers.create")
async def create_customer(stancer: StancerClient) -> None:
    customer = await stancer.customers.create(
        NewCustomer(
            name="Ada Martin",
            email="ada.martin@example.org",
            mobile="+33639980103",
            date_birth=date(1978, 9, 9),
            external_id="C-17",
        )
    )
    print(customer.name, customer.date_birth)  # Ada Martin 1978-09-09


@example("Customers.get")
async def get_customer(stancer: StancerClient) -> None:
    customer = await stancer.customers.get("cust_9Cle7TXKkjhwqcWx4Kl5cQYk")
    print(customer.name, customer.email)  # David Coaster david@example.net


@example("Customers.update")
async def update_customer(stancer: StancerClient) -> None:
    await stancer.customers.update(
        "cust_9Cle7TXKkjhwqcWx4Kl5cQYk", NewCustomer(email="david.coaster@example.net")
    )
    print((await stancer.customers.get("cust_9Cle7TXKkjhwqcWx4Kl5cQYk")).email)  # david.coaster@example.net


@example("Customers.delete")
async def delete_customer(stancer: StancerClient) -> None:
    await stancer.customers.delete("cust_9Cle7TXKkjhwqcWx4Kl5cQYk")


@example("Addresses.create")
async def create_address(stancer: StancerClient) -> None:
    address = await stancer.addresses.create(
        NewAddress(line1="12 rue des Champs", zip_code="75008", city="Paris", country="FR")
    )
    print(address.city, address.line2)  # Paris None


@example("Addresses.get")
async def get_address(stancer: StancerClient) -> None:
    address = await stancer.addresses.get("addr_9Cle7TXKkjhwqcWx4Kl5cQYk")
    print(address.zip_code, address.city)  # 35000 Rennes


@example("Addresses.update")
async def update_address(stancer: StancerClient) -> None:
    await stancer.addresses.update("addr_9Cle7TXKkjhwqcWx4Kl5cQYk", NewAddress(line2="Bâtiment B"))


@example("Addresses.delete")
async def delete_address(stancer: StancerClient) -> None:
    await stancer.addresses.delete("addr_9Cle7TXKkjhwqcWx4Kl5cQYk")

"""Account verification and credit scoring."""

from stancer_tui.api import NewCustomer, NewSepa, StancerClient
from tests.api.examples import example


@example("Checks.create")
async def create_check(stancer: StancerClient) -> None:
    check = await stancer.checks.create(
        customer=NewCustomer(
            name="Pierre Martin", email="pierre.martin@example.org", date_birth="1978-09-09"
        ),
        sepa=NewSepa(iban="FR1420041010050500013M02606", name="Pierre Martin"),
    )
    print(check.status, check.score_name)  # check_sent None


@example("Checks.get")
async def get_check(stancer: StancerClient) -> None:
    asked = await stancer.checks.create(
        customer="cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
        sepa=NewSepa(iban="FR1420041010050500013M02606", name="Pierre Martin"),
    )
    check = await stancer.checks.get(asked.id)  # again, some seconds apart, while it is check_sent
    print(check.status)  # check_sent


@example("Scorings.create")
async def create_scoring(stancer: StancerClient) -> None:
    """Over a year, a third at once: send the customer to `redirect_url`."""
    scoring = await stancer.scoring.create(
        amount=120_000,
        upfront=40_000,
        duration=12,
        customer="cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
        return_url="https://shop.example/scored",
    )
    print(scoring.status, scoring.score)  # requested None


@example("Scorings.get")
async def get_scoring(stancer: StancerClient) -> None:
    asked = await stancer.scoring.create(
        amount=120_000,
        duration=12,
        customer=NewCustomer(name="Ada Martin", email="ada.martin@example.org"),
        return_url="https://shop.example/scored",
    )
    scoring = await stancer.scoring.get(asked.id)
    print(scoring.duration, scoring.score)  # 12 None

"""A believable shop: people, cards, purchases and payouts, drawn from one number."""

"""A shop whose orders are paid through Stancer."""

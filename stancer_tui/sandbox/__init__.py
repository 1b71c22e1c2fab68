"""An imitation of the Stancer API for the demo and for tests."""

"""For the tests of those who integrate Stancer: a sandbox on a socket, and pytest's fixtures."""

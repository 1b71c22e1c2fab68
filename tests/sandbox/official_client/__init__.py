"""The functional tests of the official Python client, run against the sandbox."""

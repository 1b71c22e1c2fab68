"""The client for code that is not async: each method runs its async twin on a loop in a thread.

Written by `python -m tests.sync_twin --write`, except `portal.py`.
"""

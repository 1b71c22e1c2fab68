"""Requests that the API answers later, and when their objects are read again."""

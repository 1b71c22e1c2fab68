"""The HTTP side: the ASGI app, its calls, errors, checks and description."""

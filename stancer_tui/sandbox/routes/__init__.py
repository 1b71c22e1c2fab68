"""How the API is spoken to."""

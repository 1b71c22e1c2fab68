"""What an agent does, on top of the API."""

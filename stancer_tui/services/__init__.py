"""What an agent does with the API: the rules, without a terminal."""

"""Objects to text, without a terminal."""

"""What every section stands in: the screen, the header, the modes, going from one thing to another."""

"""People: whose payments belong together, as far as the loaded ones tell."""

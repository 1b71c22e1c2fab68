"""What is typed to find something: searches in the list, and where to go."""

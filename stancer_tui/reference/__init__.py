"""What codes and statuses mean, as data."""

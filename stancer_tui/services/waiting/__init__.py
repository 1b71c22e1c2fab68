"""What is answered later: pending requests, and what is watched until it changes."""

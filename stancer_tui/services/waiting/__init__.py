"""What is answered later: when it is read again, and requests whose answer is awaited."""

"""What is kept: the journal on disk, rows in memory."""

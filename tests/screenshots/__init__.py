"""The pictures in screenshots/, made from the demo: `python -m tests.screenshots [NAME …]`."""

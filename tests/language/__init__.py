"""The languages of the program: every string is marked, said in French, and spoken where it is shown."""

"""Files of other people's projects: copied to a folder of their own and run there, never here."""

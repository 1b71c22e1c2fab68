"""Account checks and scorings: the list, one result, the forms, what is waited for."""

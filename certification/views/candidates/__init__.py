"""The candidates of a session: the list, a file, one by hand, the classes of a school."""

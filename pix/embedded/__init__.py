"""The one-command stack: PostgreSQL, Redis, worker, beat and web as one process tree.

Everything here uses the standard library only, so that it runs before Django can be imported.
The one exception, `prepare`, is run by the stack as a process of its own.
"""


class StackError(Exception):
    """Something the person at the keyboard can act on: printed as it is, without a traceback."""

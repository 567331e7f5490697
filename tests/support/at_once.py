"""Several people at the same instant."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def at_once(*acts):
    """Run in threads that leave together; each has a connection. Raises what they raise."""
    ready = threading.Barrier(len(acts))

    def run(act):
        ready.wait(timeout=60)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]

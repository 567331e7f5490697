"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ClassroomArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with the parameters OWASP recommends (19 MiB, 2 passes, 1 lane).

    Django's own take 100 MiB and 8 lanes each: a class of 35 that signs in at once would need more
    memory than a small server has.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

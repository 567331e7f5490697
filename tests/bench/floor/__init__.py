"""The floor: the least that a Django view with a session, a person and an answer can cost."""

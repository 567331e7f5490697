"""An ENT for demonstrations and tests: real CAS 3 and OpenID Connect, invented people.

A program of its own (`python -m pix.demo_ent`), on this machine only, that knows nothing of Django:
what it says of people goes through the same protocols as with a real ENT. There is no password:
whoever opens it chooses who to be.
"""

"""Arriving from an ENT: who vouches for whom, in which protocol. No page and no table here."""

"""The supervision of a session: its door, its room, what is done there."""

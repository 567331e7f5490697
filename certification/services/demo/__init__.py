"""The certification centre of the demonstration: invented people, through the real services."""

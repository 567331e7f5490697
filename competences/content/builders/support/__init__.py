"""What several builders share."""

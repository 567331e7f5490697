"""Invented schools, and their lists with one defect at a time: for tests and demonstrations."""

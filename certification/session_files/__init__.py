"""Sessions and their candidates in one CSV file: read and checked. Pure: no database here.

`reading.read` groups the lines of a file into sessions, `checks.check` says what is wrong in them.
Candidates are those of `certification.candidate_files`.
"""

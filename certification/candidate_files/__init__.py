"""Lists of candidates as centres fill them in: read, checked and written. Pure: no database here.

`reading.read` opens a file (the official sheet in ODS or XLSX, or any table with its headings),
`checks.check` says what is wrong in it, `layout` and its writers make the sheet to fill in. Places
of birth are checked against a `birthplaces.Atlas`, which the caller fills.
"""

"""Lists of pupils as schools export them: read, understood and checked. Pure: no database here.

`recognise` says what a file is; `SchoolList.rows` reads it, streamed, and gathers in a `Report` all
that is wrong with it. What a list looks like is data (`descriptions/*.yaml`).
"""

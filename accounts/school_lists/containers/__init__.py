"""How lists are packed: delimited text, sheets, XML, ZIP."""

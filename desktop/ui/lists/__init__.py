"""The list of one kind of record: table, columns, filters, saved views, totals; written into a file, printed."""

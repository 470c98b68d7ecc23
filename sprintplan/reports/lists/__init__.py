"""Lists that a travel desk works from, each a table that can be written as CSV, workbook or JSON."""

"""Staff lists as HR systems and spreadsheets hold them, turned into people.csv; every guess and refusal is stated."""

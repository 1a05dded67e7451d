"""Market figures by indicator, region and year, survey sheets made of them, and tables of yearbooks."""

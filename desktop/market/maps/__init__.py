"""Maps by county: the outlines that the user brought, found by code or name, filled by a class or a figure."""

"""A throw-away feature, whole: promotions with their costs. What a new kind of record costs is counted in its files."""

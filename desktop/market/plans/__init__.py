"""The plan of variety promotion: which variety where, in which role and area, with what it takes, until it is evaluated."""

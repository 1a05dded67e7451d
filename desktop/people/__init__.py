"""People: everybody the manager deals with, in which roles, at which dealers and organisations."""

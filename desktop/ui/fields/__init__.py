"""A record's fields on the screen: the widgets, how they are bound to a model, what is typed into them."""

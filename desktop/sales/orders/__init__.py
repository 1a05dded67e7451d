"""Orders of dealers, and the shipments and returns that follow them."""

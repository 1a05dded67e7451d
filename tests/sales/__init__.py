"""Products, orders, shipments, money, stock, prices, targets."""

"""What a trial says of its traits: options, result by design, results kept, the window's tables."""

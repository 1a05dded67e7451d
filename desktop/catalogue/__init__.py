"""What trials and labels speak of: crops, traits, varieties, seasons."""

"""People of influence: officials, media, experts, large growers, co-operatives; touches, gifts, notes; the crisis file."""

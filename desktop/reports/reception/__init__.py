"""Visitors received: who comes why, class, programme, travel and board, departments told, what was promised and ordered."""

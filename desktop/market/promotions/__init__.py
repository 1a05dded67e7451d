"""Promotions from the idea to the evaluation, field days with who came and ordered, and what is placed in media."""
